"""The dossier's clock: the first promise, pauses, the promise in force. Called inside an act."""

from datetime import datetime

from motcua.dossiers.clocks import calendar_for, clock_of, second_term
from motcua.dossiers.models import ClockPause, Dossier
from motcua.dossiers.promises import Promise
from motcua.law.calendar import HANOI
from motcua.law.clock import Mode, promised_at
from motcua.law.deadlines import with_pauses
from motcua.lib.saying import N_
from motcua.worktime.calendars import calendar_of, outages_of

RESTART, PAUSE = Mode.RESTART, Mode.PAUSE


def promise(dossier: Dossier, at: datetime) -> datetime:
    """Return when the result is due if the clock starts at `at`, announced outages left out."""
    calendar = calendar_of(dossier.competent_id, at.astimezone(HANOI).date())
    return with_pauses(at, dossier.revision.legal_term(), calendar, outages_of(dossier.competent_id))


def announce(dossier: Dossier, there: datetime, at: datetime) -> None:
    """Say at reception, at `at`, when the result will be due if the agency that settles has the dossier by `there`, the latest lawful
    moment; the clock, and the first promise kept, begin with that agency (NĐ 309/2026 Điều 8 khoản 3)."""
    _give(dossier, promise(dossier, there), at, Promise.Why.START)


def start_clock(dossier: Dossier, at: datetime) -> None:
    """Start the clock at `at`: the first promise is written once, the promise in force follows."""
    dossier.clock_from = at
    _give(dossier, promise(dossier, at), at, Promise.Why.START)
    dossier.due_at = dossier.due_at or dossier.promised_at


def stop_clock(dossier: Dossier, at: datetime, why: str, mode: Mode | None = None) -> None:
    """Begin a pause: the time the applicant needs is not the agency's. `mode` is by default the procedure's way for supplements."""
    kept = mode or Mode(dossier.revision.supplement_mode)
    ClockPause(dossier=dossier, start=at, why=why, mode=kept).save(force_insert=True)


def stop_for_duty(dossier: Dossier, at: datetime, why: str = N_("Chờ thực hiện nghĩa vụ tài chính")) -> None:
    """Stop the clock for tax or fee: a pause, whatever the way of supplements; in a procedure of two phases the end of the first."""
    stop_clock(dossier, at, why, Mode.PHASE if second_term(dossier) else Mode.PAUSE)


def resume_clock(dossier: Dossier, at: datetime) -> None:
    """End the open pause and promise anew: from zero, with the pause added, or by the second phase's term, as the stop says.

    NĐ 61/2018 Điều 19 khoản 4 counts anew; a sector's own rule may only pause: data of the revision.
    """
    ClockPause.objects.filter(dossier=dossier, end=None).update(end=at)
    clock = clock_of(dossier)  # its pauses are read after the update
    assert clock is not None
    _give(dossier, promised_at(clock, calendar_for(dossier, clock)), at, Promise.Why.RESUME)


def extend_clock(dossier: Dossier, until: datetime, at: datetime) -> None:
    """Put the one extension's moment into force; the first promise stands."""
    _give(dossier, until, at, Promise.Why.EXTEND)


def keep(dossier: Dossier, first: datetime | None, in_force: datetime | None, given_at: datetime) -> None:
    """Keep the promises an older system gave: the first one, and the one in force; neither is counted anew."""
    dossier.due_at = first
    for moment in dict.fromkeys(each for each in (first, in_force) if each):
        _give(dossier, moment, given_at, Promise.Why.TAKEN)


def _give(dossier: Dossier, moment: datetime, at: datetime, why: Promise.Why) -> None:
    dossier.promised_at = moment
    Promise(dossier=dossier, moment=moment, made_at=at, why=why).save(force_insert=True)
