"""The dossier's clock: the first promise, pauses, the promise in force. Called inside an act."""

from datetime import datetime

from motcua.dossiers.models import ClockPause, Dossier
from motcua.law.deadlines import Pause, due_at, with_pauses
from motcua.worktime.calendars import calendar_of

RESTART, PAUSE = "restart", "pause"


def promise(dossier: Dossier, at: datetime) -> datetime:
    """Return when the result is due if the clock starts at `at`."""
    return due_at(at, dossier.revision.legal_term(), calendar_of(dossier.competent_id, at.date()))


def start_clock(dossier: Dossier, at: datetime) -> None:
    """Start the clock at `at`: the first promise is written once, the promise in force follows."""
    dossier.clock_from = at
    dossier.promised_at = promise(dossier, at)
    dossier.due_at = dossier.due_at or dossier.promised_at


def stop_clock(dossier: Dossier, at: datetime, why: str) -> None:
    """Begin a pause: the time the applicant needs is not the agency's."""
    ClockPause(dossier=dossier, start=at, why=why, mode=dossier.revision.supplement_mode).save(force_insert=True)


def resume_clock(dossier: Dossier, at: datetime) -> None:
    """End the open pause and promise anew: from zero, or with the pause added, as the procedure's regime says.

    NĐ 61/2018 Điều 19 khoản 4 counts anew; a sector's own rule may only pause: data of the revision.
    """
    ClockPause.objects.filter(dossier=dossier, end=None).update(end=at)
    term, calendar = dossier.revision.legal_term(), calendar_of(dossier.competent_id, at.date())
    if dossier.revision.supplement_mode == RESTART:
        dossier.promised_at = due_at(at, term, calendar)
        return
    pauses = [Pause(p.start, p.end, p.why) for p in ClockPause.objects.filter(dossier=dossier)]
    assert dossier.clock_from is not None
    dossier.promised_at = with_pauses(dossier.clock_from, term, calendar, pauses)
