"""Working hours declared from a day on: in order, apart from each other, and for the city no day without. Each rule refuses by its name."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from motcua.law.calendar import Session
from motcua.law.calendar_rules import CalendarRefused
from motcua.law.cites import cites
from motcua.lib.saying import N_

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Span:
    """Days on which some hours hold, both ends included; without `last`, until others follow."""

    first: date
    last: date | None = None

    def meets(self, other: "Span") -> bool:
        """Tell whether the two share a day."""
        return (self.last is None or other.first <= self.last) and (other.last is None or self.first <= other.last)

    def without(self, other: "Span") -> list["Span"]:
        """Return what is left of this span when `other` is taken out: none, one or two spans."""
        if not self.meets(other):
            return [self]
        before = [replace(self, last=other.first - DAY)] if self.first < other.first else []
        after = [Span(other.last + DAY, self.last)] if other.last and (self.last is None or other.last < self.last) else []
        return before + after


@cites("188/1999/QĐ-TTg", "Điều 1", "S")
def check_sessions(sessions: Sequence[Session]) -> None:
    """Raise CalendarRefused for a session that closes before it opens, or that lies over the one before."""
    for session in sessions:
        if session.opens >= session.closes:
            raise CalendarRefused("session.order", N_("Ca %(ca)s phải mở trước giờ đóng."), ca=_written(session))
    for before, after in pairwise(sorted(sessions, key=lambda s: s.opens)):
        if before.closes > after.opens:
            words = N_("Ca %(one)s và ca %(two)s chồng nhau.")
            raise CalendarRefused("session.overlap", words, one=_written(before), two=_written(after))


def check_span(span: Span, today: date) -> None:
    """Raise CalendarRefused for hours that end before they begin, or begin in the past: promises already given were counted by others."""
    if span.last and span.last < span.first:
        raise CalendarRefused("session.dates", N_("Ngày cuối phải từ ngày đầu trở đi."))
    if span.first < today:
        raise CalendarRefused("session.past", N_("Ca làm việc chỉ đổi từ hôm nay trở đi: ngày hẹn đã trả lời dân tính theo ca cũ."))


def check_whole(spans: Iterable[Span]) -> None:
    """Raise CalendarRefused unless the city's spans follow each other without a day between them, the last without an end."""
    held = sorted(set(spans), key=lambda s: s.first)
    for before, after in pairwise(held):
        if before.last is not None and after.first > before.last + DAY:
            raise CalendarRefused("session.hole", N_("Từ %(day)s không có ca làm việc nào."), day=f"{before.last + DAY:%d/%m/%Y}")
    if not held or held[-1].last is not None:
        day = f"{held[-1].last + DAY:%d/%m/%Y}" if held and held[-1].last else "…"
        raise CalendarRefused("session.hole", N_("Từ %(day)s không có ca làm việc nào."), day=day)


def _written(session: Session) -> str:
    return f"{session.opens:%H:%M}-{session.closes:%H:%M}"
