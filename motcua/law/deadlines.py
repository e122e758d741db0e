"""The one due-date engine. Conventions where the law is silent are written at the rule (domain handbook, process.md 2.6)."""

from calendar import monthrange
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta

from motcua.law.calendar import HANOI, Calendar, DayEnd
from motcua.law.cites import articles, cites
from motcua.law.terms import CUTOFF, Pause, Term, TermError, Unit
from motcua.lib.saying import N_, say

__all__ = ["CUTOFF", "Due", "Pause", "Term", "TermError", "Unit", "due_at", "explain", "step_due", "time_left", "with_pauses"]
MIDNIGHT = time(23, 59, 59)  # 24:00 of a day, written so that it is still that day


@dataclass(frozen=True)
class Due:
    """A due moment and how it came about: minutes counted by date, dates skipped with the reason.

    `sources` are those of the calendar, `rules` the articles of the law that counted, each with how sure it is.
    """

    at: datetime
    counted: list[tuple[date, int]]
    skipped: list[tuple[date, str]]
    sources: list[str]
    rules: list[str] = field(default_factory=list)


def due_at(received_at: datetime, term: Term, calendar: Calendar) -> datetime:
    """Return the moment `term` ends when the clock starts at `received_at` (aware). Raises TermError, CalendarError."""
    return with_pauses(received_at, term, calendar, [])


@cites("91/2015/QH13", "Điều 147 khoản 2")
def working_days(received_at: datetime, term: Term, calendar: Calendar) -> datetime:
    """Count working days, the day of receipt not counted, keeping the clock time of receipt."""
    start = calendar.snapped(received_at)
    day = calendar.working_day(calendar.table.days_before(start.toordinal()) + term.amount)
    return calendar.snapped(datetime.combine(day, start.time(), HANOI))


@cites("process.md", "2.4, giờ làm việc", "S")
def working_hours(received_at: datetime, term: Term, calendar: Calendar) -> datetime:
    """Count hours inside sessions only; one working day is eight of them."""
    return calendar.advance(received_at, term.amount * 60)


@cites("91/2015/QH13", "Điều 147 khoản 2")
def calendar_days(received_at: datetime, term: Term, calendar: Calendar) -> datetime:  # noqa: ARG001 - all rules are asked alike
    """Count calendar days, clock time kept; `onto_working_day` says where a limit ends that ends on a day off."""
    return received_at + timedelta(days=term.amount)


@cites("91/2015/QH13", "Điều 148 khoản 4")
def months(received_at: datetime, term: Term, calendar: Calendar) -> datetime:  # noqa: ARG001 - all rules are asked alike
    """Count months to the same day number, or the month's last day; then as calendar days."""
    year, month = divmod(received_at.month - 1 + term.amount, 12)
    year, month = received_at.year + year, month + 1
    if year > date.max.year:
        raise TermError(N_("Thời hạn dài quá: không còn ngày nào trong lịch."))
    day = min(received_at.day, monthrange(year, month)[1])
    return received_at.replace(year=year, month=month, day=day)


@cites("23/2015/NĐ-CP", "Điều 7")
@cites("60/2014/QH13", "Điều 5 khoản 3")
def same_day(received_at: datetime, term: Term, calendar: Calendar) -> datetime:
    """Return the closing of the day for what came up to the cut-off, else the closing of the next working day."""
    day = received_at.date()
    if not calendar.works(day):
        return calendar.closing(calendar.next_working_day(day))
    return calendar.closing(day if received_at.time() <= term.cutoff else calendar.next_working_day(day))


@cites("91/2015/QH13", "Điều 148 khoản 5")
def onto_working_day(moment: datetime, calendar: Calendar) -> datetime:
    """Return `moment`, moved to the next working day at the same clock time when its day is off."""
    day = moment.date()
    return moment if calendar.works(day) else datetime.combine(calendar.next_working_day(day), moment.timetz())


