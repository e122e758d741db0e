"""What the pages of a draft's parts share."""

from typing import Any

from django.http import Http404, HttpResponse

from motcua.catalogue.drafting import mark_of
from motcua.catalogue.models import Revision
from motcua.doors.office.opening import page
from motcua.fees.trial import standing
from motcua.law.calendar import HANOI
from motcua.people.requests import SignedInRequest


def draft_of(code: str) -> Revision:
    """Return the draft of a procedure; 404 without one."""
    every = Revision.objects.select_related("procedure", "form", "plan").prefetch_related("requirements", "templates")
    found = every.filter(procedure__code=code, valid_from=None).order_by("-number").first()
    if found is None:
        raise Http404
    return found


def shown(request: SignedInRequest, draft: Revision, template: str, *, refused: bool = False, **values: Any) -> HttpResponse:
    """Answer with a page of the draft: its mark to be sent back, and what stands in the way of publishing it as it is now."""
    blocks = standing(draft, request.now.astimezone(HANOI).date())
    told = {"procedure": draft.procedure, "draft": draft, "seen": mark_of(draft), "blocks": blocks, **values}
    return page(request, f"drafts/{template}", told, refused=refused)
