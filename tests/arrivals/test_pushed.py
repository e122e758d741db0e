"""News pushed to us: signed and fresh they are handled once; forged, copied or unreadable they are kept and change nothing."""

import json
import time
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from motcua.dossiers.models import Dossier
from motcua.lib.signed import signature
from motcua.outbox.inbox import cause_of
from motcua.outbox.models import Arrival, ArrivalState, Inbox
from tests import make
from tests.arrivals.sides import Faked, FakedMinistry, aside, carry

pytestmark = pytest.mark.django_db
PORTAL, MINISTRY = "/ket-noi/cong-quoc-gia/", "/ket-noi/he-thong-bo/"


def push(path: str, told: Any, secret: str = "demo-secret", age: float = 0, sign: str = "", raw: bytes | None = None) -> int:
    body = json.dumps(told).encode() if raw is None else raw
    stamp = str(int((time.time() - age) * 1000))
    heads = {"X-Timestamp": stamp, "X-Signature": sign or signature(secret, stamp, body)}
    return Client().post(path, body, content_type="application/json", headers=heads).status_code


def news(code: str) -> dict[str, str]:
    return {"IdSuKien": "1", "LoaiSuKien": "HoSoMoi", "MaHoSo": code, "ThoiDiem": "20261127080000"}


def test_pushed_and_pulled_it_is_one_dossier(fake: Faked) -> None:
    make.city()
    code = fake.file()
    assert push(PORTAL, fake.client.events[0]) == 202
    carry()
    assert push(PORTAL, fake.client.events[0]) == 202
    carry()
    assert Dossier.objects.filter(external_code=code).count() == 1
    assert Arrival.objects.get().repeats == 3  # pushed twice, pulled twice
    assert Inbox.objects.count() == 1


@pytest.mark.parametrize("path", [PORTAL, MINISTRY])
@pytest.mark.parametrize(
    "how, status, cause",
    [
        ({"secret": "guessed"}, 401, "Chữ ký của bản tin không đúng"),
        ({"sign": "0" * 64}, 401, "Chữ ký của bản tin không đúng"),
        ({"age": 3600}, 401, "quá cũ"),
        ({"age": -3600}, 401, "quá cũ"),
        ({"raw": b"\xff\xfe{{{"}, 400, "không đọc được"),
        ({"raw": b"[1, 2]"}, 400, "không đọc được"),
        ({"raw": b"{}"}, 202, "thiếu"),
    ],
)
def test_what_is_forged_copied_or_unreadable_is_kept_and_changes_nothing(path: str, how: dict[str, Any], status: int, cause: str) -> None:
    assert push(path, news("G22.99-20261127-0000001"), **how) == status
    (kept,) = aside()
    assert cause in str(cause_of(kept))
    assert Inbox.objects.get(pk=kept.pk).payload["hex"]
    assert not Dossier.objects.exists()


def test_the_same_forgery_again_is_one_row(named: Any) -> None:
    body = json.dumps(news("X")).encode()
    for _ in range(3):
        push(PORTAL, None, secret="x", raw=body)
    assert Arrival.objects.get().repeats == 2


def test_another_story_under_a_known_number_is_set_aside(fake: Faked) -> None:
    make.city()
    code = fake.file()
    push(PORTAL, fake.client.events[0])
    push(PORTAL, fake.client.events[0] | {"LoaiSuKien": "YeuCauRut"})
    assert "nội dung khác" in str(cause_of(aside()[0]))
    carry()
    assert Dossier.objects.get(external_code=code).status == 1


def test_without_a_secret_nobody_is_believed(settings: Any) -> None:
    settings.PUSHES = {}
    assert push(PORTAL, news("X"), secret="") == 401


def test_too_much_is_not_taken() -> None:
    assert push(PORTAL, None, raw=b"x" * 70_000) == 413
    assert not Arrival.objects.exists()


def test_a_push_about_a_dossier_that_is_not_there_changes_nothing(fake: Faked) -> None:
    assert push(PORTAL, news("G22.99-20261127-0000009") | {"LoaiSuKien": "BoSung"}) == 202
    assert push(PORTAL, news("G22.99-20261127-0000008") | {"IdSuKien": "2"}) == 202
    carry()
    assert Arrival.objects.get(subject="G22.99-20261127-0000009").state == ArrivalState.WAITING
    assert "nói không có hồ sơ" in str(cause_of(aside()[0]))
    assert not Dossier.objects.exists()


def test_the_ministry_pushes_too(named: Any) -> None:
    make.city()
    from tests.arrivals.sides import HELD

    ministry = FakedMinistry()
    HELD["ministry"] = ministry.client
    code = ministry.file()
    told = {"suKien": 1, "maHoSo": code, "trangThai": "MOI", "phienBan": 1, "thoiDiem": timezone.now().isoformat()}
    assert push(MINISTRY, told) == 202
    carry()
    assert Dossier.objects.get(external_code=code).mirrored
