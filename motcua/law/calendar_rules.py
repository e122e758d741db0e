"""What a calendar must satisfy before it is taken: real days, each named and sourced, no hole. Each rule refuses by its name."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any

from motcua.law.calendar import Calendar, Special
from motcua.law.cites import cites
from motcua.law.lifecycle import Refusal
from motcua.lib.saying import N_

CERTAINTIES = frozenset("TKSCu")
LONGEST_CLOSURE = 16  # days in a row; Tết with its week-ends takes nine or ten
# Labour Code 2019 Điều 112; 24/11 by Nghị quyết 28/2026/QH16. Those by the lunar calendar come with the yearly notice.
FIXED = {(1, 1): 2000, (4, 30): 2000, (5, 1): 2000, (9, 2): 2000, (11, 24): 2026}


class CalendarRefused(Refusal):
    """A calendar or an edit of one that breaks a rule; `rule` names it. Nothing was changed."""

    def __init__(self, rule: str, text: str, /, **values: object) -> None:
        """Keep the rule's name beside the sentence."""
        super().__init__(text, **values)
        self.rule = rule

    def __str__(self) -> str:
        return f"{self.rule}: {self.sentence}"


@dataclass(frozen=True)
class Edit:
    """A change of the calendar: days off and days worked to write, days to take back."""

    off: Mapping[date, Special] = field(default_factory=dict)
    worked: Mapping[date, Special] = field(default_factory=dict)
    removed: Mapping[date, Special] = field(default_factory=dict)

    def applied(self, calendar: Calendar) -> Calendar:
        """Return the calendar after the edit."""
        touched = {*self.off, *self.worked, *self.removed}
        off = {d: s for d, s in calendar.days_off.items() if d not in touched}
        swapped = {d: s for d, s in calendar.swap_days.items() if d not in touched}
        return replace(calendar, days_off={**off, **self.off}, swap_days={**swapped, **self.worked})


def read(data: Mapping[str, Any]) -> Edit:
    """Return the edit written as groups [[off]], [[worked]], [[removed]] of {source, certainty, days: [{day, name}]}.

    Raises CalendarRefused for a day that is none, stands twice, or has no name or source.
    """
    unknown = sorted(set(data) - {"off", "worked", "removed", "session"})
    if unknown or not any(data.get(name) for name in ("off", "worked", "removed")):
        raise CalendarRefused("calendar.groups", N_("Tệp lịch phải có nhóm off, worked hoặc removed, và không có nhóm khác."))
    off, worked, removed = (_days(data.get(name, [])) for name in ("off", "worked", "removed"))
    twice = sorted((off.keys() & worked.keys()) | (off.keys() & removed.keys()) | (worked.keys() & removed.keys()))
    if twice:
        raise CalendarRefused("calendar.once", N_("Ngày %(day)s được khai hai lần."), day=_written(twice[0]))
    return Edit(off, worked, removed)


def check(calendar: Calendar, edit: Edit) -> Calendar:
    """Return the calendar after `edit`. Raises CalendarRefused, naming the rule it would break."""
    _swaps_on_weekends(edit.worked)
    missing = sorted(set(edit.removed) - {*calendar.days_off, *calendar.swap_days})
    if missing:
        raise CalendarRefused("calendar.known", N_("Lịch không có ngày %(day)s để bỏ."), day=_written(missing[0]))
    after = edit.applied(calendar)
    whole(after)
    return after


@cites("45/2019/QH14", "Điều 112")
@cites("28/2026/QH16", "ngày Văn hóa Việt Nam 24/11", "S")
def whole(calendar: Calendar) -> None:
    """Raise CalendarRefused for a hole: a year between the first and the last without its holidays, or a closure too long to be one."""
    years = {d.year for d in calendar.days_off}
    for year in range(min(years), max(years) + 1) if years else ():
        for (month, number), since in FIXED.items():
            day = date(year, month, number)
            if year >= since and calendar.works(day) and day not in calendar.swap_days:
                raise CalendarRefused("calendar.hole", N_("Lịch thiếu ngày nghỉ lễ %(day)s."), day=_written(day))
    for day in calendar.days_off:
        if (calendar.next_working_day(day) - day) > timedelta(days=LONGEST_CLOSURE):
            raise CalendarRefused("calendar.hole", N_("Sau ngày %(day)s không có ngày làm việc nào trong nhiều ngày."), day=_written(day))


@cites("188/1999/QĐ-TTg", "Điều 1", "S")
def _swaps_on_weekends(days: Iterable[date]) -> None:
    """Raise CalendarRefused for a day worked instead that is a working day of the five-day week anyway."""
    for day in sorted(days):
        if day.weekday() < 5:
            raise CalendarRefused("calendar.swap_day", N_("Ngày làm bù %(day)s phải là thứ Bảy hoặc Chủ nhật."), day=_written(day))


def _days(groups: Iterable[Mapping[str, Any]]) -> dict[date, Special]:
    found: dict[date, Special] = {}
    for group in groups:
        for row in group.get("days", []):
            day = _real(row.get("day"))
            if day in found:
                raise CalendarRefused("calendar.once", N_("Ngày %(day)s được khai hai lần."), day=_written(day))
            found[day] = _special(day, row, group)
    return found


def _special(day: date, row: Mapping[str, Any], group: Mapping[str, Any]) -> Special:
    name, source, certainty = (str(given.get(k, "")).strip() for given, k in ((row, "name"), (group, "source"), (group, "certainty")))
    if not name or not source or certainty not in CERTAINTIES:
        raise CalendarRefused("calendar.sourced", N_("Ngày %(day)s phải có tên, nguồn và độ chắc (T, K, S, C hoặc u)."), day=_written(day))
    return Special(name, source, certainty)


def _real(given: object) -> date:
    if isinstance(given, date) and not isinstance(given, datetime):
        return given
    try:
        return date.fromisoformat(given if isinstance(given, str) else "")
    except ValueError as error:
        raise CalendarRefused("calendar.day", N_("“%(text)s” không phải một ngày có thật."), text=str(given)) from error


def _written(day: date) -> str:
    return f"{day:%d/%m/%Y}"
