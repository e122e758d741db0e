"""When a clock calls for somebody: before its end, on its last day, when it has passed, and when an apology must be ready.

The law knows one of these: an apology at the latest one day before the promise (NĐ 61/2018 Điều 19 khoản 9). The others are the
city's own watch; how early the first comes is a dated setting.
"""

from datetime import date, datetime, timedelta
from enum import StrEnum

from motcua.law.calendar import HANOI, HORIZON, Calendar, CalendarError
from motcua.law.cites import cites
from motcua.lib.saying import N_


class Alarm(StrEnum):
    """What a clock calls for; each once for a dossier and the moment it counts to."""

    SOON = "soon"
    TODAY = "today"
    OVERDUE = "overdue"
    APOLOGY = "apology"
    REPLY_SOON = "reply_soon"
    REPLY_LATE = "reply_late"


ALARM_NAMES = {
    Alarm.OVERDUE: N_("Đã quá hạn"),
    Alarm.TODAY: N_("Đến hạn hôm nay"),
    Alarm.APOLOGY: N_("Sẽ trễ nếu không xong trước ngày làm việc tới"),
    Alarm.SOON: N_("Sắp đến hạn"),
    Alarm.REPLY_LATE: N_("Quá hạn trả lời tiếp nhận"),
    Alarm.REPLY_SOON: N_("Sắp hết giờ trả lời tiếp nhận"),
}


def alarms(start: datetime, due: datetime, now: datetime, share: int, calendar: Calendar) -> set[Alarm]:
    """Return what the clock that runs from `start` to `due` calls for at `now`; `share` is the percentage of the term for SOON."""
    if now > due:
        return {Alarm.OVERDUE}
    last, today = due.astimezone(HANOI).date(), now.astimezone(HANOI).date()
    if today == last:
        return {Alarm.TODAY}
    found = {Alarm.SOON} if share_passed(start, due, now, calendar) >= share else set()
    return found | {Alarm.APOLOGY} if today >= apology_day(due, calendar) else found


def reply_alarms(start: datetime, due: datetime, now: datetime, share: int, calendar: Calendar) -> set[Alarm]:
    """Return what the clock of the answer before acceptance calls for (8 working hours, NĐ 45/2020 Điều 11)."""
    if now > due:
        return {Alarm.REPLY_LATE}
    return {Alarm.REPLY_SOON} if share_passed(start, due, now, calendar) >= share else set()


def share_passed(start: datetime, due: datetime, now: datetime, calendar: Calendar) -> int:
    """Return how much of the working time between two moments has passed, in whole percent; 100 for a span without any."""
    whole = calendar.minutes_between(start, due)
    return min(100, calendar.minutes_between(start, now) * 100 // whole) if whole else 100


@cites("61/2018/NĐ-CP", "Điều 19 khoản 9")
def apology_day(due: datetime, calendar: Calendar) -> date:
    """Return the last working day on which an apology is still in time: the one before the day of the promise."""
    day = due.astimezone(HANOI).date()
    for step in range(1, HORIZON):
        if calendar.works(day - timedelta(days=step)):
            return day - timedelta(days=step)
    raise CalendarError(N_("Không có ngày làm việc nào trước %(day)s."), day=f"{day:%d/%m/%Y}")
