"""Begin to apply: a draft with what is known already, or the draft one has."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from motcua.acts import drafts
from motcua.catalogue.forms import form_of
from motcua.doors.portal import known
from motcua.doors.portal.procedure import facts_of, filed_elsewhere, online, revision_of
from motcua.doors.portal.requests import drafting, today_of
from motcua.doors.portal.words import Problem
from motcua.dossiers.known import fixed_on
from motcua.dossiers.models import Channel, Draft
from motcua.law.lifecycle import Refusal
from motcua.people.requests import SignedInRequest, citizen_required
from motcua.policy.limiting import limited
from motcua.ui.forms.sources import fill_in


@require_http_methods(["GET", "POST"])
@citizen_required
@limited("drafts")
def begin(request: SignedInRequest, code: str) -> HttpResponse:
    """Begin, and open the first page, or ask first whether databases may fill in the form. A visit by GET (back from sign-in), or where
    nothing is done online, only shows the procedure."""
    if request.method != "POST":
        return redirect("portal:procedure", code)
    revision, party = revision_of(request, code), request.user.party
    if not online(revision) or filed_elsewhere(revision, today_of(request)):
        return redirect("portal:procedure", code)
    assert party is not None
    told = known.from_account(party, request.user.last_login or request.now)
    filled = fill_in(form_of(revision, today_of(request)), {}, {}, told, fixed_on(today_of(request)))
    try:
        draft = drafts.begin(
            revision, party, channel=Channel.ONLINE, answers=filled.answers, sources=filled.sources, by=request.actor, at=request.now
        )
    except Refusal as refusal:
        values = facts_of(revision, request) | {"errors": [Problem(str(refusal))]}
        return render(request, "portal/procedure.html", values, status=422)
    return redirect("portal:resume", draft.pk)


@require_POST
@drafting
@limited("look_ups")
def ask_again(request: SignedInRequest, draft: Draft) -> HttpResponse:
    """Ask the databases once more after one could not be reached, and return to the page one was on."""
    known.ask_databases(draft, by=request.actor, now=request.now)
    return redirect("portal:resume", draft.pk)
