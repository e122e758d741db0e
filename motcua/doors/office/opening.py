"""What every page of the office shares: who may enter, how a page is answered."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from motcua.law.roles import Role
from motcua.people.models import Agency
from motcua.people.requests import SignedInRequest, officer_required

ROLES = (Role.CONTROLLER, Role.ADMINISTRATOR)
REFUSED = 422
office = officer_required(*ROLES)
controller = officer_required(Role.CONTROLLER)
administrator = officer_required(Role.ADMINISTRATOR)


def page(request: SignedInRequest, template: str, values: dict[str, Any], *, refused: bool = False) -> HttpResponse:
    """Render a page of the office under the officer's agency; browsers keep nothing of it. `refused` answers 422."""
    unit = next(p.agency_id for p in request.actor.posts if p.role in ROLES)
    name = Agency.objects.filter(pk=unit).values_list("name", flat=True).first()
    response = render(request, f"office/{template}", {"unit": name or "", **values}, status=REFUSED if refused else 200)
    response["Cache-Control"] = "private, no-store"
    return response
