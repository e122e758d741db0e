"""Why a date: the engine's count of a dossier's clock as every page tells it, to the applicant and to officers alike."""

import re
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from motcua.catalogue.models import Revision, words
from motcua.dossiers.clocks import calendar_shown
from motcua.dossiers.models import Dossier
from motcua.law.calendar import DAY_MINUTES, HANOI, Calendar
from motcua.law.clock import Clock, Mode, counting, explained
from motcua.law.terms import Pause, Term, Unit
from motcua.lib.saying import say
from motcua.people.models import Agency
from motcua.worktime.calendars import calendar_of, outages_of

_WHOLE_DAY = 24 * 60
_MARK = re.compile(r" \[(\w)\]$")


class Begun(StrEnum):
    """From what the running term counts: a receipt, the competent agency's receipt, a supplement, the end of phase one."""

    RECEIVED = "received"
    ELSEWHERE = "elsewhere"
    SUPPLIED = "supplied"
    PHASE = "phase"


@dataclass(frozen=True)
class Reasons:
    """A promised moment with its reasons; `at` is what the term gives, `promised` the promise in force (later if extended).

    `counted` are days and working minutes, `skipped` days and why they do not count; `sources` bear no marks of certainty.
    """

    at: datetime
    promised: datetime
    start: datetime
    begun: Begun
    term: str
    same_day: bool
    counted: list[tuple[date, int]]
    skipped: list[tuple[date, str]]
    pauses: list[Pause]
    basis: str
    sources: list[str]
    day_minutes: int = DAY_MINUTES  # of a counted day: a working day's, or all of a calendar day's
    kept: bool = False  # promised by the system this one took over from, and kept as it was

    @property
    def today(self) -> bool:
        """Tell whether it ends on the day it starts."""
        return self.at.astimezone(HANOI).date() == self.start.astimezone(HANOI).date()

    @property
    def extended(self) -> bool:
        """Tell whether the agency apologised and promised a later moment."""
        return self.promised > self.at and not self.kept


def if_filed(revision: Revision, now: datetime, agency: Agency | None = None) -> Reasons:
    """Return what would be promised were a complete dossier taken in at `now`; by the city's calendar while no agency is chosen."""
    start = now.astimezone(HANOI)
    clock = Clock(start, revision.legal_term(), outages=outages_of(agency.pk) if agency else ())
    return _reasons(revision, clock, calendar_of(agency.pk if agency else None, start.date()), Begun.RECEIVED)


def why(dossier: Dossier, clock: Clock | None) -> Reasons | None:
    """Return the reasons of the promise in force, by the calendar it was counted with; None before the clock starts. One query."""
    if clock is None:
        return None
    here = dossier.received_at is None or dossier.received_at == dossier.clock_from
    first = Begun.RECEIVED if here else Begun.ELSEWHERE
    reasons = _reasons(dossier.revision, clock, calendar_shown(dossier, clock), first)
    promised = dossier.promised_at
    if promised and promised != reasons.promised and getattr(dossier, "taken_over", None):
        return replace(reasons, promised=promised, kept=True)
    return reasons


def _reasons(revision: Revision, clock: Clock, calendar: Calendar, first: Begun) -> Reasons:
    now, due = counting(clock), explained(clock, calendar)
    basis = revision.facts.get("term_basis")
    pauses = [p for p in now.pauses if p.end and p.end > now.starts and p.start < due.at]
    return Reasons(
        at=due.at,
        promised=max(due.at, clock.extended.until) if clock.extended else due.at,
        start=now.starts,
        begun=_begun(clock, now.starts, first),
        term=term_words(now.term),
        same_day=now.term.unit is Unit.SAME_DAY and not pauses,
        counted=due.counted,
        day_minutes=_WHOLE_DAY if now.term.unit in (Unit.DAYS, Unit.MONTHS) else DAY_MINUTES,
        skipped=[(day, say(reason)) for day, reason in due.skipped],
        pauses=[Pause(p.start, p.end, say(p.why)) for p in sorted(pauses, key=lambda p: p.start)],
        basis=words(basis) if basis else "",
        sources=[_source(each) for each in due.sources],
    )


def _begun(clock: Clock, starts: datetime, first: Begun) -> Begun:
    modes = [s.mode for s in clock.stops if s.end == starts and s.mode is not Mode.PAUSE]
    if not modes:
        return first
    return Begun.SUPPLIED if Mode.RESTART in modes or clock.second is None else Begun.PHASE


def _source(source: str) -> str:
    """A source of the calendar without its mark; one that nobody has verified says so in words."""
    found = _MARK.search(source)
    name = source[: found.start()] if found else source
    return _("%(source)s (chưa xác minh)") % {"source": name} if found and found[1] == "u" else name


def term_words(term: Term) -> str:
    """Return a settlement term in the reader's language, the procedure's cut-off told where it counts."""
    hour = {"hour": f"{term.cutoff:%H:%M}"}
    if term.unit is Unit.SAME_DAY:
        return _("Trong ngày; tiếp nhận sau %(hour)s thì ngày làm việc tiếp theo") % hour
    amount = {
        Unit.WORKING_DAYS: ngettext("%(n)d ngày làm việc", "%(n)d ngày làm việc", term.amount),
        Unit.WORKING_HOURS: ngettext("%(n)d giờ làm việc", "%(n)d giờ làm việc", term.amount),
        Unit.DAYS: ngettext("%(n)d ngày", "%(n)d ngày", term.amount),
        Unit.MONTHS: ngettext("%(n)d tháng", "%(n)d tháng", term.amount),
    }[term.unit] % {"n": term.amount}
    return (
        _("%(amount)s; tiếp nhận sau %(hour)s thì tính từ ngày làm việc tiếp theo") % {"amount": amount, **hour}
        if term.after_cutoff
        else amount
    )
