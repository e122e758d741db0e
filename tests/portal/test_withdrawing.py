"""Asking for one's own dossier back, and what the page says of it afterwards."""

import pytest
from django.test import Client

from motcua.acts import stopping, suspension, withdrawal
from motcua.dossiers.models import Dossier
from motcua.law.lifecycle import Status
from motcua.people.models import User
from tests import make
from tests.portal.conftest import other, signed_in, words

pytestmark = pytest.mark.django_db


def at(dossier: Dossier, rest: str = "rut/") -> str:
    """Return an address of one's own dossier."""
    return f"/viec-cua-toi/{dossier.pk}/{rest}"


def test_a_citizen_asks_and_sees_that_it_is_being_considered(hers: Client, citizen: User) -> None:
    dossier = make.received(user=citizen)
    assert at(dossier) in hers.get(at(dossier, "")).content.decode()
    refused = hers.post(at(dossier), {"reason": ""})
    assert "Ghi vì sao bạn muốn rút hồ sơ." in words(refused)
    assert refused.status_code == 422
    told = words(hers.post(at(dossier), {"reason": "Tôi nộp nhầm thủ tục"}, follow=True))
    assert "Đã gửi yêu cầu rút hồ sơ" in told
    assert "Cơ quan đang xem xét yêu cầu rút" in told
    assert Dossier.objects.get().state is Status.WITHDRAWAL


def test_the_page_says_what_is_given_back(hers: Client, citizen: User) -> None:
    dossier = make.received(user=citizen)
    hers.post(at(dossier), {"reason": "Tôi nộp nhầm thủ tục"})
    withdrawal.grant(dossier, papers=["Giấy ủy quyền"], fees="8.000 đồng", by=make.actor("unit_head"), at=make.MONDAY, key=make.key())
    told = words(hers.get(at(dossier, "")))
    assert "Trả lại: Giấy ủy quyền; phí, lệ phí hoàn lại: 8.000 đồng." in told
    assert at(dossier) not in hers.get(at(dossier, "")).content.decode()
    stopping.return_papers(dossier, receiver_name="Hạnh", method="counter", by=make.actor("receiver"), at=make.MONDAY, key=make.key())
    assert hers.get(at(dossier, "")).status_code == 200


def test_after_the_signature_there_is_nothing_to_ask(hers: Client, citizen: User) -> None:
    dossier = make.at_step("issue", user=citizen)
    assert at(dossier) not in hers.get(at(dossier, "")).content.decode()
    assert "không rút được nữa" in words(hers.get(at(dossier)))
    assert "Kết quả đã được ký" in words(hers.post(at(dossier), {"reason": "Tôi nộp nhầm thủ tục"}))


def test_a_duty_is_told(hers: Client, citizen: User) -> None:
    dossier = make.at_step("work", user=citizen)
    by = make.actor("case_officer")
    suspension.suspend(dossier, what="Lệ phí trước bạ tại Thuế cơ sở 1", amount=None, by=by, at=make.MONDAY, key=make.key())
    told = words(hers.get(at(dossier, "")))
    assert "Lệ phí trước bạ tại Thuế cơ sở 1" in told
    assert "Thời hạn đang tạm dừng, chờ bạn" in told


def test_anothers_is_not_found(citizen: User) -> None:
    assert signed_in(other()).get(at(make.received(user=citizen))).status_code == 404
