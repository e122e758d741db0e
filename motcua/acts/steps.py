"""Work the process table: finish the present step, start the next. Called inside an act, never by itself."""

from datetime import datetime
from uuid import UUID

from django.db import connection

from motcua.dossiers.models import Dossier, Step
from motcua.law.deadlines import step_due
from motcua.law.flow import PlannedStep
from motcua.people.actor import Actor, ActorKind
from motcua.people.models import User
from motcua.worktime.calendars import calendar_of


def start(dossier: Dossier, planned: PlannedStep, *, at: datetime, officer: User | None = None) -> Step:
    """Begin a step: copied from the plan, due at the earlier of its own working minutes and the dossier's promise."""
    if officer:
        _check_person(dossier, planned.key, str(officer.pk))
    calendar = calendar_of(dossier.competent_id, at.date())
    due = step_due(at, planned.minutes, dossier.promised_at, calendar)
    step = Step(
        dossier=dossier,
        seq=_last(dossier) + 1,
        key=planned.key,
        name={"vi": planned.name, "en": planned.name_en},
        role=planned.role,
        kind=planned.kind,
        minutes=planned.minutes,
        officer=officer,
        started_at=at,
        due_at=due,
    )
    step.save(force_insert=True)
    _show(dossier, step)
    return step


def present(dossier: Dossier) -> Step:
    """Return the step being worked. Raises Step.DoesNotExist between steps."""
    return dossier.steps.get(finished_at=None)


def finish(dossier: Dossier, outcome: str, *, by: Actor, at: datetime, note: str = "") -> Step:
    """End the present step with `outcome`, by the officer who acts."""
    step = present(dossier)
    worker = UUID(by.id) if by.kind is ActorKind.OFFICER else step.officer_id  # the clock ends steps too
    step.outcome, step.finished_at, step.officer_id, step.note = outcome, at, worker, note[:500]
    step.save(update_fields=["outcome", "finished_at", "officer", "note"])
    if worker and worker not in dossier.workers:
        dossier.workers = [*dossier.workers, worker]
    dossier.step_key, dossier.step_role, dossier.step_officer, dossier.step_due_at = "", "", None, None
    return step


def advance(dossier: Dossier, outcome: str, *, by: Actor, at: datetime, officer: User | None = None, note: str = "") -> Step:
    """End the present step with `outcome` and start the step it leads to. Raises FlowError for an unknown outcome."""
    _check_person(dossier, dossier.step_key, by.id)
    planned = dossier.revision.plan.plan().after(dossier.step_key, outcome)
    finish(dossier, outcome, by=by, at=at, note=note)
    return start(dossier, planned, at=at, officer=officer)


def give(dossier: Dossier, officer: User) -> Step:
    """Put the present step into the hands of `officer`."""
    step = present(dossier)
    _check_person(dossier, step.key, str(officer.pk))
    step.officer = officer
    step.save(update_fields=["officer"])
    _show(dossier, step)
    return step


def due_again(dossier: Dossier, at: datetime) -> Step:
    """Give the present step its whole time again after a pause, within the promise in force."""
    step = present(dossier)
    step.due_at = step_due(at, step.minutes, dossier.promised_at, calendar_of(dossier.competent_id, at.date()))
    step.save(update_fields=["due_at"])
    _show(dossier, step)
    return step


def _check_person(dossier: Dossier, key: str, officer: str) -> None:
    """Raise WrongPerson unless `officer` may do the step `key`. Reads who did the steps that this one names; most name none."""
    plan = dossier.revision.plan.plan()
    asked = plan.step(key).asks_who_did
    plan.check_person(key, officer, _who_did(dossier, asked) if asked else {})


def _who_did(dossier: Dossier, keys: tuple[str, ...]) -> dict[str, str]:
    """Return who last did each of the finished steps named `keys`."""
    done = dossier.steps.filter(key__in=keys).exclude(finished_at=None).exclude(officer=None).order_by("seq")
    return {key: str(officer) for key, officer in done.values_list("key", "officer")}


def _last(dossier: Dossier) -> int:
    """The number of the dossier's last step, 0 before the first: the end of an index, however many there are."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT max(seq) FROM dossiers_step WHERE dossier_id = %s", [dossier.pk])
        return int(cursor.fetchone()[0] or 0)


def _show(dossier: Dossier, step: Step) -> None:
    dossier.step_key, dossier.step_role, dossier.step_officer, dossier.step_due_at = step.key, step.role, step.officer, step.due_at
