"""A draft whose revision has been replaced: what has changed, and on with what is new, everything answered already kept."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from motcua.acts import drafts
from motcua.catalogue.comparing import for_applicants
from motcua.catalogue.finding import NoRevision, in_force
from motcua.catalogue.forms import form_of
from motcua.catalogue.models import Revision
from motcua.doors.portal.procedure import cost_of
from motcua.doors.portal.questions import CHANGE, to_review
from motcua.doors.portal.requests import outdated, own_draft, today_of
from motcua.dossiers.models import Channel, Draft
from motcua.people.requests import SignedInRequest, citizen_required


@require_http_methods(["GET", "HEAD", "POST"])
@citizen_required
def carry(request: SignedInRequest, key: UUID) -> HttpResponse:
    """Tell what is new; a post carries the draft over and asks only that. An abolished procedure is said to be so."""
    draft = own_draft(request, key)
    if draft.submitted_at or not outdated(draft, request):
        return redirect("portal:resume", draft.pk) if not draft.submitted_at else redirect("portal:mine")
    try:
        later = in_force(draft.revision.procedure.code, today_of(request))
    except NoRevision:
        return render(request, "portal/carry.html", {"draft": draft, "procedure": draft.revision.procedure})
    if request.method == "POST":
        return _carry(request, draft, later)
    values = {
        "draft": draft,
        "procedure": later.procedure,
        "later": later,
        "changes": for_applicants(draft.revision, later),
        "before": cost_of(draft.revision, Channel.ONLINE, today_of(request), draft.answers),
        "now_costs": cost_of(later, Channel.ONLINE, today_of(request), draft.answers),
    }
    return render(request, "portal/carry.html", values)


def _carry(request: SignedInRequest, draft: Draft, later: Revision) -> HttpResponse:
    today = today_of(request)
    known = set(form_of(draft.revision, today).items())
    draft = drafts.carry(draft, later, by=request.actor, at=request.now)
    form = form_of(later, today)
    for page in form.pages(draft.answers):
        if any(item.field not in known for item in page.visible(draft.answers)):
            return redirect(f"{reverse('portal:apply', args=[draft.pk, page.id])}?{CHANGE}=1")
    return to_review(draft, form, draft.answers)
