"""What every page of the counter shares: whose counter it is, and how a refused act is shown again."""

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from motcua.dossiers import access
from motcua.dossiers.models import Dossier
from motcua.law.calendar import HANOI
from motcua.law.lifecycle import Status
from motcua.law.roles import Role
from motcua.people.models import Agency
from motcua.people.requests import SignedInRequest

REFUSED = 422
PURPOSE = "reception"
FIRST_DAY = date(2025, 1, 1)  # nothing here is older


def counters(request: SignedInRequest) -> list[Agency]:
    """Return the agencies where this officer receives, in the order of their posts. One query."""
    wanted = [p.agency_id for p in request.actor.posts if p.role is Role.RECEIVER]
    found = Agency.objects.in_bulk(wanted)
    return [found[key] for key in dict.fromkeys(wanted)]


def page(request: SignedInRequest, template: str, values: dict[str, Any], status: int = 200) -> HttpResponse:
    """Render a page of the counter; `unit` in the header names the officer's counter. Personal data are not kept by browsers."""
    agencies = values.get("counters") or counters(request)
    response = render(request, template, {"unit": agencies[0].name, **values}, status=status)
    response["Cache-Control"] = "private, no-store"
    return response


def opened(request: SignedInRequest, key: UUID) -> Dossier:
    """Return a dossier this officer may see; that they saw it is written. Raises NotYours."""
    return access.for_officer(request.actor, key, purpose=PURPOSE, at=request.now)


def glimpsed(request: SignedInRequest, key: UUID) -> Dossier:
    """Return a dossier of this counter to say how its papers fare, none of the person's data shown. Raises NotYours."""
    found = access.at_counter(request.actor, *Status).filter(pk=key).first()
    if found is None:
        raise access.NotYours
    return found


def day_asked(request: SignedInRequest) -> date:
    """Return the day (Vietnam's) asked for with `ngay`; today when that is no day, or one yet to come or before any dossier."""
    today = request.now.astimezone(HANOI).date()
    try:
        asked = date.fromisoformat(request.GET.get("ngay", ""))
    except ValueError:
        return today
    return asked if FIRST_DAY <= asked <= today else today
