"""Before anything is fetched: what, from which database, what for, on which basis; agree, or type it by hand at no cost."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.acts import lookups
from motcua.doors.portal import known
from motcua.doors.portal.requests import drafting, today_of
from motcua.dossiers.applying import form_for
from motcua.dossiers.known import asking_of
from motcua.dossiers.models import Draft
from motcua.people.requests import SignedInRequest
from motcua.policy.limiting import limited
from motcua.ui.forms import FieldError
from motcua.ui.forms.paths import POPULATION

AGREE, REFUSE = "agree", "refuse"


@require_http_methods(["GET", "HEAD", "POST"])
@drafting
@limited("look_ups")
def consent(request: SignedInRequest, draft: Draft) -> HttpResponse:
    """Ask for leave; a post keeps the answer, asks what was agreed to, and goes on to the form. A mind may be changed later."""
    asking = asking_of(draft, form_for(draft, today_of(request)), today_of(request))
    told = {system: text for system, text in asking.told.items() if not (draft.holder and system == POPULATION)}
    if not told:
        return redirect("portal:resume", draft.pk)
    if request.method == "POST" and request.POST.get("choice") in (AGREE, REFUSE):
        agreed = request.POST["choice"] == AGREE
        lookups.decide(draft, told, agreed, asking.version, by=request.actor, at=request.now, key=request.key)
        known.ask_databases(draft, by=request.actor, now=request.now)
        return redirect("portal:resume", draft.pk)
    errors = [FieldError("choice", _("Chọn một trong hai."))] if request.method == "POST" else []
    values = {"draft": draft, "procedure": draft.revision.procedure, "told": list(told.values()), "asking": asking, "errors": errors}
    values["before"] = known.decided(draft)
    return render(request, "portal/consent.html", values, status=422 if errors else 200)
