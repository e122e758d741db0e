"""A dossier's clock read from its rows, as the one value that law/clock.py counts."""

from collections.abc import Sequence
from datetime import datetime

from motcua.dossiers.matters import Extension
from motcua.dossiers.models import Dossier, Step
from motcua.dossiers.promises import Promise
from motcua.law.calendar import HANOI, Calendar
from motcua.law.clock import Clock, Extended, Mode, Stop, counting
from motcua.law.terms import Pause, Term
from motcua.worktime.calendars import calendar_of, outages_of

BY_CALENDAR = (Promise.Why.START, Promise.Why.RESUME, Promise.Why.RECOUNT)


def second_term(dossier: Dossier) -> Term | None:
    """Return the term of giai đoạn 2 that the procedure publishes (`term` of the second of its `phases`), or None."""
    return dossier.revision.second_term()


def clock_of(dossier: Dossier) -> Clock | None:
    """Return the dossier's clock; None before it starts. Two queries, unless pauses and extension were read with it."""
    if dossier.clock_from is None:
        return None
    stops = [Stop(p.start.astimezone(HANOI), p.end and p.end.astimezone(HANOI), p.why, Mode(p.mode)) for p in dossier.pauses.all()]
    extension: Extension | None = getattr(dossier, "extension", None)
    return Clock(
        starts=dossier.clock_from.astimezone(HANOI),
        term=dossier.revision.legal_term(),
        stops=tuple(stops),
        outages=outages_of(dossier.competent_id),
        second=second_term(dossier),
        extended=Extended(extension.until, extension.made_at) if extension else None,
    )


def calendar_for(dossier: Dossier, clock: Clock, known_at: datetime | None = None) -> Calendar:
    """Return the competent agency's calendar with the sessions of the day the running term began; `known_at` as in `calendar_of`."""
    return calendar_of(dossier.competent_id, counting(clock).starts.astimezone(HANOI).date(), known_at)


def calendar_shown(dossier: Dossier, clock: Clock) -> Calendar:
    """Return the calendar that the promise in force was counted by: later edits do not change what was said. One query."""
    made = dossier.promises.filter(why__in=BY_CALENDAR).order_by("-id").values_list("made_at", flat=True).first()
    return calendar_for(dossier, clock, made)


def used(step: Step, calendar: Calendar, stops: Sequence[Pause], now: datetime) -> int:
    """Return the working minutes a step has used by `now`, the stops of the clock not counted."""
    whole = calendar.minutes_between(step.started_at, now)
    stood = sum(calendar.minutes_between(max(s.start, step.started_at), min(s.end or now, now)) for s in stops)
    return max(0, whole - stood)
