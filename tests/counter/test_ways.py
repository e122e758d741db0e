"""The acts of the counter that ask a few questions."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from motcua.acts import stopping, suspension, withdrawal
from motcua.dossiers.matters import Stop
from motcua.dossiers.models import Dossier
from motcua.law.lifecycle import Act, Status
from motcua.outbox.models import Message
from motcua.people.models import Agency
from tests import make

pytestmark = pytest.mark.django_db


def at(dossier, act):
    return f"/mot-cua/{dossier.pk}/viec/{act}/"


def now_of(dossier):
    return Dossier.objects.get(pk=dossier.pk)


def how(by):
    return {"by": by, "at": make.MONDAY, "key": make.key()}


def test_a_withdrawal_before_acceptance_is_asked_and_decided_here(browser):
    dossier = make.submitted()
    assert at(dossier, Act.ASK_TO_WITHDRAW) in browser.get(f"/mot-cua/{dossier.pk}/").content.decode()
    browser.post(at(dossier, Act.ASK_TO_WITHDRAW), {"reason": "Nộp nhầm thủ tục"})
    assert now_of(dossier).state is Status.WITHDRAWAL
    assert dossier.applicant.name in browser.get("/mot-cua/?muc=rut-dung").content.decode()
    assert "Nộp nhầm thủ tục" in browser.get(at(dossier, Act.GRANT_WITHDRAWAL)).content.decode()
    refused = browser.post(at(dossier, Act.GRANT_WITHDRAWAL), {"papers": "", "fees": ""})
    assert refused.status_code == 422
    browser.post(at(dossier, Act.GRANT_WITHDRAWAL), {"papers": "", "fees": "không có"})
    assert now_of(dossier).state is Status.STOPPED
    browser.post(at(dossier, Act.RETURN_PAPERS), {"receiver_name": "Nguyễn Thị Hạnh", "method": "counter"})
    assert now_of(dossier).state is Status.RETURNED
    assert Stop.objects.get().receiver_name == "Nguyễn Thị Hạnh"


def test_after_acceptance_the_agency_decides_and_the_counter_is_not_offered_it(browser):
    dossier = make.received()
    withdrawal.ask_to_withdraw(dossier, reason="Nộp nhầm thủ tục", **how(make.actor(make.citizen())))
    assert at(dossier, Act.GRANT_WITHDRAWAL) not in browser.get(f"/mot-cua/{dossier.pk}/").content.decode()
    refused = browser.post(at(dossier, Act.GRANT_WITHDRAWAL), {"papers": "", "fees": "không có"})
    assert "cơ quan giải quyết xem xét" in refused.content.decode()


def test_proof_of_payment_is_taken_here(browser):
    dossier = make.at_step("work")
    suspension.suspend(dossier, what="Lệ phí trước bạ", amount=500_000, **how(make.actor("case_officer")))
    assert "nghĩa vụ tài chính" in browser.get("/mot-cua/?muc=cho-nguoi-nop").content.decode()
    assert browser.post(at(dossier, Act.RESUME), {"proof": ""}).status_code == 422
    browser.post(at(dossier, Act.RESUME), {"proof": "GNT 0012345"})
    assert now_of(dossier).state is Status.PROCESSING


def test_papers_of_a_stopped_dossier_wait_here(browser):
    dossier = make.at_step("work")
    stopping.stop(dossier, reason="Không đủ điều kiện", papers=["Giấy khai sinh"], fees="không có", **how(make.actor("unit_head")))
    page = browser.get(f"/mot-cua/{dossier.pk}/").content.decode()
    assert "Giấy khai sinh" in page
    assert at(dossier, Act.RETURN_PAPERS) in page


def test_a_dossier_is_passed_to_the_counter_that_receives_it(browser):
    dossier, branch = make.submitted(), Agency.objects.get(code=make.BRANCH)
    page = browser.post(at(dossier, Act.PRE_RECEIVE), {"receiver": str(branch.pk)}, follow=True)
    assert "Đã ghi" in page.content.decode()
    assert (now_of(dossier).receiver, now_of(dossier).support_point) == (branch, dossier.receiver)


def test_there_is_no_page_for_other_acts_nor_for_a_foreign_dossier(browser):
    dossier = make.submitted()
    assert browser.get(at(dossier, "stop")).status_code == 404
    Dossier.objects.filter(pk=dossier.pk).update(
        receiver=Agency.objects.get(code=make.BRANCH), competent=Agency.objects.get(code="H26.101")
    )
    assert browser.get(at(dossier, Act.ASK_TO_WITHDRAW)).status_code == 404


def png():
    return SimpleUploadedFile("ban-giay.png", make.picture(), "image/png")


def test_money_is_asked_before_acceptance_and_its_proof_brings_it_back(browser):
    dossier = make.submitted()
    assert at(dossier, Act.ASK_PREPAYMENT) in browser.get(f"/mot-cua/{dossier.pk}/").content.decode()
    refused = browser.post(at(dossier, Act.ASK_PREPAYMENT), {"what": "", "amount": "200.000"})
    assert refused.status_code == 422
    assert "200.000" in refused.content.decode()
    browser.post(at(dossier, Act.ASK_PREPAYMENT), {"what": "Phí cấp phiếu, nộp tại quầy", "amount": "200.000"})
    assert now_of(dossier).state is Status.FINANCIAL_DUTY
    browser.post(at(dossier, Act.RESUME), {"proof": "GNT 0012345", "file": png()})
    assert now_of(dossier).state is Status.NEW
    assert now_of(dossier).duties.get().document is not None


def test_a_file_that_is_none_is_refused_in_words(browser):
    dossier = make.submitted()
    suspension.ask_prepayment(dossier, what="Phí cấp phiếu", amount=None, **how(make.actor("receiver")))
    refused = browser.post(at(dossier, Act.RESUME), {"proof": "GNT 1", "file": SimpleUploadedFile("a.png", b"text")})
    assert refused.status_code == 422
    assert "không phải ảnh" in refused.content.decode()


def test_a_result_is_given_in_the_same_moment(browser):
    dossier = make.submitted()
    Dossier.objects.filter(pk=dossier.pk).update(channel=1)
    assert "Tiếp nhận, trả kết quả ngay" in browser.get(f"/mot-cua/{dossier.pk}/").content.decode()
    browser.post(f"/mot-cua/{dossier.pk}/tiep-nhan/", {})
    assert not now_of(dossier).papers.exists()
    page = browser.get(f"/mot-cua/{dossier.pk}/").content.decode()
    assert "Trả kết quả ngay tại quầy" in page
    signer = str(make.officer("signer").pk)
    lacking = browser.post(at(dossier, Act.SETTLE_AT_ONCE), {"signer": signer, "number": "1024/BS"})
    assert lacking.status_code == 422
    assert "bản quét" in lacking.content.decode()
    browser.post(at(dossier, Act.SETTLE_AT_ONCE), {"signer": signer, "number": "1024/BS", "file": png()})
    assert now_of(dossier).state is Status.DONE
    token = now_of(dossier).result.token
    assert "bản giấy ký tay" in Client().get(f"/xac-minh/{token}/").content.decode()


def test_an_online_dossier_is_offered_no_result_in_the_same_moment_and_always_gets_its_slip(browser):
    dossier = make.submitted()
    assert "Tiếp nhận, trả kết quả ngay" not in browser.get(f"/mot-cua/{dossier.pk}/").content.decode()
    browser.post(f"/mot-cua/{dossier.pk}/tiep-nhan/", {})
    assert now_of(dossier).papers.filter(kind="appointment_slip").count() == 1
    assert "settle_at_once" not in browser.get(f"/mot-cua/{dossier.pk}/").content.decode()


def test_received_for_another_agency_the_slip_and_the_page_tell_both_times(browser):
    ward, branch = Agency.objects.get(code=make.WARD), Agency.objects.get(code="H26.101")
    dossier = make.submitted()
    Dossier.objects.filter(pk=dossier.pk).update(competent=branch, receiver=ward)
    browser.post(f"/mot-cua/{dossier.pk}/tiep-nhan/", {})
    first = now_of(dossier).papers.get().values
    assert "chậm nhất 17 giờ 30 phút, ngày 23/11/2026" in first["passed_at"]
    assert first["due_at"].endswith("25/11/2026")  # from 17:30 after the cut-off; 24/11 is a holiday
    officer = make.officer("case_officer", "H26.101")
    browser.post(f"/mot-cua/{dossier.pk}/chuyen/", {"officer": str(officer.pk)})
    moved = now_of(dossier)
    assert moved.clock_from > moved.submitted_at
    second = moved.papers.order_by("asked_at", "id").last().values
    assert second["passed_at"].startswith("10 giờ 00 phút, ngày 23/11/2026")
    assert second["due_at"] == "17 giờ 30 phút, ngày 23/11/2026"
    letters = [m.payload["subject"] for m in Message.objects.filter(kind="letter", subject=dossier.pk)]
    assert f"Ngày hẹn trả của hồ sơ {moved.code}" in letters
    make.papers()
    assert "Cơ quan giải quyết nhận" not in browser.get(f"/mot-cua/{dossier.pk}/").content.decode()  # the same minute here