@cites("process.md", "2.4, tiếp nhận sau 15 giờ", "u")
def counted_from(received_at: datetime, term: Term, calendar: Calendar) -> datetime:
    """Return from when a term runs: the receipt; where the procedure says so, the next working day for what came after the cut-off."""
    local = received_at.astimezone(HANOI)
    late = term.after_cutoff and term.unit is not Unit.SAME_DAY and local.time() > term.cutoff
    return calendar.opening(calendar.next_working_day(local.date())) if late else local


@cites("91/2015/QH13", "Điều 148 khoản 6")
def day_ended(moment: datetime, term: Term, calendar: Calendar) -> datetime:
    """Return when the last day of a term counted in days or months ends, as the city's setting says; other terms end as they end."""
    by_days = term.unit in (Unit.WORKING_DAYS, Unit.DAYS, Unit.MONTHS)
    return datetime.combine(moment.date(), MIDNIGHT, HANOI) if by_days and calendar.day_end is DayEnd.MIDNIGHT else moment


@cites("61/2018/NĐ-CP", "Điều 19 khoản 4")
def with_pauses(received_at: datetime, term: Term, calendar: Calendar, pauses: Sequence[Pause]) -> datetime:
    """Return the due moment with every closed pause that began before it added as time not counted; overlaps count once."""
    return day_ended(_ended(received_at, term, calendar, pauses)[1], term, calendar)


def explain(received_at: datetime, term: Term, calendar: Calendar, pauses: Sequence[Pause] = ()) -> Due:
    """Return the due moment with every counted and skipped day, for 'why this date?'.

    Terms in working time count working minutes; terms in days and months count every minute of every day up to their own end.
    """
    nominal, working = _ended(received_at, term, calendar, pauses)
    due = day_ended(working, term, calendar)
    begins = counted_from(received_at, term, calendar)
    start, end = (m.astimezone(HANOI).replace(second=0, microsecond=0) for m in (begins, nominal))  # whole minutes add up to the term
    paused = _joined(begins, pauses)
    counted = _counted(start, end, term, calendar, paused)
    days = [start.date() + timedelta(days=i) for i in range((due.date() - start.date()).days + 1)]
    specials = [calendar.days_off.get(d) or calendar.swap_days.get(d) for d in days]
    sources = sorted({f"{s.source} [{s.certainty}]" for s in specials if s})
    skipped = _skipped(days, dict(counted), calendar, paused)
    return Due(due, counted, skipped, sources, _articles(received_at, term, calendar, paused))


def time_left(now: datetime, due: datetime, calendar: Calendar) -> int:
    """Return the working minutes until `due`; negative when it has passed, counted in working minutes too."""
    if now <= due:
        return calendar.minutes_between(now, due)
    return -calendar.minutes_between(due, now)


def step_due(started_at: datetime, minutes: int, dossier_due: datetime | None, calendar: Calendar) -> datetime:
    """Return when a step of `minutes` working time ends: the earlier of its own and the dossier's due moment."""
    own = calendar.advance(started_at, minutes)
    return own if dossier_due is None else min(own, dossier_due)


def _ended(received_at: datetime, term: Term, calendar: Calendar, pauses: Sequence[Pause]) -> tuple[datetime, datetime]:
    """Return where the term ends by its own count, which for days and months may be a day off, and the working moment due for it.

    A pause never brings the latter forward, though the clock time it is moved to may be an earlier one.
    """
    if received_at.tzinfo is None:
        raise TermError(N_("Thời điểm tiếp nhận phải có múi giờ."))
    try:
        begins = counted_from(received_at, term, calendar)
        nominal = _RULES[term.unit](begins, term, calendar)
        due = onto_working_day(nominal, calendar)
        for pause in _joined(begins, pauses):
            if pause.start < due:
                nominal = _moved(nominal if pause.start <= nominal else due, term, calendar, pause)
                due = max(due, onto_working_day(nominal, calendar))
    except OverflowError as error:
        raise TermError(N_("Thời hạn dài quá: không còn ngày nào trong lịch.")) from error
    return nominal, due


