"""When it is ready, and why that date: the engine's own counting, shown to the person."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from motcua.acts.promises import RESTART
from motcua.catalogue.models import Revision
from motcua.doors.portal.words import term_words, two
from motcua.dossiers.models import Dossier
from motcua.law.calendar import HANOI, Calendar
from motcua.law.deadlines import Due, Pause, Unit, explain
from motcua.people.models import Agency
from motcua.worktime.calendars import calendar_of


@dataclass(frozen=True)
class Promise:
    """A promised moment with its reasons. `counted` are days and working minutes, `skipped` days and why they do not count."""

    at: datetime
    start: datetime
    term: str
    same_day: bool
    counted: list[tuple[date, int]]
    skipped: list[tuple[date, str]]
    pauses: list[Pause]
    basis: str
    sources: list[str]

    @property
    def today(self) -> bool:
        """Tell whether it ends on the day it starts."""
        return self.at.date() == self.start.date()


def if_filed(revision: Revision, now: datetime, agency: Agency | None = None) -> Promise:
    """Return what would be promised were a complete dossier taken in at `now`; by the city's calendar while no agency is chosen."""
    return _promise(revision, now.astimezone(HANOI), calendar_of(agency.pk if agency else None, now.astimezone(HANOI).date()), [])


def of_dossier(dossier: Dossier) -> Promise | None:
    """Return the reasons of the promise in force; None before the clock starts."""
    if dossier.clock_from is None:
        return None
    start, pauses = dossier.clock_from.astimezone(HANOI), [Pause(p.start, p.end, p.why) for p in dossier.pauses.all()]
    ended = [p.end for p in pauses if p.end]
    if ended and dossier.revision.supplement_mode == RESTART:
        start, pauses = max(ended).astimezone(HANOI), []
    return _promise(dossier.revision, start, calendar_of(dossier.competent_id, start.date()), pauses)


def _promise(revision: Revision, start: datetime, calendar: Calendar, pauses: list[Pause]) -> Promise:
    term = revision.legal_term()
    due: Due = explain(start, term, calendar, pauses)
    return Promise(
        at=due.at,
        start=start,
        term=term_words(term),
        same_day=term.unit is Unit.SAME_DAY,
        counted=due.counted,
        skipped=[(day, _why_off(why)) for day, why in due.skipped],
        pauses=[p for p in pauses if p.end],
        basis=two(revision.facts.get("term_basis")),
        sources=[_source(each) for each in due.sources],
    )


def _source(source: str) -> str:
    """A source of the calendar without its mark; one that nobody has verified says so in words."""
    name, _bracket, mark = source.rpartition(" [")
    return _("%(source)s (chưa xác minh)") % {"source": name} if mark == "u]" else name


def _why_off(why: str) -> str:
    """The week-end in the reader's language; a holiday keeps its own name."""
    return {"Thứ Bảy": _("thứ Bảy"), "Chủ nhật": _("Chủ nhật")}.get(why, why)
