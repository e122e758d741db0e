"""The acts of the counter that ask a few questions."""

import pytest

from motcua.acts import stopping, suspension, withdrawal
from motcua.dossiers.matters import Stop
from motcua.dossiers.models import Dossier
from motcua.law.lifecycle import Act, Status
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
