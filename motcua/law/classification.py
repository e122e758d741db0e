"""Early, on time or overdue: one rule with the city's precision, and the stricter one of the service index."""

from datetime import datetime, timedelta
from enum import StrEnum

from motcua.law.calendar import HANOI
from motcua.law.cites import cites
from motcua.lib.saying import N_


class Timeliness(StrEnum):
    """Trước hạn, đúng hạn, quá hạn."""

    EARLY = "early"
    ON_TIME = "on_time"
    OVERDUE = "overdue"


TIMELINESS_NAMES = {
    Timeliness.EARLY: N_("Trước hạn"),
    Timeliness.ON_TIME: N_("Đúng hạn"),
    Timeliness.OVERDUE: N_("Quá hạn"),
}


class Precision(StrEnum):
    """How finely an end is compared with its due moment, a dated setting (`due_precision`): by days of Hà Nội, or by the minute."""

    DATE = "date"
    MINUTE = "minute"


@cites("766/QĐ-TTg", "2.1, so NgayKetThucXuLy với NgayHenTra", "C")
def classify(ended_at: datetime, due_at: datetime | None, precision: Precision) -> Timeliness:
    """Return how an end stands to the due moment; a dossier without one is on time.

    Statistics give the first promise (`due_at` of the dossier) unless their rule set says otherwise.
    """
    if due_at is None:
        return Timeliness.ON_TIME
    end, due = _told(ended_at, precision), _told(due_at, precision)
    if end == due:
        return Timeliness.ON_TIME
    return Timeliness.EARLY if end < due else Timeliness.OVERDUE


def overdue_now(now: datetime, due_at: datetime | None, precision: Precision) -> bool:
    """Tell whether a running dossier is overdue: it would be, were it finished now."""
    return classify(now, due_at, precision) is Timeliness.OVERDUE


@cites("766/QĐ-TTg", "2.1, thời điểm kết thúc", "C")
def ended_at(finished_at: datetime | None, returned_at: datetime | None, closed_at: datetime | None) -> datetime | None:
    """Return when the settling ended: status 9, else 10, else 3, 7 or 8; None while it runs.

    Not when the citizen came for it: a result fetched late makes no dossier overdue.
    """
    return finished_at or returned_at or closed_at


@cites("766/QĐ-TTg", "2.1, yêu cầu bổ sung", "C")
def classify_for_index(
    ended: datetime, due_at: datetime | None, precision: Precision, *, supplements: int, waited: timedelta = timedelta(0)
) -> Timeliness:
    """Return how index 2.1 classes a dossier: two requests for supplement make it overdue; the time of one (`waited`) is taken off."""
    if supplements >= 2:
        return Timeliness.OVERDUE
    return classify(ended - waited, due_at, precision)


def _told(moment: datetime, precision: Precision) -> datetime:
    local = moment.astimezone(HANOI)
    return (
        local.replace(hour=0, minute=0, second=0, microsecond=0) if precision is Precision.DATE else local.replace(second=0, microsecond=0)
    )
