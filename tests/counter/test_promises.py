"""What the counter reads of the promise: why, when papers go on, whether it was held, the agency's former name."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.utils import timezone

from motcua.dossiers.models import Channel, Dossier
from motcua.lib import ids
from tests import make, merged
from tests.counter.conftest import signed_in

pytestmark = pytest.mark.django_db
TO_PASS_ON = "/mot-cua/?muc=cho-chuyen"


def at(dossier):
    return f"/mot-cua/{dossier.pk}/"


def on_paper(at):
    dossier = make.received(at=at)
    Dossier.objects.filter(pk=dossier.pk).update(channel=Channel.DIRECT)
    return dossier


def test_the_dossier_tells_why_the_date(browser):
    page = browser.get(at(make.received())).content.decode()
    assert "Vì sao hẹn 17:30 hôm nay?" in page
    assert "Thời hạn tính từ <b>09:00 thứ Hai 23/11/2026</b>" in page
    assert "Vì sao hẹn" not in browser.get(at(make.submitted())).content.decode()


@pytest.mark.parametrize(
    ("received", "told"),
    [
        (make.MONDAY, "chuyển hồ sơ giấy trước 17:30 hôm nay"),
        (make.MONDAY - timedelta(days=3) + timedelta(hours=6, minutes=10), "lẽ ra chuyển hồ sơ giấy trước 08:00 hôm nay"),
    ],
)
def test_papers_say_until_when_they_are_handed_over(browser, received, told):
    dossier = on_paper(received)
    assert told in browser.get(TO_PASS_ON).content.decode()
    assert told in browser.get(at(dossier)).content.decode().replace("Lẽ ra", "lẽ ra").replace("Chuyển hồ sơ giấy", "chuyển hồ sơ giấy")


def test_a_dossier_without_paper_has_nothing_to_hand_over(browser):
    make.received()
    assert "chuyển hồ sơ giấy" not in browser.get(TO_PASS_ON).content.decode()


@pytest.mark.parametrize(("days", "told"), [(1, "Trước hạn"), (0, "Đúng hạn"), (-1, "Quá hạn")])
def test_the_days_list_says_how_a_result_was_handed_over(browser, monkeypatch, days, told):
    count = iter(range(1, 10**9))
    monkeypatch.setattr(ids, "uuid7", lambda: UUID(int=ids.floor_of(make.MONDAY).int + next(count)))
    make.returned()
    Dossier.objects.update(promised_at=make.later(days=days))
    page = browser.get("/mot-cua/cuoi-ngay/").content.decode()
    assert f"<td>Trả kết quả<span>{told}</span></td>" in page


def test_an_agency_that_merged_is_shown_with_its_former_name(officer, monkeypatch):
    dossier = make.received()
    before = dossier.competent.name
    merged.merge()
    monkeypatch.setattr(timezone, "now", lambda: make.later(hours=1))
    assert f"(trước là {before})" in signed_in(officer).get(at(dossier)).content.decode()
