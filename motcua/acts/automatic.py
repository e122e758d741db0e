"""Automatic and waiting steps, ended by the clock's job: each looks or waits, warns, and goes its one way on. It never decides."""

from collections.abc import Iterator
from datetime import datetime

from motcua.acts import outgoing, steps
from motcua.acts.base import Words, acting, repeatable
from motcua.dossiers.applying import papers_asked
from motcua.dossiers.matters import FinancialDuty
from motcua.dossiers.models import Dossier, Lookup, Step
from motcua.law.automatic import Facts, Finding, come, look
from motcua.law.calendar import HANOI
from motcua.law.critical import counted
from motcua.law.flow import CLOSED, FlowError, Kind
from motcua.law.lifecycle import Act, Status
from motcua.law.roles import Role
from motcua.lib.saying import N_, Sentence, say
from motcua.people.actor import Actor
from motcua.worktime.calendars import calendar_of


def ready(at: datetime) -> Iterator[Step]:
    """Yield the open steps of the job that may end now: automatic ones, and waiting ones whose time or event has come."""
    waiting = Step.objects.filter(finished_at=None, role=Role.JOB, dossier__status=Status.PROCESSING)
    for step in waiting.select_related("dossier").defer("dossier__answers", "dossier__sources").order_by("due_at", "pk"):
        if step.kind == Kind.AUTO or _has_come(step, at):
            yield step


@repeatable
def run_step(dossier: Dossier, step: Step, *, by: Actor, at: datetime, key: str) -> Dossier:
    """End one automatic or waiting step by its only outcome, keeping what it found. Raises FlowError when it may not end yet."""
    words: Words = {"step": step.key}
    with acting(Act.RUN_STEP, dossier, by=by, at=at, key=key, words=words) as dossier:
        here = dossier.steps.filter(pk=step.pk, finished_at=None, role=Role.JOB).first()
        if here is None or (here.kind == Kind.WAIT and not _has_come(here, at)):
            raise FlowError(CLOSED)
        planned = dossier.revision.plan.plan().step(here.key)
        found = look(planned.check, _facts(dossier, here, at)) if here.kind == Kind.AUTO else _waited(here, at)
        note = say(found.says.text, **found.says.values)
        here.warns = found.warns
        words.update(found=note, warns=found.warns)
        steps.advance(dossier, planned.outcomes[0].key, by=by, at=at.astimezone(HANOI), note=note, step=here)
        outgoing.tell_portal("dossier.progress", dossier, by=by, at=at)
    return dossier


def _has_come(step: Step, at: datetime) -> bool:
    duties = FinancialDuty.objects.filter(dossier=step.dossier_id)
    planned = step.dossier.revision.plan.plan().step(step.key)
    own = calendar_of(step.dossier.competent_id, step.started_at.astimezone(HANOI).date()).advance(step.started_at, step.minutes)
    return come(
        planned.event,
        time_up=own <= at,
        unanswered=len(step.dossier.consulted),
        duties_met=duties.exclude(met_at=None).count(),
        duties_open=duties.filter(met_at=None).count(),
    )


def _waited(step: Step, at: datetime) -> Finding:
    late = step.due_at is not None and step.due_at < at
    return Finding(late, Sentence(N_("Điều chờ đã đến, sau hạn của bước.") if late else N_("Điều chờ đã đến.")))


def _facts(dossier: Dossier, step: Step, at: datetime) -> Facts:
    states = set(dossier.lookups.values_list("state", flat=True))
    matched = None if not states & {Lookup.State.MATCHED, Lookup.State.NO_MATCH} else Lookup.State.NO_MATCH not in states
    given = set(dossier.components.values_list("requirement", flat=True))
    asked = papers_asked(dossier, dossier.answers)
    plan = dossier.revision.plan.plan()
    local = at.astimezone(HANOI)
    left = calendar_of(dossier.competent_id, local.date()).minutes_between(at, dossier.promised_at) if dossier.promised_at else None
    return Facts(
        identity=matched,
        missing=tuple(r.name["vi"] for r in asked if r.key not in given),
        minutes_left=left,
        minutes_needed=sum(counted(each) for each in plan.ahead(step.key)),
    )
