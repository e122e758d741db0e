"""The working time of an agency: sessions, days off, Saturdays worked instead. Times are Asia/Ho_Chi_Minh."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import cached_property
from itertools import pairwise
from zoneinfo import ZoneInfo

from motcua.law.worktable import LAST_DAY, MINUTE, Worktable, compiled, micros
from motcua.lib.saying import N_, Said, say

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
DAY_MINUTES = 480  # one working day is eight working hours
HORIZON = 3660  # days looked ahead before a calendar is called empty


class CalendarError(Said):
    """The calendar cannot answer: no sessions, no working day within ten years, or a day beyond every calendar."""


class DayEnd(StrEnum):
    """When the last day of a term counted in days ends: at the clock time of its beginning, or at midnight (BLDS Điều 148 khoản 6)."""

    CLOCK = "clock"
    MIDNIGHT = "midnight"


@dataclass(frozen=True)
class Session:
    """One stretch of work in a day, from opening to closing; the closing minute still belongs to it."""

    opens: time
    closes: time


@dataclass(frozen=True)
class Special:
    """Why a date is off, or is worked though a Saturday: name, source, and how sure the source is."""

    name: str
    source: str
    certainty: str = "K"


OFFICE_HOURS = (Session(time(8), time(12)), Session(time(13, 30), time(17, 30)))


@dataclass(frozen=True)
class Calendar:
    """When an agency works: five days a week in `sessions`, less `days_off`, plus `swap_days` (QĐ 188/1999/QĐ-TTg).

    `day_end` is the city's setting for the end of a term's last day.
    """

    sessions: tuple[Session, ...] = OFFICE_HOURS
    days_off: Mapping[date, Special] = field(default_factory=dict)
    swap_days: Mapping[date, Special] = field(default_factory=dict)
    day_end: DayEnd = DayEnd.CLOCK

    def __post_init__(self) -> None:
        if not self.sessions or any(s.opens >= s.closes for s in self.sessions):
            raise CalendarError(N_("Lịch làm việc phải có ca, mỗi ca mở trước giờ đóng."))
        if any(a.closes > b.opens for a, b in pairwise(self.sessions)):
            raise CalendarError(N_("Các ca trong ngày phải theo thứ tự và không chồng nhau."))

    @cached_property
    def table(self) -> Worktable:
        """The prefix sums of this calendar, compiled once for equal calendars."""
        return compiled([(s.opens, s.closes) for s in self.sessions], self.days_off, self.swap_days)

    @property
    def day_minutes(self) -> int:
        """The working minutes of one day of this agency."""
        return self.table.length // MINUTE

    def works(self, day: date) -> bool:
        """Tell whether `day` is a working day."""
        if day in self.swap_days:
            return True
        return day.weekday() < 5 and day not in self.days_off

    def why_off(self, day: date) -> str:
        """Say why `day` is not worked: the holiday's name as it is written, or the week-end in the reader's language."""
        if day in self.days_off:
            return self.days_off[day].name
        return say(N_("Thứ Bảy") if day.weekday() == 5 else N_("Chủ nhật"))

    def spans(self, day: date) -> Iterator[tuple[datetime, datetime]]:
        """Yield the sessions of `day` as aware moments; none on a day off."""
        if self.works(day):
            for session in self.sessions:
                yield datetime.combine(day, session.opens, HANOI), datetime.combine(day, session.closes, HANOI)

    def next_working_day(self, day: date) -> date:
        """Return the first working day after `day`. Raises CalendarError when there is none within ten years."""
        found = self.working_day(self.table.days_before(day.toordinal() + 1))
        if (found - day).days >= HORIZON:
            raise CalendarError(N_("Không có ngày làm việc nào sau %(day)s."), day=f"{day:%d/%m/%Y}")
        return found

    def working_day(self, count: int) -> date:
        """Return the working day with `count` working days before it. Raises CalendarError beyond the last day there is."""
        found = self.table.nth(count)
        if not 1 <= found <= LAST_DAY:
            raise CalendarError(N_("Thời hạn dài quá: không còn ngày nào trong lịch."))
        return date.fromordinal(found)

    def closing(self, day: date) -> datetime:
        """Return when `day` closes, were it worked."""
        return datetime.combine(day, self.sessions[-1].closes, HANOI)

    def opening(self, day: date) -> datetime:
        """Return when `day` opens, were it worked."""
        return datetime.combine(day, self.sessions[0].opens, HANOI)

    def snapped(self, moment: datetime) -> datetime:
        """Return `moment` if it lies in a session (both ends included), else the next opening."""
        local = moment.astimezone(HANOI)
        if not self.works(local.date()):
            return self.opening(self.next_working_day(local.date()))
        wall = local.time()
        for session in self.sessions:
            if wall <= session.closes:
                return local if wall >= session.opens else datetime.combine(local.date(), session.opens, HANOI)
        return self.opening(self.next_working_day(local.date()))

    def minutes_between(self, start: datetime, end: datetime) -> int:
        """Return the whole working minutes between two moments; 0 when `end` is not after `start`."""
        return max(0, self._worked_until(end) - self._worked_until(start)) // MINUTE

    def minutes_by_day(self, start: datetime, end: datetime) -> list[tuple[date, int]]:
        """Return the working minutes of each working day touched between two moments: one row a day, for explaining."""
        start, end = start.astimezone(HANOI), end.astimezone(HANOI)
        days = []
        for offset in range((end.date() - start.date()).days + 1):
            day = start.date() + timedelta(days=offset)
            overlap = sum((max(timedelta(0), min(end, b) - max(start, a)) for a, b in self.spans(day)), timedelta(0))
            if overlap:
                days.append((day, int(overlap.total_seconds() // 60)))
        return days

    def advance(self, start: datetime, minutes: int) -> datetime:
        """Return the moment `minutes` of working time after `start`; the end of a session is still that session."""
        here = self.snapped(start)
        if minutes <= 0:
            return here
        day, moment = self.table.reached(self._worked_until(here) + minutes * MINUTE)
        if day > LAST_DAY:
            raise CalendarError(N_("Thời hạn dài quá: không còn ngày nào trong lịch."))
        return datetime.combine(date.fromordinal(day), time.min, HANOI) + timedelta(microseconds=moment)

    def _worked_until(self, moment: datetime) -> int:
        local = moment.astimezone(HANOI)
        return self.table.time_before(local.toordinal(), micros(local.time()))
