"""Versions of a process: drafts, activated only when sound, dossiers keep theirs; automatic steps warn and never decide."""

from typing import Any

import pytest

from motcua.acts import consultation, processes, processing, publishing, reception
from motcua.acts.automatic import ready
from motcua.acts.processes import ProcessRefused
from motcua.audit.models import Entry
from motcua.catalogue.models import Revision, StepPlan
from motcua.doors.desk import sheet
from motcua.dossiers.models import Dossier
from motcua.jobs import processes as job
from motcua.law.lifecycle import Act, NotAllowed
from motcua.people.models import Agency
from tests import make
from tests.acts.test_parallel import STEPS, row

pytestmark = pytest.mark.django_db


def how(**more: Any) -> dict[str, Any]:
    return {"by": make.actor(make.officer("procedure_controller", "H26.20")), "at": make.MONDAY, "key": make.key(), **more}


def test_a_saved_table_is_a_draft_until_it_is_activated_and_running_dossiers_keep_theirs():
    revision, running = make.procedure(), make.at_step("work")
    plan = processes.save_version(revision.procedure, STEPS, note="Thêm hai ý kiến", **how())
    assert (plan.version, plan.saved_by, plan.steps) == (2, make.officer("procedure_controller", "H26.20").name, STEPS)
    assert make.procedure().plan_id == revision.plan_id
    follower = processes.activate(revision.procedure, plan, **how())
    assert (make.procedure().plan_id, make.procedure().pk) == (plan.pk, follower.pk)
    assert (follower.form_id, follower.facts, follower.requirements.count()) == (
        revision.form_id,
        revision.facts,
        revision.requirements.count(),
    )
    assert Dossier.objects.get(pk=running.pk).revision.plan_id == revision.plan_id
    assert make.received(user=make.citizen()).revision.plan_id == plan.pk
    assert Entry.objects.filter(act="activate_process").count() == 1


def test_a_process_longer_than_its_term_is_not_activated_and_says_by_how_much():
    revision = make.procedure()
    slow = [{**each, "minutes": 480} if each["key"] == "fire" else each for each in STEPS]
    plan = processes.save_version(revision.procedure, slow, **how())
    with pytest.raises(ProcessRefused, match="quá thời hạn 480 phút .same-day. là 330 phút: receive → appraise → fire") as refused:
        processes.activate(revision.procedure, plan, **how())
    assert [problem.row for problem in refused.value.problems] == [0]
    assert make.procedure().plan_id == revision.plan_id


def test_saving_and_activating_again_under_one_key_changes_nothing():
    revision, first = make.procedure(), how()
    plan = processes.save_version(revision.procedure, STEPS, **first)
    assert processes.save_version(revision.procedure, STEPS, **first) == plan
    again = how()
    assert processes.activate(revision.procedure, plan, **again) == processes.activate(revision.procedure, plan, **again)
    assert processes.activate(revision.procedure, plan, **how()).plan_id == plan.pk
    assert Revision.objects.filter(plan=plan).count() == 1


def test_only_who_keeps_procedures_saves_and_activates():
    revision = make.procedure()
    with pytest.raises(NotAllowed):
        processes.save_version(revision.procedure, STEPS, **how(by=make.actor("unit_head")))
    plan = processes.save_version(revision.procedure, STEPS, **how())
    with pytest.raises(NotAllowed):
        processes.activate(revision.procedure, plan, **how(by=make.actor("signer")))
    assert StepPlan.objects.filter(key=make.COPY).count() == 2


def test_a_drafted_revision_follows_the_activated_process():
    revision = make.procedure()
    draft = publishing.draft_revision(revision.procedure, **how())
    plan = processes.save_version(revision.procedure, STEPS, **how())
    processes.activate(revision.procedure, plan, **how())
    assert Revision.objects.get(pk=draft.pk).plan_id == plan.pk


