"""The agency mends its own error in an issued result: no fee, no new dossier, and what was in time stays in time."""

from typing import Any

import pytest
from django.test import Client

from motcua.acts import correction, decision, handover, processing, suspension
from motcua.dossiers import access
from motcua.dossiers.corrections import Correction
from motcua.dossiers.models import Dossier, Result
from motcua.dossiers.timeliness import timeliness
from motcua.law.correction import ErrorUnsaid, NothingToCorrect
from motcua.law.flow import FlowError
from motcua.law.intake import ReasonMissing
from motcua.law.lifecycle import NotAllowed, Status
from motcua.outbox.models import Message
from tests import make

pytestmark = pytest.mark.django_db
LATER = make.later(days=9)


def how(role: str = "signer", at: Any = LATER) -> dict[str, Any]:
    return {"by": make.actor(role), "at": at, "key": make.key()}


def ordered(dossier: Dossier, step: str = "search") -> Dossier:
    return correction.correct(dossier, wrong="Năm cấp 2009 ghi thành 2008", reason="Chuyên viên gõ nhầm", step=step, **how())


def mended(dossier: Dossier) -> Dossier:
    """Work, sign and issue it again, as the product does."""
    make.work("found", dossier, LATER)
    make._sign(Dossier.objects.get(pk=dossier.pk), LATER)
    return make._issue(Dossier.objects.get(pk=dossier.pk), LATER)


def test_the_leader_orders_it_and_it_goes_back_to_the_step_and_to_who_did_it():
    before = make.returned()
    old = Result.objects.get(dossier=before)
    done = ordered(before)
    assert (done.state, done.correcting, done.step_key) == (Status.PROCESSING, True, "search")
    assert done.step_officer == make.officer("case_officer")
    assert (done.finished_at, done.returned_at, done.due_at) == (before.finished_at, before.returned_at, before.due_at)
    assert timeliness(done) == timeliness(before)
    kept = Correction.objects.get()
    assert (kept.number, kept.token, kept.issued_id) == (old.number, old.token, old.issued_id)
    letter = Message.objects.filter(kind="letter").latest("id").payload
    assert letter["subject"].startswith("Đính chính kết quả")
    assert "không phải trả thêm" in letter["text"]
    assert done.step_due_at
    assert done.step_due_at > LATER, "a correction has its own time, whatever was promised"


def test_the_new_result_replaces_the_old_one_and_the_first_finish_stands():
    before = make.at_step("hand_over")
    first = Result.objects.get(dossier=before)
    ordered(before)
    done = mended(before)
    assert (done.state, done.finished_at) == (Status.DONE, before.finished_at)
    now, kept = Result.objects.get(dossier=before), Correction.objects.get()
    assert now.number != first.number
    assert (kept.replaced_by, kept.replaced_at) == (now.number, LATER)
    assert f"thay thế kết quả số {first.number}" in Message.objects.filter(kind="letter").latest("id").payload["text"]
    user = make.citizen()
    assert first.issued_id
    assert access.for_applicant(access.own(user, before.pk), first.issued_id).pk == first.issued_id
    handover.hand_over(done, receiver_name="Hạnh", method="counter", **how("receiver"))


def test_collecting_a_corrected_result_does_not_move_when_the_first_was_collected():
    before = make.returned()
    ordered(before)
    again = handover.hand_over(mended(before), receiver_name="Hạnh", method="counter", **how("receiver"))
    assert (again.state, again.returned_at) == (Status.RETURNED, before.returned_at)


def test_the_qr_of_the_old_paper_says_that_it_no_longer_counts(settings):
    before = make.returned()
    old = Result.objects.get(dossier=before)
    ordered(before)
    page = Client().get(f"/xac-minh/{old.token}/").content.decode()
    assert "đang được đính chính" in page
    assert old.number in page
    assert before.applicant.name not in page
    mended(before)
    now = Result.objects.get(dossier=before)
    page = Client().get(f"/xac-minh/{old.token}/").content.decode()
    assert "đã bị thay thế" in page
    assert now.number in page
    assert f"/xac-minh/{now.token}/" in page
    assert "đã bị thay thế" not in Client().get(f"/xac-minh/{now.token}/").content.decode()


@pytest.mark.parametrize(
    "wrong,reason,step,refusal",
    [
        ("Sai", "Gõ nhầm năm", "search", ErrorUnsaid),
        ("Sai năm sinh", "", "search", ReasonMissing),
        ("Sai năm sinh", "Gõ nhầm năm", "receive", FlowError),
        ("Sai năm sinh", "Gõ nhầm năm", "nowhere", FlowError),
    ],
)
def test_an_order_says_what_is_wrong_why_and_from_which_step(wrong, reason, step, refusal):
    dossier = make.returned()
    with pytest.raises(refusal):
        correction.correct(dossier, wrong=wrong, reason=reason, step=step, **how())
    assert Dossier.objects.get(pk=dossier.pk).state is Status.RETURNED
    assert not Correction.objects.exists()


def test_only_the_leader_orders_it_and_only_of_an_issued_result():
    dossier = make.returned()
    with pytest.raises(NotAllowed):
        correction.correct(dossier, wrong="Sai năm sinh", reason="Gõ nhầm năm", step="search", **how("unit_head"))
    Result.objects.filter(dossier=dossier).update(issued=None)
    with pytest.raises(NothingToCorrect):
        ordered(dossier)
    with pytest.raises(NotAllowed):
        ordered(make.at_step("sign", user=make.citizen("Lê Thị Hoa", "001165000123")))


def test_no_fee_is_asked_nor_anything_else_of_the_applicant_while_it_is_mended():
    dossier = ordered(make.returned())
    with pytest.raises(NotAllowed, match="đính chính"):
        suspension.suspend(dossier, what="Lệ phí cấp lại", amount=8000, **how("case_officer"))
    with pytest.raises(NotAllowed):
        ordered(dossier)


def test_a_result_being_mended_may_be_sent_back_like_any_other_work():
    dossier = ordered(make.returned(), step="sign")
    assert dossier.step_key == "sign"
    back = processing.send_back(dossier, reason="Cần tra lại sổ", to="search", **how("signer"))
    assert (back.step_key, back.correcting) == ("search", True)
    with pytest.raises(NotAllowed):
        decision.issue(back, issued_pdf=b"%PDF", **how("records_clerk"))
