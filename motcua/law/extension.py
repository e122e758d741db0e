"""Rules of extending with an apology: once, informed a day before, never touching the first promise (NĐ 61/2018 Điều 19 khoản 9)."""

from datetime import date, datetime, timedelta
from enum import StrEnum

from motcua.law.calendar import HANOI, Calendar
from motcua.law.cites import cites
from motcua.law.lifecycle import Refusal
from motcua.lib.saying import N_

FARTHEST = timedelta(days=366)


class ExtendedAlready(Refusal):
    """A second extension: the law allows one."""


class NotLater(Refusal):
    """The new date is not a working day after the promise in force and after today."""


class NoPromise(Refusal):
    """The clock has not started: there is nothing to extend."""


class Notice(StrEnum):
    """When the apology came: a day before or earlier, on the last day, or after the promise had passed."""

    IN_TIME = "in_time"
    SHORT = "short"
    LATE = "late"


@cites("61/2018/NĐ-CP", "Điều 19 khoản 9")
def notice_of(promised_at: datetime, at: datetime) -> Notice:
    """Return how the apology stands to the promise: at the latest one day before it (days of Hà Nội), else short or late-issued."""
    if at > promised_at:
        return Notice.LATE
    days = promised_at.astimezone(HANOI).date() - at.astimezone(HANOI).date()
    return Notice.IN_TIME if days >= timedelta(1) else Notice.SHORT


@cites("61/2018/NĐ-CP", "Điều 19 khoản 9")
def check_once(extended_before: bool) -> None:
    """Raise ExtendedAlready when the dossier was extended before."""
    if extended_before:
        raise ExtendedAlready(N_("Hồ sơ này đã được hẹn lại một lần. Luật chỉ cho hẹn lại một lần."))


@cites("61/2018/NĐ-CP", "Điều 19 khoản 9")
def new_promise(promised_at: datetime | None, until: date, at: datetime, calendar: Calendar) -> datetime:
    """Return the new promise: the closing of working day `until`.

    Raises NoPromise before the clock has started, NotLater unless it is a working day after the promise in force and today, within a year:
    the law sets no limit, but a year written wrong must not become a promise.
    """
    if promised_at is None:
        raise NoPromise(N_("Hồ sơ chưa có ngày hẹn trả để gia hạn."))
    if not calendar.works(until):
        raise NotLater(N_("Ngày hẹn mới phải là ngày làm việc."))
    moment = calendar.closing(until)
    if moment <= promised_at or moment <= at:
        raise NotLater(N_("Ngày hẹn mới phải sau ngày hẹn đang có và sau hôm nay."))
    if moment - at > FARTHEST:
        raise NotLater(N_("Ngày hẹn mới cách hôm nay hơn một năm. Xem lại năm."))
    return moment


def shifted(extended_to: datetime, minutes: int, calendar: Calendar) -> datetime:
    """Return the extended promise moved by `minutes` of working time in which the clock stood still after it was given."""
    return calendar.advance(extended_to, minutes) if minutes else extended_to
