"""A document of a dossier, opened in a tab of its own: never trusted, never guessed at, never kept by the browser."""

from uuid import UUID

from django.http import HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from motcua.documents import store
from motcua.doors.desk.opening import desk, opened
from motcua.dossiers import access
from motcua.people.requests import SignedInRequest

_CLOSED = "default-src 'none'; img-src 'self'; object-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"


@desk
@require_safe
def document(request: SignedInRequest, key: UUID, document: UUID) -> HttpResponse:
    """Show a picture or PDF under the type its bytes had when it was taken in.

    A picture is boxed in (`sandbox`); a PDF is not, for browsers then refuse to show it, and their viewers are boxes already.
    """
    found = access.document_of(opened(request, key), document)
    response = HttpResponse(store.content(found), content_type=found.media_type)
    response["Content-Disposition"] = content_disposition_header(as_attachment=False, filename=found.name) or "inline"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    boxed = "" if found.media_type == "application/pdf" else "; sandbox"
    response["Content-Security-Policy"] = _CLOSED + boxed
    return response
