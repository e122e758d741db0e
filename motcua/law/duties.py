"""Limits that an office keeps inside the term: when a supplement may still be asked, when papers must be passed on."""

from datetime import datetime, time

from motcua.law.calendar import HANOI, Calendar
from motcua.law.cites import cites
from motcua.law.deadlines import due_at
from motcua.law.terms import CUTOFF, Term, Unit

SUPPLEMENT_DAYS = 3


@cites("61/2018/NĐ-CP", "Điều 19 khoản 4")
def supplement_in_time(received_at: datetime, asked_at: datetime, calendar: Calendar, days: int = SUPPLEMENT_DAYS) -> bool:
    """Tell whether a supplement is asked within `days` working days of the receipt, the last day whole; a sector may give others."""
    last = due_at(received_at, Term(Unit.WORKING_DAYS, days), calendar).date()
    return asked_at.astimezone(HANOI).date() <= last


@cites("118/2025/NĐ-CP", "Điều 18 khoản 2")
@cites("309/2026/NĐ-CP", "Điều 9")
def transfer_due(received_at: datetime, calendar: Calendar, cutoff: time = CUTOFF) -> datetime:
    """Return by when a paper dossier goes to the competent agency: closing of the day, or the next opening if it came after the cut-off."""
    local = received_at.astimezone(HANOI)
    if not calendar.works(local.date()) or local.time() > cutoff:
        return calendar.opening(calendar.next_working_day(local.date()))
    return calendar.closing(local.date())
