"""What was shown at a past moment: read from sealed entries and from the promises given, never counted from the present state."""

from dataclasses import dataclass
from datetime import datetime

from motcua.audit.models import Entry
from motcua.dossiers.models import Dossier
from motcua.law.lifecycle import Status


@dataclass(frozen=True)
class Shown:
    """What anybody who looked was told: the status, the promise in force, the first promise ever given (None before there was one)."""

    status: Status
    promised_at: datetime | None
    first_promise: datetime | None


def shown_at(dossier: Dossier, moment: datetime) -> Shown | None:
    """Return what the dossier showed at `moment` (aware; what happened at it included); None before it was filed. Two queries.

    The first promise is that of the agency that settles: a date announced by a counter elsewhere, before that agency had the dossier,
    was in force but is not the one statistics know.
    """
    filed = Entry.objects.filter(subject=dossier.pk, at__lte=moment).exclude(after=None).order_by("-seq").values_list("after", flat=True)
    status = filed.first()
    if status is None:
        return None
    given = [made.moment for made in dossier.promises.filter(made_at__lte=moment).order_by("id")]
    return Shown(Status(status), given[-1] if given else None, dossier.due_at if dossier.due_at in given else None)


def promised_on(dossier: Dossier, moment: datetime) -> datetime | None:
    """Return the promise in force at `moment`; None while none was given."""
    shown = shown_at(dossier, moment)
    return shown.promised_at if shown else None
