"""A calendar compiled to prefix sums: working days and working time counted or found in O(log n), n being the special days.

Weeks repeat, so working days before a date are known in closed form; only special days correct them. There is no horizon.
Days are ordinals of the proleptic calendar (1 = Monday 1/1/0001), times are microseconds of the day.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time
from functools import lru_cache

MINUTE = 60_000_000  # microseconds
LAST_DAY = date.max.toordinal()


@dataclass(frozen=True)
class Worktable:
    """Prefix sums of one calendar value.

    `special` are ordinals at which a date differs from its week (a weekday off, a week-end worked), rising; `worked` tells which of
    them are worked; `fix[i]` corrects the count of weekdays before the i-th; `before[i]` are the working days before the i-th.
    `opens`, `closes` are the sessions of a day, `sums[i]` the working time of a day before session i, `length` that of a whole day.
    """

    special: tuple[int, ...]
    worked: tuple[bool, ...]
    fix: tuple[int, ...]
    before: tuple[int, ...]
    opens: tuple[int, ...]
    closes: tuple[int, ...]
    sums: tuple[int, ...]
    length: int

    def days_before(self, day: int) -> int:
        """Return how many working days lie before ordinal `day`."""
        return weekdays_before(day) + self.fix[bisect_left(self.special, day)]

    def works(self, day: int) -> bool:
        """Tell whether ordinal `day` is worked."""
        at = bisect_left(self.special, day)
        if at < len(self.special) and self.special[at] == day:
            return self.worked[at]
        return (day - 1) % 7 < 5

    def nth(self, count: int) -> int:
        """Return the ordinal of the working day that has `count` working days before it: the inverse of `days_before`."""
        at = bisect_right(self.before, count)
        if at and self.worked[at - 1] and self.before[at - 1] == count:
            return self.special[at - 1]
        weeks, rest = divmod(count - self.fix[at], 5)
        return 7 * weeks + rest + 1

    def time_before(self, day: int, moment: int) -> int:
        """Return the working time, microseconds, from the beginning of the calendar to `moment` of ordinal `day`."""
        inside = self.within(moment) if self.works(day) else 0
        return self.days_before(day) * self.length + inside

    def within(self, moment: int) -> int:
        """Return the working time of a working day up to `moment` of it."""
        at = bisect_right(self.opens, moment) - 1
        return 0 if at < 0 else self.sums[at] + min(moment, self.closes[at]) - self.opens[at]

    def reached(self, worked: int) -> tuple[int, int]:
        """Return the first (ordinal, moment) at which `worked` microseconds have been worked: an end of session, not the next opening."""
        day, rest = divmod(worked, self.length)
        if rest == 0:
            return self.nth(day - 1), self.closes[-1]
        at = bisect_left(self.sums, rest) - 1
        return self.nth(day), self.opens[at] + rest - self.sums[at]


def weekdays_before(day: int) -> int:
    """Return the Mondays to Fridays before ordinal `day`."""
    weeks, rest = divmod(day - 1, 7)
    return 5 * weeks + min(rest, 5)


def compiled(sessions: Iterable[tuple[time, time]], off: Iterable[date], swapped: Iterable[date]) -> Worktable:
    """Return the table of a calendar value, built once for equal values. A date both off and swapped is worked."""
    worked = frozenset(d.toordinal() for d in swapped)
    return _compiled(tuple((micros(o), micros(c)) for o, c in sessions), frozenset(d.toordinal() for d in off) - worked, worked)


@lru_cache(maxsize=512)
def _compiled(sessions: tuple[tuple[int, int], ...], off: frozenset[int], worked: frozenset[int]) -> Worktable:
    special = sorted([d for d in off if (d - 1) % 7 < 5] + [d for d in worked if (d - 1) % 7 >= 5])
    fix = [0]
    for day in special:
        fix.append(fix[-1] + (1 if day in worked else -1))
    sums = [0]
    for opens, closes in sessions:
        sums.append(sums[-1] + closes - opens)
    return Worktable(
        special=tuple(special),
        worked=tuple(d in worked for d in special),
        fix=tuple(fix),
        before=tuple(weekdays_before(d) + f for d, f in zip(special, fix, strict=False)),
        opens=tuple(o for o, _ in sessions),
        closes=tuple(c for _, c in sessions),
        sums=tuple(sums[:-1]),
        length=sums[-1],
    )


def micros(moment: time) -> int:
    """Return the microseconds of the day at `moment`."""
    return ((moment.hour * 60 + moment.minute) * 60 + moment.second) * 1_000_000 + moment.microsecond
