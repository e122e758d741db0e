"""The due-date engine over whole columns: NumPy, equal to the scalar form for every receipt since Hà Nội keeps UTC+7 (13/6/1975).

Moments are int64 microseconds since 1/1/1970 UTC.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from motcua.law.calendar import Calendar, DayEnd
from motcua.law.deadlines import MIDNIGHT
from motcua.law.terms import Term, TermError, Unit
from motcua.law.worktable import LAST_DAY, MINUTE, micros
from motcua.lib.saying import N_

Moments = NDArray[np.int64]
DAY, ZONE = 24 * 60 * MINUTE, 7 * 60 * MINUTE
EPOCH = date(1970, 1, 1).toordinal()
SINCE = int(datetime(1975, 6, 12, 16, tzinfo=UTC).timestamp()) * 1_000_000
_ZERO = datetime(1970, 1, 1, tzinfo=UTC)


def moments(given: Iterable[datetime]) -> Moments:
    """Return aware datetimes as a column."""
    return np.fromiter(((m - _ZERO) // timedelta(microseconds=1) for m in given), dtype=np.int64)


def datetimes(column: Moments) -> list[datetime]:
    """Return a column as datetimes in UTC."""
    return [_ZERO + timedelta(microseconds=m) for m in column.tolist()]


def due_at_many(received: Moments, term: Term, calendar: Calendar) -> Moments:
    """Return when `term` ends for each receipt. Raises TermError for one before UTC+7, or a term beyond every calendar."""
    if received.size and int(received.min()) < SINCE:
        raise TermError(N_("Tính hàng loạt chỉ nhận thời điểm từ 13/6/1975."))
    table = _Table(calendar)
    day, moment = table.counted_from(*np.divmod(received + ZONE, DAY), term)
    day, moment = table.ended(day + EPOCH, moment, term)
    if day.size and int(day.max()) > LAST_DAY:
        raise TermError(N_("Thời hạn dài quá: không còn ngày nào trong lịch."))
    return (day - EPOCH) * DAY + moment - ZONE


def minutes_between_many(start: Moments, end: Moments, calendar: Calendar) -> Moments:
    """Return the whole working minutes between each pair of moments; 0 where `end` is not after `start`."""
    table = _Table(calendar)
    worked = table.time_before(end) - table.time_before(start)
    whole: Moments = np.maximum(worked, 0) // MINUTE
    return whole


class _Table:
    """The prefix sums of a calendar as columns. Days are ordinals, except in `counted_from` and `time_before`: days since 1970."""

    def __init__(self, calendar: Calendar) -> None:
        table = calendar.table
        self.special, self.before = np.array(table.special, np.int64), np.array(table.before, np.int64)
        self.worked, self.fix = np.array(table.worked, np.bool_), np.array(table.fix, np.int64)
        self.opens, self.closes = np.array(table.opens, np.int64), np.array(table.closes, np.int64)
        self.sums, self.length, self.midnight = np.array(table.sums, np.int64), table.length, calendar.day_end is DayEnd.MIDNIGHT

    def days_before(self, day: Moments) -> Moments:
        weeks, rest = np.divmod(day - 1, 7)
        return 5 * weeks + np.minimum(rest, 5) + self.fix[np.searchsorted(self.special, day)]

    def nth(self, count: Moments) -> Moments:
        at = np.searchsorted(self.before, count, side="right")
        weeks, rest = np.divmod(count - self.fix[at], 5)
        found = 7 * weeks + rest + 1
        if not self.special.size:
            return found
        last = np.maximum(at - 1, 0)
        is_special = (at > 0) & self.worked[last] & (self.before[last] == count)
        return np.where(is_special, self.special[last], found)

    def works(self, day: Moments) -> NDArray[np.bool_]:
        weekday = (day - 1) % 7 < 5
        if not self.special.size:
            return weekday
        at = np.minimum(np.searchsorted(self.special, day), self.special.size - 1)
        return np.where(self.special[at] == day, self.worked[at], weekday)

    def next(self, day: Moments) -> Moments:
        return self.nth(self.days_before(day + 1))

    def snapped(self, day: Moments, moment: Moments) -> tuple[Moments, Moments]:
        session = np.searchsorted(self.closes, moment)
        inside = self.works(day) & (session < self.closes.size)
        opens = self.opens[np.minimum(session, self.closes.size - 1)]
        return np.where(inside, day, self.next(day)), np.where(inside, np.maximum(moment, opens), self.opens[0])

    def within(self, moment: Moments) -> Moments:
        at = np.searchsorted(self.opens, moment, side="right") - 1
        last = np.maximum(at, 0)
        return np.where(at < 0, 0, self.sums[last] + np.minimum(moment, self.closes[last]) - self.opens[last])

    def time_before(self, moments_: Moments) -> Moments:
        day, moment = np.divmod(moments_ + ZONE, DAY)
        day = day + EPOCH
        return self.days_before(day) * self.length + np.where(self.works(day), self.within(moment), 0)

    def counted_from(self, day: Moments, moment: Moments, term: Term) -> tuple[Moments, Moments]:
        if not term.after_cutoff or term.unit is Unit.SAME_DAY:
            return day, moment
        late = moment > micros(term.cutoff)
        return np.where(late, self.next(day + EPOCH) - EPOCH, day), np.where(late, self.opens[0], moment)

    def ended(self, day: Moments, moment: Moments, term: Term) -> tuple[Moments, Moments]:
        if term.unit is Unit.SAME_DAY:
            today = self.works(day) & (moment <= micros(term.cutoff))
            return np.where(today, day, self.next(day)), np.full_like(moment, self.closes[-1])
        if term.unit is Unit.WORKING_HOURS:
            return self.reached(*self.snapped(day, moment), term.amount * 60 * MINUTE)
        if term.unit is Unit.WORKING_DAYS:
            day, moment = self.snapped(day, moment)
            day = self.nth(self.days_before(day) + term.amount)
        else:
            day = day + term.amount if term.unit is Unit.DAYS else _months_later(day, term.amount)
            day = self.nth(self.days_before(day))  # itself if worked, else the next working day
        return day, np.full_like(moment, micros(MIDNIGHT)) if self.midnight else moment

    def reached(self, day: Moments, moment: Moments, more: int) -> tuple[Moments, Moments]:
        days, rest = np.divmod(self.days_before(day) * self.length + self.within(moment) + more, self.length)
        session = np.maximum(np.searchsorted(self.sums, rest) - 1, 0)
        at_end = rest == 0
        return self.nth(days - at_end), np.where(at_end, self.closes[-1], self.opens[session] + rest - self.sums[session])


def _months_later(day: Moments, amount: int) -> Moments:
    dates = (day - EPOCH).astype("datetime64[D]")
    month = dates.astype("datetime64[M]")
    first = (month + np.timedelta64(amount, "M")).astype("datetime64[D]")
    length = ((month + np.timedelta64(amount + 1, "M")).astype("datetime64[D]") - first).astype(np.int64)
    number = (dates - month.astype("datetime64[D]")).astype(np.int64)
    later: Moments = first.astype(np.int64) + np.minimum(number, length - 1) + EPOCH
    return later
