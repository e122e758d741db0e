"""What every page of the desk shares: who may enter, how a dossier is opened, how a page is answered."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from motcua.dossiers import access
from motcua.dossiers.models import Dossier
from motcua.law.roles import Role
from motcua.people.models import Agency
from motcua.people.requests import SignedInRequest, officer_required

ROLES = (Role.CASE_OFFICER, Role.UNIT_HEAD, Role.SIGNER, Role.RECORDS_CLERK)
PURPOSE = "processing"
REFUSED = 422
desk = officer_required(*ROLES)


def opened(request: SignedInRequest, key: UUID) -> Dossier:
    """Return a dossier this officer may see; that they saw it is written. Raises NotYours."""
    return access.for_officer(request.actor, key, purpose=PURPOSE, at=request.now)


def page(request: SignedInRequest, template: str, values: dict[str, Any], *, refused: bool = False) -> HttpResponse:
    """Render a page of the desk under the officer's agency; browsers keep nothing of it."""
    unit = next(p.agency_id for p in request.actor.posts if p.role in ROLES)
    name = Agency.objects.filter(pk=unit).values_list("name", flat=True).first()
    response = render(
        request,
        f"desk/{template}",
        {"unit": name or "", "in_list": template == "worklist.html", **values},
        status=REFUSED if refused else 200,
    )
    response["Cache-Control"] = "private, no-store"
    return response
