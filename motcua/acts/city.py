"""Set what the city decides from a day on: calendar, sessions, dated settings."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from motcua.acts.base import recording
from motcua.law.calendar import HANOI, DayEnd, Session
from motcua.law.figures import FigureRefused, check_day, check_figure, check_sourced
from motcua.law.sessions import Span, check_sessions, check_span, check_whole
from motcua.lib.ids import new_id
from motcua.lib.saying import N_
from motcua.people.actor import Actor
from motcua.people.models import Agency
from motcua.people.rights import Deed
from motcua.policy.models import Setting
from motcua.worktime.models import SpecialDay, WorkSession


def set_special_day(day: date, *, works: bool, name: str, source: str, certainty: str, by: Actor, at: datetime) -> SpecialDay:
    """Write a day off or a Saturday worked instead, as the city ships with; the same day again with the same words changes nothing.

    Other words close the row and write another: a promise stays explained by the calendar it was made with.
    """
    found = SpecialDay.objects.filter(day=day, known_to=None).first()
    if found and (found.works, found.name, found.source, found.certainty) == (works, name, source, certainty):
        return found
    special = SpecialDay(day=day, works=works, name=name, source=source, certainty=certainty, provisional=certainty == "u")
    key = f"day:{day.isoformat()}:{new_id().hex}"
    with recording(Deed.SET_CALENDAR, "day", special.pk, by=by, at=at, key=key, words={"name": name, "works": works, "source": source}):
        if found:
            SpecialDay.objects.filter(pk=found.pk).update(known_to=at)
            special.known_from = at
        special.save(force_insert=True)
    return special


def set_sessions(
    agency: Agency | None,
    sessions: Sequence[Session],
    *,
    span: Span,
    day_end: DayEnd = DayEnd.CLOCK,
    source: str = "",
    by: Actor,
    at: datetime,
    key: str,
) -> list[WorkSession]:
    """Write the hours of an agency, or (None) of the whole city, for the days of `span`; what held on other days holds on.

    No session for an agency: it keeps the city's hours again. Raises CalendarRefused, naming the rule (order, overlap, dates, past,
    hole), with nothing changed; NotAllowed; AlreadyDone for a key used before.
    """
    check_sessions(sessions)
    stand = WorkSession.objects.filter(agency=agency)
    founding = agency is None and not stand.exists()  # the first hours of a city begin when its data begin
    check_span(span, span.first if founding else at.astimezone(HANOI).date())
    hours = [f"{s.opens:%H:%M}-{s.closes:%H:%M}" for s in sessions]
    days = {"from": span.first.isoformat(), "to": span.last and span.last.isoformat()}
    words = {"agency": agency.code if agency else "", "hours": hours, "day_end": day_end.value, "source": source, **days}
    with recording(Deed.SET_CALENDAR, "session", new_id(), by=by, at=at, key=key, words=words):
        for row in stand.select_for_update():
            _trim(row, span)
        made = [
            WorkSession(
                agency=agency, opens=s.opens, closes=s.closes, day_end=day_end, source=source, valid_from=span.first, valid_to=span.last
            )
            for s in sessions
        ]
        WorkSession.objects.bulk_create(made)
        if agency is None:
            check_whole(Span(first, last) for first, last in stand.values_list("valid_from", "valid_to"))
    return made


def _trim(row: WorkSession, span: Span) -> None:
    """Let a row hold only on the days that `span` leaves it."""
    left = Span(row.valid_from, row.valid_to).without(span)
    if left == [Span(row.valid_from, row.valid_to)]:
        return
    row.delete()
    for each in left:
        row.pk, row.valid_from, row.valid_to = new_id(), each.first, each.last
        row.save(force_insert=True)


def set_policy(name: str, value: Any, *, says: str, source: str, certainty: str, valid_from: date, by: Actor, at: datetime) -> Setting:
    """Write a dated setting, once for its day."""
    found = Setting.objects.filter(name=name, valid_from=valid_from).first()
    if found:
        return found
    setting = Setting(name=name, value=value, says=says, source=source, certainty=certainty, valid_from=valid_from)
    with recording(Deed.SET_POLICY, "setting", setting.pk, by=by, at=at, key=f"setting:{name}:{valid_from}", words={"value": value}):
        setting.save(force_insert=True)
    return setting


def change_policy(name: str, value: Any, *, source: str, certainty: str, valid_from: date, by: Actor, at: datetime, key: str) -> Setting:
    """Write the next value of a setting that stands, from a day on; the value before it holds for the days before.

    Raises FigureRefused for a value of another kind, without source, from a day that has passed or that has its value already.
    """
    before = Setting.objects.filter(name=name, valid_from__lte=valid_from).order_by("-valid_from").first()
    if before is None:
        raise FigureRefused(N_("Không có thiết lập %(name)s."), name=name)
    check_figure(name, value, before.value)
    check_sourced(source, certainty)
    check_day(valid_from, at.astimezone(HANOI).date())
    words = {"name": name, "value": value, "before": before.value, "source": source, "certainty": certainty, "from": valid_from.isoformat()}
    setting = Setting(name=name, value=value, says=before.says, source=source.strip(), certainty=certainty, valid_from=valid_from)
    with recording(Deed.SET_POLICY, "setting", setting.pk, by=by, at=at, key=key, words=words):
        if Setting.objects.filter(name=name, valid_from=valid_from).exists():
            words_of = N_("%(name)s đã có giá trị từ ngày %(day)s. Chọn một ngày khác.")
            raise FigureRefused(words_of, name=name, day=f"{valid_from:%d/%m/%Y}")
        setting.save(force_insert=True)
    return setting
