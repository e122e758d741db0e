"""The calendar of an agency, read from its rows: as it is, or as it was known when a promise was made."""

from bisect import bisect_right
from datetime import UTC, date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from motcua.law.calendar import Calendar, CalendarError, DayEnd, Session, Special
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


@for_a_moment
def _calendar(agency_id: UUID | None, day: date, version: datetime | None) -> Calendar:
    valid = Q(valid_to=None) | Q(valid_to__gte=day)
    rows = list(WorkSession.objects.filter(valid, Q(agency=agency_id) | Q(agency=None), valid_from__lte=day))
    own = [r for r in rows if r.agency_id == agency_id] or [r for r in rows if r.agency_id is None]
    if not own:
        raise CalendarError(N_("Chưa có ca làm việc nào được khai: nạp dữ liệu của thành phố trước."))
    specials = list(_known(version))
    return Calendar(
        sessions=tuple(Session(r.opens, r.closes) for r in own),
        days_off={s.day: Special(s.name, s.source, s.certainty) for s in specials if not s.works},
        swap_days={s.day: Special(s.name, s.source, s.certainty) for s in specials if s.works},
        day_end=DayEnd(own[-1].day_end),
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
