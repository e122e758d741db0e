"""A dossier's clock as one value: when it starts, what stops it, its phases, the one extension; and the promise that follows.

Every list, slip, job and page asks here. Stops are intervals with the way they count; nothing is ever edited.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from motcua.law.calendar import Calendar
from motcua.law.cites import cites
from motcua.law.deadlines import Due, explain, with_pauses
from motcua.law.extension import shifted
from motcua.law.terms import Pause, Term


class Mode(StrEnum):
    """What the end of a stop does to the term: counts it anew, goes on with it, or begins the second phase."""

    RESTART = "restart"
    PAUSE = "pause"
    PHASE = "phase"


@dataclass(frozen=True)
class Stop(Pause):
    """A stop of the clock for the applicant: a supplement (restart or pause, by regime) or a financial duty (pause or phase)."""

    mode: Mode = Mode.PAUSE


@dataclass(frozen=True)
class Extended:
    """The one extension: the moment promised with the apology, and when it was given."""

    until: datetime
    given_at: datetime


@dataclass(frozen=True)
class Clock:
    """What a promise is counted from. `second` is the term of giai đoạn 2, begun where a stop of mode PHASE ends."""

    starts: datetime
    term: Term
    stops: tuple[Stop, ...] = ()
    outages: tuple[Pause, ...] = ()
    second: Term | None = None
    extended: Extended | None = None


@dataclass(frozen=True)
class Counting:
    """What is counted at present: the term that runs, from where, and the intervals left out of it."""

    starts: datetime
    term: Term
    pauses: tuple[Pause, ...]
    phase: int


@cites("309/2026/NĐ-CP", "Điều 8 khoản 3")
def starts_at(received_at: datetime | None, competent_at: datetime | None, *, same_agency: bool) -> datetime | None:
    """Return when the clock starts: at the receipt, or for a dossier taken in elsewhere when the competent agency has it; None before."""
    return received_at if same_agency else competent_at


@cites("61/2018/NĐ-CP", "Điều 19 khoản 4")
def counting(clock: Clock) -> Counting:
    """Return what is counted: after a supplement that restarts, the whole term anew; after the duty of phase one, the second term.

    A restart within the second phase counts the second term anew. An announced outage is left out of whatever runs (NĐ 301/2026
    Điều 3 khoản 4).
    """
    starts, term, phase, pauses = clock.starts, clock.term, 1, list[Pause]()
    for stop in sorted((s for s in clock.stops if s.end), key=lambda s: s.start):
        assert stop.end is not None
        begins_second = stop.mode is Mode.PHASE and clock.second is not None and phase == 1
        if begins_second and clock.second:
            term, phase = clock.second, 2
        if begins_second or stop.mode is Mode.RESTART:
            starts, pauses = max(starts, stop.end), []
        else:
            pauses.append(stop)
    return Counting(starts, term, (*pauses, *clock.outages), phase)


def promised_at(clock: Clock, calendar: Calendar) -> datetime:
    """Return the promise in force. An extension holds unless the term counted anew ends later; stops after it move it."""
    now = counting(clock)
    counted = with_pauses(now.starts, now.term, calendar, now.pauses)
    return counted if clock.extended is None else max(counted, _extended(clock, clock.extended, calendar))


def explained(clock: Clock, calendar: Calendar) -> Due:
    """Return the count of the term that runs, for 'why this date?': what the law's term gives, before any extension."""
    now = counting(clock)
    return explain(now.starts, now.term, calendar, now.pauses)


def standing(stops: Sequence[Pause]) -> Pause | None:
    """Return the stop that still lasts, or None: while it does, no promise can be given."""
    return next((s for s in stops if s.end is None), None)


@cites("61/2018/NĐ-CP", "Điều 19 khoản 9")
def _extended(clock: Clock, extended: Extended, calendar: Calendar) -> datetime:
    """Return the extended promise, moved by the working time in which the clock stood still after it was given."""
    later = [s for s in (*clock.stops, *clock.outages) if s.end and s.end > extended.given_at]
    lost = sum(calendar.minutes_between(max(s.start, extended.given_at), s.end) for s in later if s.end)
    return shifted(extended.until, lost, calendar)
