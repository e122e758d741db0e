"""The days a citizen will see: a process laid on real calendar days, by its plan and the terms of its phases. Pure."""

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
class Second:
    """Giai đoạn 2: its first step, the day its clock would begin were the duty between done at once, and what is promised from then."""

    step: str
    begins: datetime
    promised: datetime


@dataclass(frozen=True)
class Preview:
    """The usual way from a receipt: its steps, when the last of them ends, when the result (of the first phase) is promised."""

    lines: tuple[Line, ...]
    ends: datetime
    promised: datetime
    second: Second | None = None

    @property
    def begins_second(self) -> str:
        """The key of the step that phase 2 begins with, '' without one."""
        return self.second.step if self.second else ""


def preview(plan: Plan, term: Term, received_at: datetime, calendar: Calendar, second: Term | None = None) -> Preview:
    """Return the steps of the usual way of a sound plan on real days, received at `received_at` (aware); branches begin together.

    With a `second` term the steps from the first of phase 2 on count against it, from the moment that phase begins. The clock stands
    still between the phases while the applicant pays: the days shown are those of one who pays at once.
    """
    promised, later = due_at(received_at, term, calendar), None
    ready: dict[str, datetime] = {plan.steps[0].key: received_at}
    lines: list[Line] = []
    last = received_at
    for step in (plan.steps[0], *plan.ahead(plan.steps[0].key)):
        begins = ready.get(step.key, received_at)
        if second and step.phase == 2 and later is None:
            later = Second(step.key, begins, due_at(begins, second, calendar))
        by = later.promised if later else promised
        ends = calendar.advance(begins, counted(step)) if counted(step) else begins
        lines.append(Line(step, begins, step_due(begins, max(1, counted(step)), by, calendar) if counted(step) else by))
        last = max(last, ends)
        for target in step.outcomes[0].targets if step.outcomes else ():
            ready[target] = max(ready.get(target, ends), ends)
    return Preview(tuple(lines), last, promised, later)
