"""The calendar of an agency, read from its rows: as it is, or as it was known when a promise was made."""

from bisect import bisect_right
from datetime import UTC, date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from motcua.law.calendar import Calendar, CalendarError, DayEnd, Session, Special
from motcua.law.calendar_rules import Edit
from motcua.law.terms import Pause
from motcua.lib.remembering import for_a_moment
from motcua.lib.saying import N_, say
from motcua.worktime.models import Outage, SpecialDay, WorkSession


def calendar_of(agency_id: UUID | None, day: date, known_at: datetime | None = None) -> Calendar:
    """Return the calendar of an agency with the sessions in force on `day`: its own, else the city's.

    With `known_at`, the days off are those known at that moment. Raises CalendarError when no sessions are loaded. Two queries,
    remembered for a moment.
    """
    return _calendar(agency_id, day, _version(known_at) if known_at else None)


@for_a_moment
def outages_of(agency_id: UUID) -> tuple[Pause, ...]:
    """Return the announced outages of an agency, first to last, each with its notice. One query, remembered for a moment."""
    words = N_("Sự cố %(system)s, thông báo %(notice)s")
    rows = Outage.objects.filter(agencies=agency_id)
    return tuple(Pause(o.start, o.end, say(words, system=o.system, notice=o.notice)) for o in rows)


class Calendars:
    """The calendars in force of every agency, read at once: for work on many dossiers. Two queries in all."""

    def __init__(self, edit: Edit | None = None) -> None:
        """Read sessions and special days; with `edit`, answer as the calendars would be after it."""
        self._rows = list(WorkSession.objects.all())
        self._specials, self._edit = list(_known(None)), edit
        self._of_day: dict[tuple[UUID | None, date], Calendar] = {}
        self._of_rows: dict[tuple[UUID, ...], Calendar] = {}

    def of(self, agency_id: UUID | None, day: date) -> Calendar:
        """Return what `calendar_of` returns; agencies with the same sessions share one calendar. Raises CalendarError."""
        found = self._of_day.get((agency_id, day))
        if found is None:
            found = self._of_day[agency_id, day] = self._read(agency_id, day)
        return found

    def _read(self, agency_id: UUID | None, day: date) -> Calendar:
        rows = [r for r in self._rows if r.valid_from <= day and (r.valid_to is None or r.valid_to >= day)]
        own = _own(rows, agency_id)
        key = tuple(r.pk for r in own)
        if key not in self._of_rows:
            calendar = _built(own, self._specials)
            self._of_rows[key] = self._edit.applied(calendar) if self._edit else calendar
        return self._of_rows[key]


@for_a_moment
def _calendar(agency_id: UUID | None, day: date, version: datetime | None) -> Calendar:
    valid = Q(valid_to=None) | Q(valid_to__gte=day)
    rows = WorkSession.objects.filter(valid, Q(agency=agency_id) | Q(agency=None), valid_from__lte=day)
    return _built(_own(list(rows), agency_id), list(_known(version)))


def _own(rows: list[WorkSession], agency_id: UUID | None) -> list[WorkSession]:
    return [r for r in rows if r.agency_id == agency_id] or [r for r in rows if r.agency_id is None]


def _built(rows: list[WorkSession], specials: list[SpecialDay]) -> Calendar:
    if not rows:
        raise CalendarError(N_("Chưa có ca làm việc nào được khai: nạp dữ liệu của thành phố trước."))
    return Calendar(
        sessions=tuple(Session(r.opens, r.closes) for r in rows),
        days_off={s.day: Special(s.name, s.source, s.certainty) for s in specials if not s.works},
        swap_days={s.day: Special(s.name, s.source, s.certainty) for s in specials if s.works},
        day_end=DayEnd(rows[-1].day_end),
    )


def _known(version: datetime | None) -> QuerySet[SpecialDay]:
    if version is None:
        return SpecialDay.objects.filter(known_to=None)
    begun = Q(known_from=None) | Q(known_from__lte=version)
    return SpecialDay.objects.filter(begun, Q(known_to=None) | Q(known_to__gt=version))


def _version(known_at: datetime) -> datetime | None:
    """Return the last change up to `known_at`, so that all who ask between two changes share an answer; None: nothing changed since."""
    changes = _changes()
    at = bisect_right(changes, known_at)
    if at == len(changes):
        return None
    return changes[at - 1] if at else datetime(1, 1, 2, tzinfo=UTC)


@for_a_moment
def _changes() -> list[datetime]:
    rows = SpecialDay.objects.exclude(known_from=None, known_to=None).values_list("known_from", "known_to")
    return sorted({moment for row in rows for moment in row if moment})
