"""Work the process table: finish an open step, start what it leads to. Called inside an act, never by itself.

Several steps may be open at once, one for each branch of a split; a dossier's own columns name the one due first.
"""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import connection

from motcua.dossiers.models import Dossier, Step
from motcua.dossiers.parts import Participation
from motcua.law.deadlines import step_due
from motcua.law.flow import CLOSED, FlowError, PlannedStep, Token, back_to
from motcua.law.parts import Part
from motcua.law.roles import Role
from motcua.lib.saying import N_
from motcua.people import rights
from motcua.people.actor import Actor, ActorKind
from motcua.people.models import User
from motcua.worktime.calendars import calendar_of


def start(
    dossier: Dossier, planned: PlannedStep, *, at: datetime, officer: User | None = None, branch: str = "", given_by: int | None = None
) -> Step:
    """Begin a step: copied from the plan, due at the earlier of its own working minutes and the dossier's promise."""
    if planned.role is Role.JOB:
        officer = None
    if officer:
        _check_person(dossier, planned.key, str(officer.pk))
    promised = None if dossier.finished_at else dossier.promised_at  # a correction has its own time
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
        due_at=step_due(at, planned.minutes, promised, calendar_of(dossier.competent_id, at.date())),
        unit=planned.unit,
        branch=branch,
        given_by=given_by,
    )
    step.save(force_insert=True)
    show(dossier, opened(dossier) if dossier.step_key else [step])
    return step


def begin(dossier: Dossier, *, at: datetime, officer: User | None = None) -> list[Step]:
    """Start what follows the reception; the first step is given to `officer`."""
    plan = dossier.revision.plan.plan()
    return [
        start(dossier, plan.step(token.step), at=at, officer=None if n else officer, branch=token.branch, given_by=1)
        for n, token in enumerate(plan.begun())
    ]


def opened(dossier: Dossier) -> list[Step]:
    """Return the open steps in the order they began."""
    return list(dossier.steps.filter(finished_at=None).order_by("seq"))


def present(dossier: Dossier, by: Actor, *, key: str = "", kind: str = "", whoever: bool = False) -> Step:
    """Return the open step (named `key`, of `kind`) that waits for `by`; `whoever`: also one that waits for somebody else.

    Raises FlowError between steps, when that step is open no more, or when it is not clear which.
    """
    found = [step for step in opened(dossier) if key in ("", step.key) and kind in ("", step.kind)]
    if dossier.parallel and not whoever:
        found = [step for step in found if _holds(by, dossier, step)]
    if not found:
        raise FlowError(CLOSED)
    mine = [step for step in found if str(step.officer_id) == by.id]
    if len(found) > 1 and len(mine) != 1:
        raise FlowError(N_("Hồ sơ có nhiều bước đang mở cho bạn: chọn bước cần làm."))
    return mine[0] if mine else found[0]


def finish(dossier: Dossier, outcome: str, *, by: Actor, at: datetime, note: str = "", step: Step | None = None) -> Step:
    """End an open step (the present one unless `step` is given) with `outcome`, by the officer who acts."""
    step = step or present(dossier, by)
    worker = UUID(by.id) if by.kind is ActorKind.OFFICER else step.officer_id  # the clock ends steps too
    step.outcome, step.finished_at, step.officer_id, step.note = outcome, at, worker, note[:500]
    step.save(update_fields=["outcome", "finished_at", "officer", "note", "warns"])
    if worker and worker not in dossier.workers:
        dossier.workers = [*dossier.workers, worker]
    show(dossier, opened(dossier) if dossier.parallel else [])
    if dossier.cooperating or dossier.following:
        show_parts(dossier)
    return step


def finish_all(dossier: Dossier, outcome: str, *, by: Actor, at: datetime, note: str = "") -> None:
    """End every open step with `outcome`: the dossier is stopped, or moved elsewhere."""
    for step in opened(dossier):
        finish(dossier, outcome, by=by, at=at, note=note, step=step)


