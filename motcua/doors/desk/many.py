"""The leader chooses many proposed drafts and has them signed one after another; each is signed as it was when it was chosen."""

from collections import Counter
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from motcua.acts import runs
from motcua.doors.desk.lists import HIDDEN
from motcua.doors.desk.opening import page
from motcua.dossiers import access, running
from motcua.dossiers.models import Dossier, Result, Rewording, Run
from motcua.dossiers.runs import recent, run_of
from motcua.law.lifecycle import Refusal
from motcua.law.roles import Role
from motcua.people.requests import SignedInRequest, officer_required
from motcua.ui.forms import FieldError

PER_PAGE = 50
signer = officer_required(Role.SIGNER)


@signer
@require_http_methods(["GET", "HEAD", "POST"])
def sign_many(request: SignedInRequest) -> HttpResponse:
    """Show the drafts that wait for this leader's signature, least time left first; a job has the ticked ones signed."""
    if request.method != "POST":
        return _page(request)
    try:
        run = runs.ask(Run.Kind.SIGN, {}, _ticked(request), by=request.actor, at=request.now, key=request.key)
    except Refusal as refusal:
        return _page(request, FieldError("pick-1", str(refusal)))
    return redirect("desk:run", run.pk)


@signer
@require_safe
def asked(request: SignedInRequest) -> HttpResponse:
    """The signings in bulk this leader asked for, newest first."""
    found = recent(request.user, Run.Kind.SIGN)
    shown = [(running.Shown(run, str(run.get_kind_display()), running.said(run)), reverse("desk:run", args=[run.pk])) for run in found]
    return page(request, "runs.html", {"runs": shown})


@signer
@require_safe
def run(request: SignedInRequest, key: UUID) -> HttpResponse:
    """One signing in bulk: how far it is, then how each draft fared."""
    return page(request, "run.html", _values(request, key))


@signer
@never_cache
@require_safe
def run_state(request: SignedInRequest, key: UUID) -> HttpResponse:
    """Asked by the page while it goes on."""
    values = _values(request, key)
    if not values["shown"].run.goes_on:
        return HttpResponse(headers={"HX-Redirect": reverse("desk:run", args=[key])})
    return render(request, "ui/parts/run_progress.html", values)


def _values(request: SignedInRequest, key: UUID) -> dict[str, Any]:
    shown = running.shown(run_of(request.user, key), lambda pk: reverse("desk:dossier", args=[pk]))
    return {"shown": shown, "state_url": reverse("desk:run_state", args=[key])}


def _page(request: SignedInRequest, error: FieldError | None = None) -> HttpResponse:
    waiting = access.at_desk(request.actor).defer(*HIDDEN).filter(step_role=Role.SIGNER, result__paper__document__isnull=False)
    shown = Paginator(waiting, PER_PAGE).get_page(request.GET.get("page"))
    dossiers = list(shown.object_list)
    values = {
        "page_obj": shown,
        "drafts": _reworded(_drafts(dossiers)),
        "errors": [error] if error else [],
        "all": request.GET.get("chon") == "het",
    }
    return page(request, "sign_many.html", values, refused=bool(error))


def _drafts(dossiers: list[Dossier]) -> list[Result]:
    """The drafts of a page in its order, each with its dossier. One query."""
    found = Result.objects.filter(dossier__in=dossiers).select_related("paper__document").defer("paper__values")
    by_dossier = {result.dossier_id: result for result in found}
    drafts = []
    for dossier in dossiers:
        by_dossier[dossier.pk].dossier = dossier
        drafts.append(by_dossier[dossier.pk])
    return drafts


def _reworded(drafts: list[Result]) -> list[tuple[Result, int]]:
    """Each draft with how many of its lines officers said otherwise than the template. One query."""
    open_ = Rewording.objects.filter(dossier__in=[result.dossier_id for result in drafts], ended_at=None)
    count = Counter(open_.values_list("dossier_id", "outcome"))
    return [(result, count[result.dossier_id, result.outcome]) for result in drafts]


def _ticked(request: SignedInRequest) -> list[tuple[Dossier, str]]:
    """The drafts chosen, each with the hash that stood on the page, in the page's order."""
    over = dict(each.split(":", 1) for each in request.POST.getlist("draft")[:PER_PAGE] if each.count(":") == 1)
    keys = [UUID(key) for key in over if _is_uuid(key)]
    return [(dossier, over[str(dossier.pk)][:64]) for dossier in access.at_desk(request.actor).filter(pk__in=keys)]


def _is_uuid(text: str) -> bool:
    try:
        return str(UUID(text)) == text
    except ValueError:
        return False
