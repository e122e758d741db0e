"""Values the due-date engine counts with: a term, and an interval that is not counted."""

import re
from dataclasses import dataclass
from datetime import datetime, time
from enum import StrEnum

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
    """A term that cannot be counted: zero, negative, of an unknown unit, or longer than time itself."""


@dataclass(frozen=True)
class Term:
    """A legal time limit: `amount` of `unit`; for same-day, `cutoff` is the last minute that still counts for today.

    `after_cutoff` is a procedure's own flag for longer terms: what comes after the cut-off counts from the next working day.
    """

    unit: Unit
    amount: int = 1
    cutoff: time = CUTOFF
    after_cutoff: bool = False

    def __post_init__(self) -> None:
        if self.amount < 1:
            raise TermError(N_("Thời hạn phải từ 1 trở lên, không phải %(amount)s."), amount=self.amount)

    @classmethod
    def parse(cls, text: str, cutoff: time = CUTOFF, *, after_cutoff: bool = False) -> "Term":
        """Return the term written as 5wd, 12wh, 10d, 2m or same-day. Raises TermError."""
        if text == Unit.SAME_DAY:
            return cls(Unit.SAME_DAY, 1, cutoff)
        found = re.fullmatch(r"(\d{1,9})(wd|wh|d|m)", text)
        if not found:
            raise TermError(N_("Không hiểu thời hạn “%(text)s”: viết như 5wd, 12wh, 10d, 2m hoặc same-day."), text=text)
        return cls(Unit(found[2]), int(found[1]), cutoff, after_cutoff)

    def __str__(self) -> str:
        return str(self.unit) if self.unit is Unit.SAME_DAY else f"{self.amount}{self.unit}"


@dataclass(frozen=True)
class Pause:
    """An interval that the clock does not count; `end` None while it lasts."""

    start: datetime
    end: datetime | None
    why: str = ""

    def __post_init__(self) -> None:
        if self.end and self.end < self.start:
            raise TermError(N_("Khoảng tạm dừng kết thúc trước khi bắt đầu."))
