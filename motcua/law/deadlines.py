"""The one due-date engine. Conventions where the law is silent are written at the rule (domain handbook, process.md 2.6)."""

import re
from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from motcua.law.calendar import DAY_MINUTES, HANOI, Calendar
from motcua.law.cites import cites
from motcua.lib.saying import N_, Said

CUTOFF = time(15)


class Unit(StrEnum):
    """In what a term is counted."""

    WORKING_DAYS = "wd"
    WORKING_HOURS = "wh"
    DAYS = "d"
    MONTHS = "m"
    SAME_DAY = "same-day"


class TermError(Said, ValueError):
    """A term that cannot be counted: zero, negative, or of an unknown unit."""


@dataclass(frozen=True)
class Term:
    """A legal time limit: `amount` of `unit`; for same-day, `cutoff` is the last minute that still counts for today."""

    unit: Unit
    amount: int = 1
    cutoff: time = CUTOFF

    def __post_init__(self) -> None:
        if self.amount < 1:
            raise TermError(N_("Thời hạn phải từ 1 trở lên, không phải %(amount)s."), amount=self.amount)

    @classmethod
    def parse(cls, text: str, cutoff: time = CUTOFF) -> "Term":
        """Return the term written as 5wd, 12wh, 10d, 2m or same-day. Raises TermError."""
        if text == Unit.SAME_DAY:
            return cls(Unit.SAME_DAY, 1, cutoff)
        found = re.fullmatch(r"(\d+)(wd|wh|d|m)", text)
        if not found:
            raise TermError(N_("Không hiểu thời hạn “%(text)s”: viết như 5wd, 12wh, 10d, 2m hoặc same-day."), text=text)
        return cls(Unit(found[2]), int(found[1]), cutoff)

    def __str__(self) -> str:
        return str(self.unit) if self.unit is Unit.SAME_DAY else f"{self.amount}{self.unit}"


@dataclass(frozen=True)
class Pause:
    """An interval that the clock does not count; `end` None while it lasts."""

    start: datetime
    end: datetime | None
    why: str = ""


@dataclass(frozen=True)
class Due:
    """A due moment and how it came about: minutes counted by date, dates skipped with the reason, sources of the calendar."""

    at: datetime
    counted: list[tuple[date, int]]
    skipped: list[tuple[date, str]]
    sources: list[str]


def due_at(received_at: datetime, term: Term, calendar: Calendar) -> datetime:
    """Return the moment `term` ends when the clock starts at `received_at` (aware)."""
    if received_at.tzinfo is None:
        raise TermError(N_("Thời điểm tiếp nhận phải có múi giờ."))
    return _RULES[term.unit](received_at.astimezone(HANOI), term, calendar)


@cites("91/2015/QH13", "Điều 147 khoản 2")
def working_days(received_at: datetime, term: Term, calendar: Calendar) -> datetime:
    """Count working days, the day of receipt not counted, keeping the clock time of receipt."""
    start = calendar.snapped(received_at)
    day = start.date()
    for _ in range(term.amount):
        day = calendar.next_working_day(day)
    return calendar.snapped(datetime.combine(day, start.time(), HANOI))


@cites("process.md", "2.4, giờ làm việc", "S")
def working_hours(received_at: datetime, term: Term, calendar: Calendar) -> datetime:
    """Count hours inside sessions only; one working day is eight of them."""
    return calendar.advance(received_at, term.amount * 60)


@cites("91/2015/QH13", "Điều 148 khoản 5")
def calendar_days(received_at: datetime, term: Term, calendar: Calendar) -> datetime:
    """Count calendar days; a limit that ends on a day off moves to the next working day."""
    return _onto_working_day(received_at + timedelta(days=term.amount), calendar)


@cites("91/2015/QH13", "Điều 148 khoản 4, khoản 5")
def months(received_at: datetime, term: Term, calendar: Calendar) -> datetime:
    """Count months to the same day number, or the month's last day; then as calendar days."""
    year, month = divmod(received_at.month - 1 + term.amount, 12)
    year, month = received_at.year + year, month + 1
    day = min(received_at.day, monthrange(year, month)[1])
    return _onto_working_day(received_at.replace(year=year, month=month, day=day), calendar)