def _joined(received_at: datetime, pauses: Sequence[Pause]) -> list[Pause]:
    """Return the closed pauses in order, counted from the receipt, those that overlap made one."""
    joined: list[Pause] = []
    for pause in sorted((p for p in pauses if p.end and p.end > received_at), key=lambda p: p.start):
        last = joined[-1] if joined else None
        if last and last.end and pause.end and pause.start <= last.end:
            joined[-1] = replace(last, end=max(last.end, pause.end))
        else:
            joined.append(replace(pause, start=max(pause.start, received_at)))
    return joined


def _moved(due: datetime, term: Term, calendar: Calendar, pause: Pause) -> datetime:
    assert pause.end is not None
    if term.unit is Unit.SAME_DAY:
        return max(due, same_day(pause.end.astimezone(HANOI), term, calendar))
    if term.unit in (Unit.DAYS, Unit.MONTHS):
        return due + (pause.end - pause.start)
    days, minutes = divmod(calendar.minutes_between(pause.start, pause.end), calendar.day_minutes)
    if days and term.unit is Unit.WORKING_DAYS:
        due, days = working_days(due, Term(Unit.WORKING_DAYS, days), calendar), 0
    return calendar.advance(due, days * calendar.day_minutes + minutes) if days or minutes else due


def _counted(start: datetime, end: datetime, term: Term, calendar: Calendar, paused: list[Pause]) -> list[tuple[date, int]]:
    every_minute = term.unit in (Unit.DAYS, Unit.MONTHS)
    days = _all_minutes(start, end) if every_minute else calendar.minutes_by_day(start, end)
    found = [(d, m - sum(_paused_on(d, p, end, None if every_minute else calendar) for p in paused)) for d, m in days]
    return [(d, m) for d, m in found if m > 0]


def _all_minutes(start: datetime, end: datetime) -> list[tuple[date, int]]:
    days = [start.date() + timedelta(days=i) for i in range((end.date() - start.date()).days + 1)]
    ends = [(max(start, _day_start(d)), min(end, _day_start(d) + timedelta(days=1))) for d in days]
    return [(d, int((b - a).total_seconds() // 60)) for d, (a, b) in zip(days, ends, strict=True)]


def _paused_on(day: date, pause: Pause, due: datetime, calendar: Calendar | None) -> int:
    begins = _day_start(day)
    start, end = max(pause.start, begins), min(pause.end or due, due, begins + timedelta(days=1))
    if calendar:
        return calendar.minutes_between(start, end)
    return max(0, int((end - start).total_seconds() // 60))


def _skipped(days: list[date], counted: dict[date, int], calendar: Calendar, paused: list[Pause]) -> list[tuple[date, str]]:
    """Return the days not counted: off, or waited through; the day of receipt after hours is neither."""
    found = []
    for day in (d for d in days if d not in counted):
        pause = next((p for p in paused if p.end and p.start.astimezone(HANOI).date() <= day <= p.end.astimezone(HANOI).date()), None)
        if not calendar.works(day):
            found.append((day, calendar.why_off(day)))
        elif pause:
            found.append((day, pause.why or say(N_("Tạm dừng"))))
    return found


def _articles(received_at: datetime, term: Term, calendar: Calendar, paused: list[Pause]) -> list[str]:
    used: list[Callable[..., datetime]] = [_RULES[term.unit]]
    used += [counted_from] if counted_from(received_at, term, calendar) != received_at else []
    used += [onto_working_day] if term.unit in (Unit.DAYS, Unit.MONTHS) else []
    used += [day_ended] if calendar.day_end is DayEnd.MIDNIGHT else []
    return articles(*used, *([with_pauses] if paused else []))


def _day_start(day: date) -> datetime:
    return datetime.combine(day, time(0), HANOI)


_RULES = {
    Unit.WORKING_DAYS: working_days,
    Unit.WORKING_HOURS: working_hours,
    Unit.DAYS: calendar_days,
    Unit.MONTHS: months,
    Unit.SAME_DAY: same_day,
}
