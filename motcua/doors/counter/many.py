"""The counter's acts on many dossiers: receive, forward, hand over. Few are done at once, more by a job; each has its own result."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from motcua.acts import runs
from motcua.documents import store
from motcua.doors.counter import inbox, officers, pages, rows
from motcua.doors.counter.exports import taken
from motcua.dossiers import access, running
from motcua.dossiers.models import Dossier, Run
from motcua.dossiers.runs import recent, run_of
from motcua.law.handover import check_receiver
from motcua.law.lifecycle import Refusal, Status
from motcua.law.roles import Role
from motcua.people.requests import SignedInRequest, officer_required
from motcua.ui.forms import FieldError
from motcua.ui.values import FileRow

KINDS = (Run.Kind.RECEIVE, Run.Kind.FORWARD, Run.Kind.HAND_OVER, Run.Kind.REGISTER)


@officer_required(Role.RECEIVER)
@require_POST
def receive_many(request: SignedInRequest) -> HttpResponse:
    """Take in the ticked dossiers, each complete by what was given online; one that lacks a paper is refused by its name."""
    tab = rows.BY_KEY["da-bo-sung" if request.POST.get("muc") == "da-bo-sung" else "moi"]
    return _asked(request, Run.Kind.RECEIVE, tab, {})


@officer_required(Role.RECEIVER)
@require_POST
def forward_many(request: SignedInRequest) -> HttpResponse:
    """Hand the ticked dossiers to one officer."""
    tab, chosen = rows.BY_KEY["cho-chuyen"], _ticked(request)
    post = next((p for p in officers.holders(chosen, request.now) if str(p.user_id) == request.POST.get("officer")), None)
    if chosen and post is None:
        return inbox.show(request, tab, FieldError("officer", _("Chọn người nhận hồ sơ.")))
    return _asked(request, Run.Kind.FORWARD, tab, {"officer": str(post.user_id) if post else ""})


@officer_required(Role.RECEIVER)
@require_POST
def hand_over_many(request: SignedInRequest) -> HttpResponse:
    """Give the ticked results back in one way: to one person named, or each to its applicant."""
    tab = rows.BY_KEY["cho-tra"]
    given = {"receiver": request.POST.get("receiver_name", "").strip()[:200], "method": request.POST.get("method", "")}
    try:
        check_receiver(given["receiver"] or "-", given["method"])
    except Refusal as refusal:
        return inbox.show(request, tab, FieldError("method", str(refusal)))
    return _asked(request, Run.Kind.HAND_OVER, tab, given)


@officer_required(Role.RECEIVER)
@require_GET
def asked(request: SignedInRequest) -> HttpResponse:
    """The long work this officer asked for, newest first."""
    found = recent(request.user, *KINDS)
    shown = [(running.Shown(run, str(run.get_kind_display()), running.said(run)), reverse("counter:run", args=[run.pk])) for run in found]
    return pages.page(request, "counter/runs.html", {"runs": shown})


@officer_required(Role.RECEIVER)
@require_GET
def run(request: SignedInRequest, key: UUID) -> HttpResponse:
    """One piece of long work: how far it is, then how each dossier fared."""
    return pages.page(request, "counter/run.html", _values(request, key))


@officer_required(Role.RECEIVER)
@require_GET
def run_file(request: SignedInRequest, key: UUID) -> HttpResponse:
    """The file that a run of this officer made."""
    made = run_of(request.user, key).document
    if made is None:
        raise Http404
    return taken(made.name, store.content(made), made.media_type)


@officer_required(Role.RECEIVER)
@never_cache
@require_GET
def run_state(request: SignedInRequest, key: UUID) -> HttpResponse:
    """Asked by the page while it goes on."""
    values = _values(request, key)
    if not values["shown"].run.goes_on:
        return HttpResponse(headers={"HX-Redirect": reverse("counter:run", args=[key])})
    return render(request, "ui/parts/run_progress.html", values)


def _values(request: SignedInRequest, key: UUID) -> dict[str, Any]:
    shown = running.shown(run_of(request.user, key), lambda pk: reverse("counter:dossier", args=[pk]))
    made = shown.run.document
    file = FileRow(made.name, reverse("counter:run_file", args=[key]), made.size) if made else None
    return {"shown": shown, "state_url": reverse("counter:run_state", args=[key]), "file": file}


def _asked(request: SignedInRequest, kind: Run.Kind, tab: rows.Tab, given: dict[str, str]) -> HttpResponse:
    chosen = _ticked(request)
    try:
        found = runs.ask(kind, given, [(d, "") for d in chosen], wait=True, by=request.actor, at=request.now, key=request.key)
    except Refusal as refusal:
        return inbox.show(request, tab, FieldError("pick-all", str(refusal)))
    if len(chosen) <= runs.AT_ONCE:
        runs.carry_on(found, runs.do_of(found))
    return redirect("counter:run", found.pk)


def _ticked(request: SignedInRequest) -> Sequence[Dossier]:
    keys = [key for each in request.POST.getlist("dossier") if (key := _uuid(each))]
    found = access.at_counter(request.actor, *Status).select_related("revision__plan").filter(pk__in=keys[: inbox.ON_A_PAGE])
    return list(found)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
