"""Set what the city decides from a day on: calendar, sessions, dated settings."""

from datetime import date, datetime, time
from typing import Any

from motcua.acts.base import recording
from motcua.lib.ids import new_id
from motcua.people.actor import Actor
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


def set_session(opens: time, closes: time, *, valid_from: date, by: Actor, at: datetime) -> WorkSession:
    """Write a session of the city's working day, once."""
    found = WorkSession.objects.filter(agency=None, opens=opens, closes=closes, valid_from=valid_from).first()
    if found:
        return found
    session = WorkSession(opens=opens, closes=closes, valid_from=valid_from)
    with recording(Deed.SET_CALENDAR, "session", session.pk, by=by, at=at, key=f"session:{opens}:{closes}:{valid_from}"):
        session.save(force_insert=True)
    return session


def set_policy(name: str, value: Any, *, says: str, source: str, certainty: str, valid_from: date, by: Actor, at: datetime) -> Setting:
    """Write a dated setting, once for its day."""
    found = Setting.objects.filter(name=name, valid_from=valid_from).first()
    if found:
        return found
    setting = Setting(name=name, value=value, says=says, source=source, certainty=certainty, valid_from=valid_from)
    with recording(Deed.SET_POLICY, "setting", setting.pk, by=by, at=at, key=f"setting:{name}:{valid_from}", words={"value": value}):
        setting.save(force_insert=True)
    return setting
