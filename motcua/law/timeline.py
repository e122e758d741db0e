"""The days a citizen will see: a process laid on real calendar days, by its plan and the term. Pure."""

from dataclasses import dataclass
from datetime import datetime

from motcua.law.calendar import Calendar
from motcua.law.critical import counted
from motcua.law.deadlines import due_at, step_due
from motcua.law.flow import Plan, PlannedStep
from motcua.law.terms import Term


@dataclass(frozen=True)
class Line:
    """One step of the usual way: when it begins and when it is due."""

    step: PlannedStep
    begins: datetime
    due: datetime


@dataclass(frozen=True)
class Preview:
    """The usual way from a receipt: its steps, when the last of them ends, when the result is promised."""

    lines: tuple[Line, ...]
    ends: datetime
    promised: datetime


def preview(plan: Plan, term: Term, received_at: datetime, calendar: Calendar) -> Preview:
    """Return the steps of the usual way of a sound plan on real days, received at `received_at` (aware); branches begin together."""
    promised = due_at(received_at, term, calendar)
    way = [plan.steps[0], *plan.ahead(plan.steps[0].key)]
    ready: dict[str, datetime] = {plan.steps[0].key: received_at}
    lines: list[Line] = []
    last = received_at
    for step in way:
        begins = ready.get(step.key, received_at)
        ends = calendar.advance(begins, counted(step)) if counted(step) else begins
        lines.append(Line(step, begins, step_due(begins, max(1, counted(step)), promised, calendar) if counted(step) else promised))
        last = max(last, ends)
        for target in step.outcomes[0].targets if step.outcomes else ():
            ready[target] = max(ready.get(target, ends), ends)
    return Preview(tuple(lines), last, promised)
