"""Files of a dossier, opened in a tab of their own; the slip, asked for until the job has made it."""

from uuid import UUID

from csp.constants import NONE, SELF
from csp.decorators import csp_replace
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from motcua.documents import store
from motcua.doors.counter import pages
from motcua.dossiers import access
from motcua.dossiers.models import Dossier, Paper
from motcua.law.roles import Role
from motcua.people.requests import SignedInRequest, officer_required

# A file opened by itself: the browser's own viewer may show it, it may load and send nothing.
ALONE = {name: [NONE] for name in ("default-src", "frame-ancestors", "base-uri", "form-action")} | {"img-src": [SELF], "object-src": [SELF]}


@csp_replace(ALONE)
@officer_required(Role.RECEIVER)
@require_GET
def document(request: SignedInRequest, key: UUID, document: UUID) -> HttpResponse:
    """Show a picture or PDF as it is; the type is the one its bytes had when it was taken in, and browsers may not guess another."""
    found = access.document_of(pages.opened(request, key), document)
    response = HttpResponse(store.content(found), content_type=found.media_type)
    response["Content-Disposition"] = content_disposition_header(as_attachment=False, filename=found.name) or "inline"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


@officer_required(Role.RECEIVER)
@require_GET
def slip(request: SignedInRequest, key: UUID) -> HttpResponse:
    """The part of the page that says how the slip fares."""
    dossier = pages.glimpsed(request, key)
    return render(request, "counter/slip.html", {"dossier": dossier, "slip": slip_of(dossier)})


def papers_of(dossier: Dossier) -> list[Paper]:
    """Return the other forms made for the applicant, finished or not, in order."""
    own = (Paper.Kind.APPOINTMENT_SLIP, Paper.Kind.RESULT)
    return list(dossier.papers.exclude(kind__in=own).select_related("document"))


def slip_of(dossier: Dossier) -> Paper | None:
    """Return the appointment slip last asked for, rendered or not; None before acceptance."""
    return dossier.papers.filter(kind=Paper.Kind.APPOINTMENT_SLIP).select_related("document").last()
