"""The working calendar changed by a notice: an explicit, recorded act. No promise moves by it; `acts/recount.py` does that when asked."""

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from motcua.acts.base import recording
from motcua.law.calendar import Special
from motcua.law.calendar_rules import CalendarRefused, Edit, check
from motcua.lib.ids import new_id
from motcua.lib.remembering import forget
from motcua.lib.saying import N_
from motcua.people.actor import Actor
from motcua.people.models import Agency
from motcua.people.rights import Deed
from motcua.worktime.calendars import calendar_of
from motcua.worktime.models import Outage, SpecialDay


def edit_calendar(edit: Edit, *, by: Actor, at: datetime, key: str) -> list[SpecialDay]:
    """Write a notice's days, closing the rows they replace; returns the rows written. Days that say the same already are left.

    Raises CalendarRefused, naming the rule, with nothing changed; NotAllowed; AlreadyDone for a key used before.
    """
    forget()
    check(calendar_of(None, at.date()), edit)
    words = {"off": _words(edit.off), "worked": _words(edit.worked), "removed": _words(edit.removed)}
    with recording(Deed.SET_CALENDAR, "calendar", new_id(), by=by, at=at, key=key, words=words):
        wanted = {**{d: (False, s) for d, s in edit.off.items()}, **{d: (True, s) for d, s in edit.worked.items()}}
        stand = {row.day: row for row in SpecialDay.objects.select_for_update().filter(known_to=None)}
        same = {d for d, (works, s) in wanted.items() if d in stand and _says(stand[d]) == (works, s.name, s.source, s.certainty)}
        replaced = [stand[d].pk for d in (*wanted, *edit.removed) if d in stand and d not in same]
        SpecialDay.objects.filter(pk__in=replaced).update(known_to=at)
        rows = [
            SpecialDay(
                day=d, works=works, name=s.name, source=s.source, certainty=s.certainty, provisional=s.certainty == "u", known_from=at
            )
            for d, (works, s) in sorted(wanted.items())
            if d not in same
        ]
        SpecialDay.objects.bulk_create(rows)
    return rows


def announce_outage(
    agencies: list[Agency], *, system: str, notice: str, start: datetime, end: datetime | None, by: Actor, at: datetime, key: str
) -> Outage:
    """Write an outage that the system's owner announced, with the reference of the notice (NĐ 301/2026 Điều 3 khoản 4).

    The clocks of the agencies' dossiers leave it out once it has ended. Raises CalendarRefused without agency, notice or order in time.
    """
    if not agencies or not notice.strip() or not system.strip():
        raise CalendarRefused("outage.announced", N_("Sự cố phải nêu hệ thống, số thông báo và cơ quan bị ảnh hưởng."))
    _check_interval(start, end)
    outage = Outage(system=system.strip(), notice=notice.strip(), start=start, end=end)
    words = {"system": outage.system, "notice": outage.notice, "agencies": [a.code for a in agencies], "start": start.isoformat()}
    with recording(Deed.SET_CALENDAR, "outage", outage.pk, by=by, at=at, key=key, words={**words, "end": end and end.isoformat()}):
        outage.save(force_insert=True)
        outage.agencies.set(agencies)
    return outage


def end_outage(outage: UUID, *, end: datetime, by: Actor, at: datetime, key: str) -> Outage:
    """Write when an announced outage ended. Raises CalendarRefused when that is before it began, or it has ended already."""
    with recording(Deed.SET_CALENDAR, "outage", outage, by=by, at=at, key=key, words={"end": end.isoformat()}):
        row = Outage.objects.select_for_update().get(pk=outage)
        if row.end:
            raise CalendarRefused("outage.interval", N_("Sự cố này đã kết thúc."))
        _check_interval(row.start, end)
        row.end = end
        row.save(update_fields=["end"])
    return row


def _words(days: Mapping[date, Special]) -> list[str]:
    return [f"{d.isoformat()}: {s.name}; {s.source} [{s.certainty}]" for d, s in sorted(days.items())]


def _says(row: SpecialDay) -> tuple[bool, str, str, str]:
    return row.works, row.name, row.source, row.certainty


def _check_interval(start: datetime, end: datetime | None) -> None:
    if end and end <= start:
        raise CalendarRefused("outage.interval", N_("Sự cố phải kết thúc sau khi bắt đầu."))
