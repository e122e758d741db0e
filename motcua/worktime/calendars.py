"""The calendar of an agency, read from its rows."""

from datetime import date
from uuid import UUID

from django.db.models import Q

from motcua.law.calendar import Calendar, CalendarError, Session, Special
from motcua.lib.remembering import for_a_moment
from motcua.lib.saying import N_
from motcua.worktime.models import SpecialDay, WorkSession


@for_a_moment
def calendar_of(agency_id: UUID | None, day: date) -> Calendar:
    """Return the calendar of an agency with the sessions in force on `day`: its own, else the city's.

    Raises CalendarError when no sessions are loaded. Two queries, remembered for a moment.
    """
    valid = Q(valid_to=None) | Q(valid_to__gte=day)
    rows = list(WorkSession.objects.filter(valid, Q(agency=agency_id) | Q(agency=None), valid_from__lte=day))
    own = [r for r in rows if r.agency_id == agency_id] or [r for r in rows if r.agency_id is None]
    if not own:
        raise CalendarError(N_("Chưa có ca làm việc nào được khai: nạp dữ liệu của thành phố trước."))
    specials = list(SpecialDay.objects.all())
    return Calendar(
        sessions=tuple(Session(r.opens, r.closes) for r in own),
        days_off={s.day: Special(s.name, s.source, s.certainty) for s in specials if not s.works},
        swap_days={s.day: Special(s.name, s.source, s.certainty) for s in specials if s.works},
    )
