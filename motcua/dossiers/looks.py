"""Who looked at a person's data, gathered so that a person can read it; the rows themselves stay as they are."""

from typing import Any

from django.db.models import Count, Max, QuerySet
from django.db.models.functions import TruncDate

from motcua.audit.models import AccessRead
from motcua.dossiers.access import reads_of
from motcua.dossiers.models import Lookup
from motcua.law.calendar import HANOI
from motcua.people.models import User


def looks_by_day(user: User) -> QuerySet[AccessRead, Any]:
    """Return the looks at this person's data by day (Vietnam's), unit, role, purpose and dossier, last first.

    Each has `day`, `agency_name`, `role`, `purpose`, `subject`, `times` and `last` (when, aware).
    """
    days = reads_of(user).annotate(day=TruncDate("at", tzinfo=HANOI)).order_by()
    found = days.values("day", "agency_name", "role", "purpose", "subject").annotate(times=Count("id"), last=Max("at"))
    return found.order_by("-day", "-last")


def look_ups_of(user: User) -> QuerySet[Lookup]:
    """Return what databases were asked about this person, or the firm they signed in for, last first: by themselves, officers, a proxy."""
    index = user.party.number_index if user.party else ""
    found = Lookup.objects.filter(person_index=index).exclude(person_index="") if index else Lookup.objects.none()
    return (
        found.select_related("consent", "dossier__revision__procedure", "draft__revision__procedure")
        .defer("answer", "evidence")
        .order_by("-asked_at")
    )
