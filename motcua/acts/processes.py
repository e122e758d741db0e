"""Process tables of the office: a new version is a draft until it is activated; what runs keeps the version it was received under."""

from datetime import datetime, timedelta
from typing import Any

from motcua.acts import revisions
from motcua.acts.base import AlreadyDone, recording
from motcua.catalogue.finding import NoRevision, in_force
from motcua.catalogue.models import Procedure, Requirement, Revision, StepPlan, plan_from
from motcua.law.calendar import HANOI
from motcua.law.lifecycle import Refusal
from motcua.law.process import Problem, problems
from motcua.lib.ids import new_id
from motcua.lib.saying import N_, Several
from motcua.people.actor import Actor
from motcua.people.rights import Deed


class ProcessRefused(Refusal):
    """A process that may not be activated; `problems` names everything that is wrong, with its row."""

    def __init__(self, found: list[Problem]) -> None:
        """Keep what was found."""
        super().__init__(N_("Chưa kích hoạt được quy trình: %(why)s"), why=Several(tuple(problem.says for problem in found), " "))
        self.problems = found


def save_version(
    procedure: Procedure, rows: list[dict[str, Any]], *, decision: str = "", note: str = "", by: Actor, at: datetime, key: str
) -> StepPlan:
    """Keep a table as the next version of a procedure's process: a draft, whatever is still wrong with it."""
    plan = StepPlan(key=procedure.code, decision=decision.strip()[:120], steps=rows, note=note.strip()[:300], saved_at=at)
    words = {"code": procedure.code, "steps": len(rows), "note": plan.note}
    try:
        with recording(Deed.SAVE_PROCESS, "procedure", procedure.pk, by=by, at=at, key=key, words=words):
            Procedure.objects.select_for_update().get(pk=procedure.pk)
            plan.version, plan.saved_by, plan.saved_key = revisions.next_plan_version(procedure.code), by.name, key[:100]
            plan.save(force_insert=True)
    except AlreadyDone:
        return StepPlan.objects.get(key=procedure.code, saved_key=key[:100])
    return plan


def problems_of(plan: StepPlan, revision: Revision) -> list[Problem]:
    """Return what keeps a version from being activated for the procedure as published in `revision`."""
    templates = {template.key.rpartition(":")[2] for template in revision.templates.all()}
    return problems(plan_from(plan.steps), revision.legal_term(), revision.second_term(), templates)


def activate(procedure: Procedure, plan: StepPlan, *, by: Actor, at: datetime, key: str) -> Revision:
    """Let dossiers received from today on follow `plan`: the published record goes on unchanged in a revision of its own.

    Running dossiers keep their version. Raises ProcessRefused naming what is wrong (rule 38), NoRevision for a procedure that is
    not in force.
    """
    day = at.astimezone(HANOI).date()
    words = {"code": procedure.code, "version": plan.version, "decision": plan.decision}
    try:
        with recording(Deed.ACTIVATE_PROCESS, "procedure", procedure.pk, by=by, at=at, key=key, words=words):
            locked = Procedure.objects.select_for_update().get(pk=procedure.pk)
            held = in_force(procedure.code, day)
            found = problems_of(plan, held)
            if found:
                raise ProcessRefused(found)
            if held.plan_id == plan.pk:
                return held
            return _follow(locked, Revision.objects.get(pk=held.pk), plan, at)
    except AlreadyDone:
        return in_force(procedure.code, day)


def _follow(procedure: Procedure, held: Revision, plan: StepPlan, at: datetime) -> Revision:
    """A revision like the one in force, but for its process, that holds from today on."""
    follower = Revision.objects.get(pk=held.pk)
    follower.pk, follower._state.adding, follower.plan = new_id(), True, plan
    follower.number, follower.valid_from = revisions.next_number(procedure), None
    follower.save(force_insert=True)
    for paper in Requirement.objects.filter(revision=held):
        paper.pk, paper._state.adding, paper.revision = new_id(), True, follower
        paper.save(force_insert=True)
    follower.templates.set(held.templates.all())
    today = at.astimezone(HANOI).date()
    Revision.objects.filter(pk=held.pk).update(valid_to=today - timedelta(days=1))
    Revision.objects.filter(pk=follower.pk).update(valid_from=today)
    Revision.objects.filter(procedure=procedure, valid_from=None).update(plan=plan)  # what is being drafted follows too
    follower.refresh_from_db()
    return follower


__all__ = ["NoRevision", "ProcessRefused", "activate", "problems_of", "save_version"]
