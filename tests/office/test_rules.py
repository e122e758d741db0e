"""The controller reads and sets fees and competence, each with its text and from a day on."""

import pytest
from django.test import Client

from motcua.catalogue.models import Routing
from motcua.fees.models import FeeRule
from tests import make
from tests.office.conftest import enter

FEE = {
    **{"key": "test-fee", "effect": "tariff", "name_vi": "Phí thử", "name_en": "Test fee", "item": "t", "kind": "fee", "setter": "council"},
    **{"amount": "5.000", "percent": "", "per": "copy", "procedures": make.COPY, "channel": "1", "payer": "all", "spares": "no"},
    **{"basis": "1/2027/NQ-HĐND", "source": "Công báo", "certainty": "T", "valid_from": "2026-11-23", "valid_to": ""},
}
WHO = {
    **{"decides_vi": "Bộ Tư pháp", "decides_en": "", "receives_vi": "", "receives_en": "", "system": "ministry", "filing": "national"},
    **{"address": "https://dichvucong.gov.vn/", "level": "partial", "reason_vi": "Phải xem bản chính", "reason_en": "", "boundless": "yes"},
    **{"interlinked": "no", "basis": "1/2026/NĐ-CP", "source": "", "certainty": "T", "valid_from": "2026-12-01"},
}
ROUTING = f"/quan-tri/thu-tuc/{make.COPY}/tham-quyen/"


def post(client: Client, to: str, /, **values: str) -> str:
    return str(client.post(to, {"_key": make.key(), **values}, follow=True).content.decode())


def test_a_fee_set_in_the_office_is_what_citizens_are_told(controller: Client) -> None:
    assert "Đã đặt quy định mới" in post(controller, "/quan-tri/phi/", **FEE)
    shown = controller.get(f"/thu-tuc/{make.COPY}/").content.decode()
    assert "5.000\u00a0đồng" in shown
    page = controller.get(f"/quan-tri/phi/?thu-tuc={make.COPY}").content.decode()
    assert "Phí thử" in page
    assert "lltp" not in page
    rule = FeeRule.objects.get(key="test-fee")
    assert "đến hết hôm nay" in post(controller, f"/quan-tri/phi/{rule.pk}/ket-thuc/")


def test_what_is_unsure_and_what_is_never_applied_is_told(controller: Client) -> None:
    page = controller.get("/quan-tri/phi/").content.decode()
    assert "Danh mục chưa có: không tự áp dụng" in page
    assert "Chưa kiểm chứng" in page


@pytest.mark.parametrize(
    "changes,says",
    [
        ({"amount": "năm nghìn"}, "Ghi số tiền bằng chữ số"),
        ({"item": ""}, "phải có khoản"),
        ({"basis": " "}, "căn cứ"),
        ({"effect": "gift"}, "Chọn một mục"),
        ({"valid_from": ""}, "Ghi ngày như"),
        ({"valid_to": "2026-01-01"}, "kết thúc trước khi bắt đầu"),
    ],
)
def test_a_fee_that_cannot_be_is_refused_and_what_was_typed_stands(controller: Client, changes: dict[str, str], says: str) -> None:
    page = post(controller, "/quan-tri/phi/", **{**FEE, **changes})
    assert says in page
    assert 'value="test-fee"' in page
    assert not FeeRule.objects.filter(key="test-fee").exists()


def test_competence_set_from_a_day_is_shown_with_what_held_before(controller: Client) -> None:
    assert "Chưa ghi riêng" in controller.get(ROUTING).content.decode()
    page = post(controller, ROUTING, **WHO)
    for words in ("Bộ Tư pháp", "Hệ thống của bộ, ngành", "Phải xem bản chính", "01/12/2026"):
        assert words in page
    assert Routing.objects.get(code=make.COPY).boundless


@pytest.mark.parametrize("changes,says", [({"reason_vi": ""}, "phải công bố lý do"), ({"address": "dichvucong"}, "https")])
def test_competence_that_cannot_be_is_refused(controller: Client, changes: dict[str, str], says: str) -> None:
    assert says in post(controller, ROUTING, **{**WHO, **changes})
    assert not Routing.objects.filter(code=make.COPY).exists()


def test_an_administrator_reads_both_and_sets_neither() -> None:
    client = enter("administrator")
    for address, typed in (("/quan-tri/phi/", FEE), (ROUTING, WHO)):
        assert client.get(address).status_code == 200
        assert "Bạn không có quyền" in post(client, address, **typed)
    assert not FeeRule.objects.filter(key="test-fee").exists()
    assert enter(make.officer("receiver")).get("/quan-tri/phi/").status_code == 403
