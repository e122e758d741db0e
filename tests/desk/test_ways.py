"""The acts that ask a few questions, each on a page of its own."""

import pytest

from motcua.acts import withdrawal
from motcua.dossiers.alerts import Alert
from motcua.dossiers.matters import Consultation, Extension, FinancialDuty, Verification
from motcua.dossiers.models import Dossier
from motcua.law.lifecycle import Act, Status
from motcua.law.watching import Alarm
from motcua.people.models import Agency
from tests import make
from tests.desk.conftest import enter

pytestmark = pytest.mark.django_db


def at(dossier: Dossier, act: Act | str) -> str:
    """Return the address of an act's page."""
    return f"/xu-ly/{dossier.pk}/viec/{act}/"


def again(dossier: Dossier) -> Dossier:
    """Return the dossier as it stands."""
    return Dossier.objects.get(pk=dossier.pk)


def withdrawn() -> Dossier:
    """Return a dossier at work whose applicant asks for it back."""
    dossier, by = make.at_step("work"), make.actor(make.citizen())
    return withdrawal.ask_to_withdraw(dossier, reason="Tôi nộp nhầm thủ tục", by=by, at=make.MONDAY, key=make.key())


def test_the_dossier_offers_what_the_table_allows_this_officer() -> None:
    dossier = make.at_step("work")
    worker = enter("case_officer").get(f"/xu-ly/{dossier.pk}/").content.decode()
    head = enter("unit_head").get(f"/xu-ly/{dossier.pk}/").content.decode()
    assert at(dossier, Act.SUSPEND) in worker
    assert at(dossier, Act.EXTEND) not in worker
    assert at(dossier, Act.EXTEND) in head
    assert at(dossier, Act.SUSPEND) not in head


def test_the_apology_prepared_the_day_before_stands_on_the_page() -> None:
    dossier = make.at_step("work")
    ready = {"reason": "Sổ gốc đang phục chế", "until": "2026-11-27"}
    assert dossier.promised_at is not None
    assert dossier.promised_at
    Alert(dossier=dossier, kind=Alarm.APOLOGY, due=dossier.promised_at, raised_at=make.MONDAY, draft=ready).save()
    page = enter(make.officer("unit_head")).get(at(dossier, Act.EXTEND)).content.decode()
    assert 'value="2026-11-27"' in page
    assert "Sổ gốc đang phục chế</textarea>" in page


def test_a_head_extends_on_a_page_that_says_the_law() -> None:
    dossier, client = make.at_step("work"), enter("unit_head")
    page = client.get(at(dossier, Act.EXTEND)).content.decode()
    assert "Hẹn lại ngày nào?" in page
    assert "61/2018/NĐ-CP Điều 19 khoản 9" in page
    refused = client.post(at(dossier, Act.EXTEND), {"until": "28/11/2026", "reason": "Sổ gốc đang phục chế"})
    assert refused.status_code == 422
    assert "Ngày hẹn mới phải là ngày làm việc." in refused.content.decode()
    assert "Sổ gốc đang phục chế" in refused.content.decode()
    unread = client.post(at(dossier, Act.EXTEND), {"until": "hôm nào đó", "reason": "Sổ gốc đang phục chế"})
    assert "Ghi ngày như 27/11/2026." in unread.content.decode()
    done = client.post(at(dossier, Act.EXTEND), {"until": "2026-11-27", "reason": "Sổ gốc đang phục chế"}, follow=True)
    assert "Đã ghi: Xin lỗi và gia hạn." in done.content.decode()
    assert "đã xin lỗi và hẹn lại một lần" in done.content.decode()
    assert Extension.objects.get().dossier_id == dossier.pk


def test_a_duty_is_asked_and_met() -> None:
    dossier, client = make.at_step("work"), enter("case_officer")
    client.post(at(dossier, Act.SUSPEND), {"what": "Lệ phí trước bạ", "amount": "500.000"})
    assert again(dossier).state is Status.FINANCIAL_DUTY
    page = client.get(f"/xu-ly/{dossier.pk}/").content.decode()
    assert "chờ người nộp thực hiện nghĩa vụ tài chính" in page
    client.post(at(dossier, Act.RESUME), {"proof": "GNT 0012345"})
    assert again(dossier).state is Status.PROCESSING
    assert FinancialDuty.objects.get().amount == 500_000


def test_a_head_decides_on_a_withdrawal_the_list_shows() -> None:
    dossier, client = withdrawn(), enter("unit_head")
    assert str(dossier.code) in client.get("/xu-ly/").content.decode()
    page = client.get(at(dossier, Act.GRANT_WITHDRAWAL)).content.decode()
    assert "Tôi nộp nhầm thủ tục" in page
    client.post(at(dossier, Act.REFUSE_WITHDRAWAL), {"reason": "Sắp có kết quả"})
    assert again(dossier).state is Status.PROCESSING


def test_a_granted_withdrawal_lists_papers_and_fees() -> None:
    dossier, client = withdrawn(), enter("unit_head")
    refused = client.post(at(dossier, Act.GRANT_WITHDRAWAL), {"papers": "", "fees": ""})
    assert "Ghi khoản phí, lệ phí hoàn lại" in refused.content.decode()
    client.post(at(dossier, Act.GRANT_WITHDRAWAL), {"papers": "", "fees": "không có"})
    assert again(dossier).state is Status.STOPPED
    assert "dừng giải quyết" in client.get(f"/xu-ly/{dossier.pk}/").content.decode()


def test_asking_and_verifying() -> None:
    dossier, client = make.at_step("work"), enter("case_officer")
    agency = Agency.objects.get(code="H26.101")
    asked = {"agency": str(agency.pk), "question": "Sổ gốc năm 2009 có không?", "until": "25/11/2026"}
    client.post(at(dossier, Act.CONSULT), asked)
    assert Consultation.objects.get().agency == agency
    nowhere = client.post(at(dossier, Act.CONSULT), {**asked, "agency": "x"})
    assert "Chọn một mục trong danh sách." in nowhere.content.decode()
    client.post(at(dossier, Act.VERIFY), {"matter": "Chữ ký", "method": "Điện thoại", "found": "Đúng chữ ký"})
    assert Verification.objects.get().matter == "Chữ ký"
    page = client.get(f"/xu-ly/{dossier.pk}/").content.decode()
    assert "Chờ ý kiến" in page
    assert "Đúng chữ ký" in page


def test_a_head_stops_and_reassigns() -> None:
    dossier, client, other = make.at_step("work"), enter("unit_head"), make.new_officer("case_officer")
    client.post(at(dossier, Act.REASSIGN), {"officer": str(other.pk), "reason": "Nghỉ phép"})
    assert again(dossier).step_officer == other
    client.post(at(dossier, Act.STOP), {"reason": "Không đủ điều kiện", "papers": "", "fees": "không có"})
    assert again(dossier).state is Status.STOPPED


@pytest.mark.parametrize("act", ["sign", "nothing", "lapse"])
def test_no_page_for_other_acts(act: str) -> None:
    assert enter("unit_head").get(at(make.at_step("work"), act)).status_code == 404


def test_a_foreign_dossier_is_not_found() -> None:
    dossier = make.at_step("work")
    assert enter(make.officer("unit_head", "H26.101")).get(at(dossier, Act.EXTEND)).status_code == 404