AUTO = [
    row("receive", "receiver", 60, {"received": "look"}, "receive"),
    row("look", "job", 5, {"ran": "pause"}, "auto", check="identity"),
    row("pause", "job", 60, {"came": "search"}, "wait"),
    row("search", "case_officer", 60, {"found": {"to": "opinions", "template": "ban-sao"}, "ask": "opinions"}),
    row("opinions", "job", 30, {"came": "duty"}, "wait", event="opinions"),
    row("duty", "job", 30, {"came": "sum"}, "wait", event="duty"),
    row("sum", "case_officer", 60, {"found": {"to": "sign", "template": "ban-sao"}}),
    row("sign", "signer", 30, {"signed": "issue"}, "sign"),
    row("issue", "records_clerk", 15, {"issued": "hand_over"}, "issue"),
    row("hand_over", "receiver", 15, {}, "hand_over"),
]


def begun() -> Dossier:
    """A dossier whose process begins with an automatic step: it is in nobody's hands."""
    revision = make.procedure()
    rows = [{**each, "outcomes": [each["outcomes"][1]]} if each["key"] == "search" else each for each in AUTO]
    processes.activate(revision.procedure, processes.save_version(revision.procedure, rows, **how()), **how())
    dossier = make.received()
    return reception.forward(dossier, officer=make.officer("case_officer"), by=make.actor("receiver"), at=make.MONDAY, key=make.key())


def run(monkeypatch: pytest.MonkeyPatch, at: Any) -> None:
    monkeypatch.setattr("motcua.jobs.processes.timezone.now", lambda: at)
    job.run_steps(0)


def test_an_automatic_step_looks_warns_and_goes_on_by_its_one_way(monkeypatch):
    dossier = begun()
    run(monkeypatch, make.MONDAY)
    looked = dossier.steps.get(key="look")
    assert (looked.outcome, looked.warns, looked.officer) == ("ran", True, None)
    assert looked.note == "Chưa đối chiếu danh tính người nộp với dữ liệu dân cư."
    shown = sheet.of(Dossier.objects.get(pk=dossier.pk), make.actor("unit_head"), make.MONDAY).checks[0]
    assert (shown.tone, shown.note) == ("soon", looked.note)
    assert Entry.objects.filter(subject=dossier.pk, act=Act.RUN_STEP).count() == 1


def test_a_waiting_step_ends_when_its_time_is_up_its_opinions_are_given_and_its_duty_is_met(monkeypatch):
    dossier, by = begun(), make.actor("case_officer")
    run(monkeypatch, make.MONDAY)
    assert [step.key for step in ready(make.later(minutes=59))] == []
    run(monkeypatch, make.later(minutes=60))
    dossier = Dossier.objects.get(pk=dossier.pk)
    assert dossier.step_key == "search"
    elsewhere = Agency.objects.get(code="H26.101")
    asked: dict[str, Any] = {"agency": elsewhere, "question": "Có tên trong sổ không?", "until": make.later(days=3).date()}
    consultation.consult(dossier, **asked, by=by, at=make.later(hours=1), key=make.key())
    processing.complete(dossier, outcome="ask", by=by, at=make.later(hours=1), key=make.key())
    assert [step.key for step in ready(make.later(days=2))] == []
    opinion = dossier.consultations.get()
    answerer = make.actor(make.officer("case_officer", "H26.101"))
    consultation.answer(opinion, answer="Có tên trong sổ", by=answerer, at=make.later(hours=2), key=make.key())
    run(monkeypatch, make.later(hours=2))
    assert Dossier.objects.get(pk=dossier.pk).step_key == "duty"
    assert [step.key for step in ready(make.later(hours=2))] == []


def test_nobody_ends_the_steps_of_the_job_and_the_job_ends_no_others(monkeypatch):
    dossier = begun()
    with pytest.raises(NotAllowed):
        processing.complete(dossier, outcome="ran", by=make.actor("case_officer"), at=make.MONDAY, key=make.key())
    run(monkeypatch, make.MONDAY)
    run(monkeypatch, make.later(hours=1))
    run(monkeypatch, make.later(hours=5))
    assert Dossier.objects.get(pk=dossier.pk).step_key == "search"