def advance(
    dossier: Dossier, outcome: str, *, by: Actor, at: datetime, officer: User | None = None, note: str = "", step: Step | None = None
) -> list[Step]:
    """End an open step (the present one unless `step` is given) and start what it leads to: none while other branches are awaited.

    The first of several may be given to `officer`. Raises FlowError for an unknown outcome.
    """
    step = step or present(dossier, by)
    _check_person(dossier, step.key, by.id)
    plan, others = dossier.revision.plan.plan(), _tokens(dossier, step)
    begun = plan.moved(step.token, outcome, others, step.seq)
    finish(dossier, outcome, by=by, at=at, note=note, step=step)
    return [
        start(dossier, plan.step(token.step), at=at, officer=None if n else officer, branch=token.branch, given_by=step.seq)
        for n, token in enumerate(begun)
    ]


def go_back(dossier: Dossier, planned: PlannedStep, step: Step, *, by: Actor, at: datetime, note: str) -> Step:
    """End `step` and begin an earlier one again with who did it; going back before a split ends its other branches.

    Raises FlowError for a step that lies beside, in another branch still open.
    """
    last = dossier.steps.filter(key=planned.key).exclude(finished_at=None).order_by("seq").last()
    others = [other for other in opened(dossier) if other.pk != step.pk] if dossier.parallel else []
    found = back_to(step.branch, last.branch if last else "", [other.branch for other in others])
    if found is None:
        raise FlowError(N_("Bước “%(step)s” ở nhánh khác đang làm, không phải bước trước."), step=planned.name)
    branch, ended = found
    finish(dossier, "sent_back", by=by, at=at, note=note, step=step)
    for other in (o for o in others if o.branch in ended):
        finish(dossier, "sent_back", by=by, at=at, note=note, step=other)
    return start(dossier, planned, at=at, officer=last.officer if last else None, branch=branch, given_by=step.seq)


def give(dossier: Dossier, officer: User, step: Step) -> Step:
    """Put an open step into the hands of `officer`."""
    _check_person(dossier, step.key, str(officer.pk))
    step.officer = officer
    step.save(update_fields=["officer"])
    show(dossier, opened(dossier) if dossier.parallel else [step])
    return step


def due_again(dossier: Dossier, at: datetime) -> None:
    """Give the open steps their whole time again after a pause, within the promise in force."""
    calendar, found = calendar_of(dossier.competent_id, at.date()), opened(dossier)
    for step in found:
        step.due_at = step_due(at, step.minutes, dossier.promised_at, calendar)
        step.save(update_fields=["due_at"])
    show(dossier, found)


def _holds(by: Actor, dossier: Dossier, step: Step) -> bool:
    return any(post.agency_id == dossier.competent_id and rights.holds(by, post, step.waits()) for post in by.posts)


def _tokens(dossier: Dossier, step: Step) -> list[Token]:
    return [other.token for other in opened(dossier) if other.pk != step.pk] if dossier.parallel else []


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


def show_parts(dossier: Dossier) -> None:
    """Put on the dossier who cooperates in and who follows its open steps, for rights and worklists."""
    open_parts = list(Participation.objects.filter(step__dossier=dossier, step__finished_at=None).values_list("part", "officer"))
    dossier.cooperating = [officer for part, officer in open_parts if part == Part.COOPERATE]
    dossier.following = [officer for part, officer in open_parts if part == Part.FOLLOW]


def show(dossier: Dossier, steps: Iterable[Step]) -> None:
    """Write into the dossier's own columns which of its open `steps` is due first, and whether there are several."""
    found = sorted(steps, key=lambda step: (step.due_at is None, step.due_at, step.seq))
    dossier.parallel = len(found) > 1
    first = found[0] if found else None
    dossier.step_key, dossier.step_role, dossier.step_unit = (first.key, first.role, first.unit) if first else ("", "", "")
    dossier.step_officer, dossier.step_due_at = (first.officer, first.due_at) if first else (None, None)
