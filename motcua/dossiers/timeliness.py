"""Limits of a dossier told on pages: early, on time or overdue by the city's precision, a late request, papers to pass on."""

from datetime import datetime

from motcua.dossiers.models import Channel, Dossier
from motcua.law import classification
from motcua.law.calendar import HANOI, Calendar
from motcua.law.classification import Precision, Timeliness
from motcua.law.duties import SUPPLEMENT_DAYS, supplement_in_time, transfer_due
from motcua.law.lifecycle import Status
from motcua.policy.values import value
from motcua.worktime.calendars import calendar_of

PAPER = (Channel.DIRECT, Channel.POST)


def precision_on(moment: datetime) -> Precision:
    """Return the city's precision on that day of Hà Nội (`due_precision`). Raises SettingMissing. One query, remembered."""
    return Precision(value("due_precision", moment.astimezone(HANOI).date()))


def timeliness(dossier: Dossier) -> Timeliness | None:
    """Return how the end of the settling stands to the promise in force; None while it runs."""
    ended = classification.ended_at(dossier.finished_at, dossier.returned_at, None)
    return classification.classify(ended, dossier.promised_at, precision_on(ended)) if ended else None


def overdue(dossier: Dossier, now: datetime) -> bool:
    """Tell whether a running dossier is overdue at `now`."""
    return not dossier.correcting and classification.overdue_now(now, dossier.promised_at, precision_on(now))


def supplement_late(dossier: Dossier, at: datetime) -> bool:
    """Tell whether a supplement asked at `at` comes later than the law lets an appraiser ask; before acceptance it never does.

    A sector's own rule is data of the revision: `supplement_request_days`, working days.
    """
    received = dossier.clock_from or dossier.received_at
    if received is None:
        return False
    calendar = calendar_of(dossier.competent_id, received.astimezone(HANOI).date())
    return not supplement_in_time(received, at, calendar, supplement_request_days(dossier))


def supplement_request_days(dossier: Dossier) -> int:
    """Return within how many working days of the receipt a supplement may be asked."""
    return int(dossier.revision.facts.get("supplement_request_days", SUPPLEMENT_DAYS))


def passed_on_by(dossier: Dossier, received_at: datetime) -> datetime:
    """Return by when the agency that settles has a dossier received elsewhere at `received_at` (NĐ 309/2026 Điều 9). Two queries."""
    return transfer_due(received_at, calendar_of(dossier.receiver_id, received_at.astimezone(HANOI).date()))


def pass_on_by(dossier: Dossier, calendar: Calendar) -> datetime | None:
    """Return until when the counter hands the papers of a received dossier over; None if it has none, or has passed them on."""
    if dossier.state is not Status.RECEIVED or dossier.received_at is None or dossier.channel not in PAPER:
        return None
    return transfer_due(dossier.received_at, calendar)
