"""The working time of an agency: sessions, days off, Saturdays worked instead. Times are Asia/Ho_Chi_Minh."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from motcua.lib.saying import N_, Said, say

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
DAY_MINUTES = 480  # one working day is eight working hours
HORIZON = 3660  # days looked ahead before a calendar is called empty


class CalendarError(Said):
    """The calendar cannot answer: no sessions, or no working day within ten years."""


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
    """When an agency works: five days a week in `sessions`, less `days_off`, plus `swap_days` (QĐ 188/1999/QĐ-TTg)."""

    sessions: tuple[Session, ...] = OFFICE_HOURS
    days_off: Mapping[date, Special] = field(default_factory=dict)
    swap_days: Mapping[date, Special] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not self.sessions or any(s.opens >= s.closes for s in self.sessions):
            raise CalendarError(N_("Lịch làm việc phải có ca, mỗi ca mở trước giờ đóng."))
        if any(a.closes > b.opens for a, b in pairwise(self.sessions)):
            raise CalendarError(N_("Các ca trong ngày phải theo thứ tự và không chồng nhau."))

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
        """Return the first working day after `day`."""
        for step in range(1, HORIZON):
            if self.works(day + timedelta(days=step)):
                return day + timedelta(days=step)
        raise CalendarError(N_("Không có ngày làm việc nào sau %(day)s."), day=f"{day:%d/%m/%Y}")

    def closing(self, day: date) -> datetime:
        """Return when `day` closes, were it worked."""
        return datetime.combine(day, self.sessions[-1].closes, HANOI)

    def opening(self, day: date) -> datetime:
        """Return when `day` opens, were it worked."""
        return datetime.combine(day, self.sessions[0].opens, HANOI)

    def snapped(self, moment: datetime) -> datetime:
        """Return `moment` if it lies in a session (both ends included), else the next opening."""
        local = moment.astimezone(HANOI)
        for opens, closes in self.spans(local.date()):
            if local <= closes:
                return max(local, opens)
        return self.opening(self.next_working_day(local.date()))

    def minutes_between(self, start: datetime, end: datetime) -> int:
        """Return the whole working minutes between two moments; 0 when `end` is not after `start`."""
        return sum(minutes for _, minutes in self.minutes_by_day(start, end))

    def minutes_by_day(self, start: datetime, end: datetime) -> list[tuple[date, int]]:
        """Return the working minutes of each working day touched between two moments."""
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
        day, left = here.date(), timedelta(minutes=minutes)
        while True:
            for opens, closes in self.spans(day):
                begin = max(here, opens)
                if closes < begin:
                    continue
                if begin + left <= closes:
                    return begin + left
                left -= closes - begin
            day = self.next_working_day(day)