@cites("23/2015/NĐ-CP", "Điều 7")
@cites("60/2014/QH13", "Điều 5 khoản 3")
def same_day(received_at: datetime, term: Term, calendar: Calendar) -> datetime:
    """Return the closing of the day for what came up to the cut-off, else the closing of the next working day."""
    day = received_at.date()
    if not calendar.works(day):
        return calendar.closing(calendar.next_working_day(day))
    return calendar.closing(day if received_at.time() <= term.cutoff else calendar.next_working_day(day))


@cites("61/2018/NĐ-CP", "Điều 19 khoản 4")
def with_pauses(received_at: datetime, term: Term, calendar: Calendar, pauses: list[Pause]) -> datetime:
    """Return the due moment with every closed pause that began before it added as time not counted; overlaps count once."""
    due = due_at(received_at, term, calendar)
    for pause in _joined(received_at, pauses):
        if pause.start < due:
            due = _moved(due, term, calendar, pause)
    return due


def explain(received_at: datetime, term: Term, calendar: Calendar, pauses: list[Pause] | None = None) -> Due:
    """Return the due moment with every counted and skipped day, for 'why this date?'."""
    due = with_pauses(received_at, term, calendar, pauses or [])
    start, end = (m.astimezone(HANOI).replace(second=0, microsecond=0) for m in (received_at, due))  # whole minutes add up to the term
    paused = _joined(received_at, pauses or [])
    counted = [(d, m - sum(_paused_on(d, p, due, calendar) for p in paused)) for d, m in calendar.minutes_by_day(start, end)]
    days = [start.date() + timedelta(days=i) for i in range((due.date() - start.date()).days + 1)]
    skipped = [(d, calendar.why_off(d)) for d in days if not calendar.works(d)]
    specials = [calendar.days_off.get(d) or calendar.swap_days.get(d) for d in days]
    sources = sorted({f"{s.source} [{s.certainty}]" for s in specials if s})
    return Due(due, [c for c in counted if c[1] > 0], skipped, sources)


def time_left(now: datetime, due: datetime, calendar: Calendar) -> int:
    """Return the working minutes until `due`; negative when it has passed, counted in working minutes too."""
    if now <= due:
        return calendar.minutes_between(now, due)
    return -calendar.minutes_between(due, now)


def step_due(started_at: datetime, minutes: int, dossier_due: datetime | None, calendar: Calendar) -> datetime:
    """Return when a step of `minutes` working time ends: the earlier of its own and the dossier's due moment."""
    own = calendar.advance(started_at, minutes)
    return own if dossier_due is None else min(own, dossier_due)


def _joined(received_at: datetime, pauses: list[Pause]) -> list[Pause]:
    """Return the closed pauses in order, counted from the receipt, those that overlap made one."""
    joined: list[Pause] = []
    for pause in sorted((p for p in pauses if p.end and p.end > received_at), key=lambda p: p.start):
        last = joined[-1] if joined else None
        if last and last.end and pause.end and pause.start <= last.end:
            joined[-1] = replace(last, end=max(last.end, pause.end))
        else:
            joined.append(replace(pause, start=max(pause.start, received_at)))
    return joined


def _paused_on(day: date, pause: Pause, due: datetime, calendar: Calendar) -> int:
    begins = _day_start(day)
    return calendar.minutes_between(max(pause.start, begins), min(pause.end or due, due, begins + timedelta(days=1)))


def _day_start(day: date) -> datetime:
    return datetime.combine(day, time(0), HANOI)


def _moved(due: datetime, term: Term, calendar: Calendar, pause: Pause) -> datetime:
    assert pause.end is not None
    if term.unit is Unit.SAME_DAY:
        return max(due, same_day(pause.end.astimezone(HANOI), term, calendar))
    if term.unit in (Unit.DAYS, Unit.MONTHS):
        return _onto_working_day(due + (pause.end - pause.start), calendar)
    days, minutes = divmod(calendar.minutes_between(pause.start, pause.end), DAY_MINUTES)
    if days and term.unit is Unit.WORKING_DAYS:
        due, days = working_days(due, Term(Unit.WORKING_DAYS, days), calendar), 0
    return calendar.advance(due, days * DAY_MINUTES + minutes) if days or minutes else due


def _onto_working_day(moment: datetime, calendar: Calendar) -> datetime:
    day = moment.date()
    return moment if calendar.works(day) else datetime.combine(calendar.next_working_day(day), moment.timetz())


_RULES = {
    Unit.WORKING_DAYS: working_days,
    Unit.WORKING_HOURS: working_hours,
    Unit.DAYS: calendar_days,
    Unit.MONTHS: months,
    Unit.SAME_DAY: same_day,
}
