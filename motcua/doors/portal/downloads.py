"""Files given out: only one's own, under their own name, never trusted to run."""

from uuid import UUID

from django.http import HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from motcua.documents import store
from motcua.documents.models import Document
from motcua.doors.portal.requests import own_draft
from motcua.dossiers import access
from motcua.people.requests import SignedInRequest, citizen_required


@require_safe
@citizen_required
def document(request: SignedInRequest, key: UUID, document: UUID) -> HttpResponse:
    """Give a document of one's own dossier; drafts of a result are not found."""
    return _given(access.for_applicant(access.own(request.user, key), document))


@require_safe
@citizen_required
def draft_file(request: SignedInRequest, key: UUID, file: UUID) -> HttpResponse:
    """Give back a file put into one's own draft."""
    found = own_draft(request, key).files.select_related("document").filter(pk=file).first()
    if found is None:
        raise access.NotYours
    return _given(found.document)


def _given(document: Document) -> HttpResponse:
    """Give a document as a download; should a browser show it all the same, it can run nothing."""
    response = HttpResponse(store.content(document), content_type=document.media_type)
    response["Content-Disposition"] = content_disposition_header(True, document.name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = "private, no-store"
    return response
