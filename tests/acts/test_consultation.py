"""Opinions with a limit of their own, verification, other officers, other steps, other counters, lent posts (rules 29, 37, 64)."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.http import Http404

from motcua.acts import administration, consultation, delegation, processing
from motcua.audit.models import Entry, EntryWords
from motcua.catalogue.models import plan_from
from motcua.dossiers import access
from motcua.dossiers.matters import Consultation, Verification
from motcua.dossiers.models import Dossier, Result
from motcua.law.consultation import AnsweredAlready, AskedAlready, LimitPassed, OwnAgency, QuestionMissing
from motcua.law.delegation import DelegationRefused
from motcua.law.flow import FlowError, Outcome, Plan, PlannedStep, WrongPerson
from motcua.law.intake import ReasonMissing
from motcua.law.lifecycle import NotAllowed, Status
from motcua.law.roles import Role
from motcua.people import rights
from motcua.people.models import Agency, Post
from tests import make

pytestmark = pytest.mark.django_db
WEDNESDAY = date(2026, 11, 25)
NEXT_DOOR = "H26.101"


def how(**more: Any) -> dict[str, Any]:
    return {"at": make.later(minutes=30), "key": make.key(), **more}


def words_of(dossier: Dossier) -> dict[str, Any]:
    last = Entry.objects.filter(subject=dossier.pk).order_by("-seq").first()
    assert last is not None
    return dict(EntryWords.objects.get(pk=last.pk).words)


def asked(dossier: Dossier, agency: str = NEXT_DOOR, until: date = WEDNESDAY) -> Dossier:
    found = Agency.objects.get(code=agency)
    question = "Trích lục sổ gốc năm 2009 của trường"
    return consultation.consult(dossier, agency=found, question=question, until=until, by=make.actor("case_officer"), **how())


def there(role: str = "case_officer"):
    return make.actor(make.officer(role, NEXT_DOOR))


def test_an_opinion_is_asked_beside_the_citizens_clock_and_answered_by_the_agency_asked():
    dossier = make.at_step("work")
    done = asked(dossier)
    assert (done.state, done.promised_at, done.step_due_at) == (Status.PROCESSING, dossier.promised_at, dossier.step_due_at)
    assert not done.pauses.exists()
    waiting = access.consultations(there()).get()
    assert access.consultation(there(), waiting.pk).question.startswith("Trích lục")
    with pytest.raises(Http404):
        access.consultation(make.actor("case_officer"), waiting.pk)
    with pytest.raises(Http404):
        access.for_officer(there(), dossier.pk, purpose="x", at=make.MONDAY)
    done = consultation.answer(waiting, answer="Đồng ý, có trong sổ", by=there(), **how())
    assert done.consulted == []
    assert words_of(done)["late"] is False
    assert not access.consultations(there()).exists()


def test_a_late_opinion_is_kept_as_late_and_the_promise_does_not_move():
    dossier = asked(make.at_step("work"))
    opinion = Consultation.objects.get()
    assert not opinion.late(make.later(hours=1))
    done = consultation.answer(opinion, answer="Đồng ý, có trong sổ", by=there("unit_head"), **how(at=make.later(days=5)))
    assert words_of(done)["late"] is True
    assert done.promised_at == dossier.promised_at


def test_who_is_not_asked_cannot_answer():
    asked(make.at_step("work"))
    with pytest.raises(NotAllowed):
        consultation.answer(Consultation.objects.get(), answer="Đồng ý với dự thảo", by=make.actor("case_officer"), **how())
    consultation.answer(Consultation.objects.get(), answer="Đồng ý với dự thảo", by=there(), **how())
    asked(Dossier.objects.get())
    answered = Consultation.objects.exclude(answered_at=None).get()
    with pytest.raises(AnsweredAlready):
        consultation.answer(answered, answer="Đồng ý với dự thảo", by=there(), **how())


def test_a_question_needs_words_a_limit_and_another_agency():
    dossier = make.at_step("work")
    agency, by = Agency.objects.get(code=NEXT_DOOR), make.actor("case_officer")
    with pytest.raises(QuestionMissing):
        consultation.consult(dossier, agency=agency, question="?", until=WEDNESDAY, by=by, **how())
    with pytest.raises(LimitPassed):
        asked(dossier, until=date(2026, 11, 20))
    with pytest.raises(OwnAgency):
        asked(dossier, make.WARD)
    asked(dossier)
    with pytest.raises(AskedAlready):
        asked(dossier)


def test_what_was_verified_is_recorded():
    dossier, by = make.at_step("work"), make.actor("case_officer")
    consultation.verify(dossier, matter="Chữ ký hiệu trưởng", method="Gọi điện cho trường", found="Đúng chữ ký", by=by, **how())
    assert Verification.objects.get().found == "Đúng chữ ký"
    assert words_of(dossier)["method"] == "Gọi điện cho trường"
    with pytest.raises(ReasonMissing):
        consultation.verify(dossier, matter="Chữ ký", method="Điện thoại", found="", by=by, **how())


def test_a_head_gives_the_step_to_somebody_else():
    dossier, other = make.at_step("work"), make.new_officer("case_officer")
    done = administration.reassign(dossier, officer=other, reason="Nghỉ phép", by=make.actor("unit_head"), **how())
    assert done.step_officer == other
    with pytest.raises(NotAllowed):
        administration.reassign(dossier, officer=make.officer("receiver"), reason="Nghỉ phép", by=make.actor("unit_head"), **how())
    with pytest.raises(NotAllowed):
        administration.reassign(dossier, officer=other, reason="Nghỉ phép", by=make.actor("case_officer"), **how())


def test_an_administrator_puts_a_stuck_dossier_at_another_step_and_nobody_else_does():
    dossier, admin = make.at_step("issue"), make.actor(make.officer("administrator", "H26.20"))
    with pytest.raises(ReasonMissing):
        administration.go_to_step(dossier, step="search", reason="", by=admin, **how())
    with pytest.raises(NotAllowed):
        administration.go_to_step(dossier, step="search", reason="Người giữ đã nghỉ", by=make.actor("unit_head"), **how())
    for wrong in ("hand_over", "receive", "issue", "nowhere"):
        with pytest.raises(FlowError):
            administration.go_to_step(dossier, step=wrong, reason="Người giữ đã nghỉ", by=admin, **how())
    done = administration.go_to_step(dossier, step="search", reason="Người giữ đã nghỉ", by=admin, **how())
    assert (done.step_key, done.step_officer) == ("search", None)
    assert Result.objects.get(dossier=dossier).signed is None
    assert words_of(done)["reason"] == "Người giữ đã nghỉ"


def test_a_clerk_returns_to_the_signer_and_the_signature_goes():
    dossier = make.at_step("issue")
    assert [step.key for step in processing.earlier_steps(dossier)] == ["search", "sign"]
    done = processing.send_back(dossier, reason="Sai thể thức", to="sign", by=make.actor("records_clerk"), **how())
    assert (done.step_key, done.step_officer) == ("sign", make.officer("signer"))
    assert Result.objects.get(dossier=dossier).signed is None
    with pytest.raises(FlowError):
        processing.send_back(done, reason="Sai thể thức", to="issue", by=make.actor("signer"), **how())


def test_a_dossier_handed_in_at_another_counter_keeps_three_agencies():
    dossier = make.submitted()
    here, receiver = dossier.receiver, Agency.objects.get(code=make.BRANCH)
    done = administration.pre_receive(dossier, receiver=receiver, by=make.actor("receiver"), **how())
    assert (done.support_point, done.receiver, done.competent) == (here, receiver, here)
    with pytest.raises(NotAllowed):
        administration.pre_receive(dossier, receiver=here, by=make.actor("receiver"), **how())


def lent(**more: Any):
    post = Post.objects.get(user=make.officer("signer"), role="signer")
    days = {"valid_from": make.MONDAY.date(), "valid_to": WEDNESDAY, **more}
    return delegation.delegate(post, to=make.officer("unit_head"), reason="Đi công tác", by=make.actor("signer"), **days, **how())


def test_a_post_is_lent_for_dates_and_every_entry_shows_it():
    dossier, head = make.at_step("sign"), make.officer("unit_head")
    with pytest.raises(NotAllowed):
        processing.send_back(dossier, reason="Sai tên người", by=make.actor(head), **how())
    given = lent()
    processing.send_back(dossier, reason="Sai tên người", by=make.actor(head), **how())
    assert "theo ủy quyền của Trịnh Văn Dũng" in words_of(dossier)["title"]
    assert Role.SIGNER in rights.roles_of(make.actor(head, make.later(days=2)))
    assert Role.SIGNER not in rights.roles_of(make.actor(head, make.later(days=3)))
    delegation.end_delegation(given, by=make.actor("signer"), **how())
    assert Role.SIGNER not in rights.roles_of(make.actor(head))


def test_a_lent_post_ends_with_the_post():
    lent()
    Post.objects.filter(user=make.officer("signer")).update(valid_to=make.MONDAY.date() - timedelta(1))
    assert Role.SIGNER not in {p.role for p in make.actor("unit_head").posts}


def test_what_is_not_ones_own_is_not_lent():
    with pytest.raises(DelegationRefused):
        lent(valid_from=make.MONDAY.date() - timedelta(1))
    with pytest.raises(DelegationRefused):
        lent(valid_to=make.MONDAY.date() - timedelta(1))
    with pytest.raises(DelegationRefused, match="dài nhất 90 ngày"):
        lent(valid_to=make.MONDAY.date() + timedelta(90))
    post = Post.objects.get(user=make.officer("signer"), role="signer")
    days: dict[str, Any] = {"valid_from": make.MONDAY.date(), "valid_to": WEDNESDAY, "reason": "Đi công tác"}
    with pytest.raises(DelegationRefused):
        delegation.delegate(post, to=make.officer("unit_head"), by=make.actor("case_officer"), **days, **how())
    with pytest.raises(DelegationRefused):
        delegation.delegate(post, to=post.user, by=make.actor("signer"), **days, **how())
    with pytest.raises(DelegationRefused):
        delegation.delegate(post, to=make.officer("unit_head", NEXT_DOOR), by=make.actor("signer"), **days, **how())


PLAN = Plan(
    (
        PlannedStep("draft", "Dự thảo", Role.CASE_OFFICER, "work", 60, (Outcome("ok", "Xong", "check"),)),
        PlannedStep("check", "Thẩm định", Role.CASE_OFFICER, "work", 60, (Outcome("ok", "Xong", "finish"),), not_same_as="draft"),
        PlannedStep("finish", "Hoàn thiện", Role.CASE_OFFICER, "work", 60, same_as="draft"),
    )
)


def test_four_eyes_and_same_hands_are_data_of_the_process():
    PLAN.check_person("check", "b", {"draft": "a"})
    PLAN.check_person("finish", "a", {"draft": "a"})
    PLAN.check_person("finish", "b", {})
    with pytest.raises(WrongPerson, match="người khác"):
        PLAN.check_person("check", "a", {"draft": "a"})
    with pytest.raises(WrongPerson, match="chính người"):
        PLAN.check_person("finish", "b", {"draft": "a"})


def test_a_step_that_another_must_do_is_not_given_to_who_drafted(monkeypatch):
    dossier, drafter = make.at_step("work"), make.officer("case_officer")
    plan = dossier.revision.plan
    rows = [{**row, "not_same_as": "search"} if row["key"] == "sign" else row for row in plan.steps]
    monkeypatch.setattr(type(plan), "plan", lambda self: plan_from(rows))
    processing.draft_result(dossier, outcome="found", fields=make.FIELDS["found"], by=make.actor("case_officer"), **how())
    make.papers()
    Post(user=drafter, agency=dossier.competent, role="signer", title="Phó Chủ tịch", valid_from=make.MONDAY.date()).save()
    with pytest.raises(WrongPerson):
        processing.propose(dossier, signer=drafter, by=make.actor("case_officer"), **how())
