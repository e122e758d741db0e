"""How long a process takes at the longest: its critical path in working minutes, against the term of law. Pure.

Ways that lead back to an earlier row of the table are loops and count once at most as far as they lead forward again; of several
outcomes the longest counts, of parallel branches the slowest. The time of handing over, and of waiting for what the applicant owes,
is not the agency's.
"""

from dataclasses import dataclass
from functools import cache

from motcua.law.calendar import DAY_MINUTES
from motcua.law.cites import cites
from motcua.law.flow import Event, Kind, Outcome, Plan, PlannedStep
from motcua.law.terms import Term, Unit

MONTH_DAYS = 30


@dataclass(frozen=True)
class Path:
    """A way through the table: its counted working minutes and its steps in order (of parallel branches the slowest)."""

    minutes: int
    steps: tuple[str, ...]


def critical_path(plan: Plan, phase: int = 1) -> Path:
    """Return the longest way through `phase`; no minutes when the process does not reach that phase.

    The second phase begins at the first step marked so and lasts to the end. Only for a plan whose structure has no problem.
    """
    place = {step.key: at for at, step in enumerate(plan.steps)}
    joins = {step.join: step.key for step in plan.steps if step.join}

    @cache
    def ahead(key: str, state: int, until: str) -> Path | None:
        step = plan.step(key)
        state = max(state, step.phase)
        own = Path(counted(step) if state == phase else 0, (key,))
        if not step.outcomes:
            return own
        found = [way for way in (through(step, outcome, state, until) for outcome in step.outcomes) if way]
        return _added(own, max(found, key=lambda way: way.minutes)) if found else None

    def through(step: PlannedStep, outcome: Outcome, state: int, until: str) -> Path | None:
        if any(place[target] <= place[step.key] for target in outcome.targets):
            return None
        if not outcome.beside:
            return Path(0, ()) if outcome.to == until else ahead(outcome.to, state, until)
        join = joins[step.key]
        branches = [ahead(target, state, join) for target in outcome.targets]
        rest = Path(0, ()) if join == until else ahead(join, state, until)
        if rest is None or None in branches:
            return None
        return _added(max((way for way in branches if way), key=lambda way: way.minutes), rest)

    return ahead(plan.steps[0].key, 1, "") or Path(0, ())


def counted(step: PlannedStep) -> int:
    """Return the working minutes of a step that count against the term."""
    mine = step.kind == Kind.HAND_OVER or (step.kind == Kind.WAIT and step.event == Event.DUTY)
    return 0 if mine else step.minutes


@cites("118/2025/NĐ-CP", "chương III", "S")
def term_minutes(term: Term) -> int:
    """Return the working minutes a term holds: days and months of the calendar as weeks of five days, without any holiday."""
    if term.unit is Unit.WORKING_HOURS:
        return term.amount * 60
    if term.unit in (Unit.DAYS, Unit.MONTHS):
        days = term.amount * (MONTH_DAYS if term.unit is Unit.MONTHS else 1)
        return max(1, days * 5 // 7) * DAY_MINUTES
    return term.amount * DAY_MINUTES


def _added(first: Path, then: Path) -> Path:
    return Path(first.minutes + then.minutes, first.steps + then.steps)
