"""Versions of a procedure's process: which is active, which was, which is a draft; and how two differ, row by row."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from motcua.catalogue.models import Procedure, Revision, StepPlan
from motcua.law.flow import Plan, PlannedStep

ACTIVE, FORMER, DRAFT = "active", "former", "draft"


@dataclass(frozen=True)
class Version:
    """One version and where it stands."""

    plan: StepPlan
    state: str


@dataclass(frozen=True)
class Difference:
    """One step in two versions; None where it is missing. `changed` names the fields that differ."""

    old: PlannedStep | None
    new: PlannedStep | None
    changed: tuple[str, ...] = ()


def versions(procedure: Procedure, day: date) -> list[Version]:
    """Return every version of a procedure's process, newest first. Two queries."""
    held = Revision.objects.filter(procedure=procedure).exclude(valid_from=None)
    now = set(held.filter(Q(valid_to=None) | Q(valid_to__gte=day), valid_from__lte=day).values_list("plan", flat=True))
    used = set(held.values_list("plan", flat=True))
    plans = StepPlan.objects.filter(key=procedure.code).order_by("-version")
    return [Version(plan, ACTIVE if plan.pk in now else FORMER if plan.pk in used else DRAFT) for plan in plans]


def differences(old: Plan, new: Plan) -> list[Difference]:
    """Return every step of either version in the order of the new one, steps taken out last."""
    before, after = {s.key: s for s in old.steps}, {s.key: s for s in new.steps}
    found = [Difference(before.get(step.key), step, _changed(before.get(step.key), step)) for step in new.steps]
    return found + [Difference(step, None) for step in old.steps if step.key not in after]


def _changed(old: PlannedStep | None, new: PlannedStep) -> tuple[str, ...]:
    if old is None:
        return ()
    return tuple(name for name in PlannedStep.__dataclass_fields__ if getattr(old, name) != getattr(new, name))
