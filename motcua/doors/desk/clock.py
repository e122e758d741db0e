"""Why this date, and how much of the present step's time is used: the engine's own counting."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from motcua.acts.promises import RESTART
from motcua.dossiers.models import Dossier, Step
from motcua.law.calendar import HANOI, Calendar
from motcua.law.deadlines import Pause, Term, Unit, explain
from motcua.ui.words import Words


@dataclass(frozen=True)
class Reasons:
    """The reasons of the promise in force. `counted`: days with working minutes; `skipped`: days with the reason."""

    start: datetime
    again: bool
    term: str
    counted: list[tuple[date, int]]
    skipped: list[tuple[date, str]]
    pauses: list[Pause]
    at: datetime
    basis: str
    sources: list[str]


def pauses_of(dossier: Dossier) -> list[Pause]:
    """Return the intervals that are not counted, first to last. One query."""
    return [Pause(p.start, p.end, _(p.why) if p.why else "") for p in dossier.pauses.order_by("start")]


def reasons(dossier: Dossier, calendar: Calendar, pauses: list[Pause]) -> Reasons | None:
    """Return why the promise in force is what it is; None before the clock starts.

    Where the procedure counts anew after a supplement, the count begins at the last answer (NĐ 61/2018 Điều 19 khoản 4).
    """
    if dossier.clock_from is None:
        return None
    ended = [p.end for p in pauses if p.end]
    again = bool(ended) and dossier.revision.supplement_mode == RESTART
    start = max(ended) if again else dossier.clock_from
    term = dossier.revision.legal_term()
    due = explain(start.astimezone(HANOI), term, calendar, [] if again else pauses)
    basis = dossier.revision.facts.get("term_basis")
    return Reasons(
        start=start,
        again=again,
        term=term_words(term),
        counted=due.counted,
        skipped=due.skipped,
        pauses=[p for p in pauses if p.end],
        at=due.at,
        basis=str(Words.of(basis)) if basis else "",
        sources=due.sources,
    )


def term_words(term: Term) -> str:
    """Return a term in the reader's language."""
    if term.unit is Unit.SAME_DAY:
        return _("trong ngày; nhận sau %(hour)s thì ngày làm việc tiếp theo") % {"hour": term.cutoff.strftime("%H:%M")}
    words = {
        Unit.WORKING_DAYS: ngettext("%(n)d ngày làm việc", "%(n)d ngày làm việc", term.amount),
        Unit.WORKING_HOURS: ngettext("%(n)d giờ làm việc", "%(n)d giờ làm việc", term.amount),
        Unit.DAYS: ngettext("%(n)d ngày", "%(n)d ngày", term.amount),
        Unit.MONTHS: ngettext("%(n)d tháng", "%(n)d tháng", term.amount),
    }
    return words[term.unit] % {"n": term.amount}


def used(step: Step, calendar: Calendar, pauses: list[Pause], now: datetime) -> int:
    """Return the working minutes this step has used, pauses not counted."""
    whole = calendar.minutes_between(step.started_at, now)
    paused = sum(calendar.minutes_between(max(p.start, step.started_at), min(p.end or now, now)) for p in pauses)
    return max(0, whole - paused)
