"""The page of one dossier, and the acts of one press on it."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from motcua.acts import processing
from motcua.catalogue.forms import form_of
from motcua.doors.desk import sheet
from motcua.doors.desk.opening import desk, opened, page
from motcua.dossiers import access
from motcua.dossiers.known import sections_of
from motcua.dossiers.models import Component, Dossier, Result, Step
from motcua.dossiers.takeover import past
from motcua.law.calendar import HANOI
from motcua.law.lifecycle import Refusal
from motcua.people.requests import SignedInRequest
from motcua.ui import dates
from motcua.ui.forms import FieldError
from motcua.ui.values import FileRow, Point
from motcua.ui.words import Words


@desk
@require_safe
def show(request: SignedInRequest, key: UUID) -> HttpResponse:
    """The dossier: next step beside, answers, papers, draft and history below."""
    return shown(request, opened(request, key))


def shown(request: SignedInRequest, dossier: Dossier, errors: list[FieldError] | None = None) -> HttpResponse:
    """Answer with the page of a dossier already opened; 422 when something was refused."""
    form = form_of(dossier.revision, dossier.submitted_at.astimezone(HANOI).date())
    values: dict[str, Any] = {
        "dossier": dossier,
        "sheet": sheet.of(dossier, request.actor, request.now),
        "sections": sections_of(dossier, form, dossier.answers, dossier.sources, told=True),
        "files": [_file(dossier, each) for each in dossier.components.select_related("document").order_by("pk")],
        "points": list(_history(dossier, request)),
        "errors": errors or [],
    }
    return page(request, "dossier.html", values, refused=bool(errors))


@desk
@require_POST
def take(request: SignedInRequest, key: UUID) -> HttpResponse:
    """Take a step that waits for the role."""
    dossier = opened(request, key)
    try:
        step = request.GET.get("buoc", "")
        processing.assign(dossier, officer=request.user, by=request.actor, at=request.now, key=request.key, step=step)
    except Refusal as refusal:
        return shown(request, dossier, [FieldError("", str(refusal))])
    messages.success(request, _("Bạn đã nhận việc này."))
    return redirect("desk:dossier", key)


@desk
@never_cache
@require_safe
def draft_state(request: SignedInRequest, key: UUID) -> HttpResponse:
    """Asked by the page while a job makes the draft: nothing of the person is in the answer, so no read is written."""
    if not access.at_desk(request.actor).filter(pk=key).exists():
        raise access.NotYours
    result = Result.objects.filter(dossier=key).select_related("paper").first()
    if result and result.paper and (result.paper.document_id or result.paper.failure):
        return HttpResponse(headers={"HX-Redirect": reverse("desk:dossier", args=[key])})
    return render(request, "desk/preparing.html", {"key": key})


def _file(dossier: Dossier, component: Component) -> FileRow:
    document = component.document
    notes = [str(component.get_given_display()), component.source]
    if component.originals or component.copies:
        notes.append(_("%(originals)d bản chính, %(copies)d bản sao") % {"originals": component.originals, "copies": component.copies})
    if document and document.pages:
        notes.append(_("%(pages)d trang") % {"pages": document.pages})
    url = reverse("desk:document", args=[dossier.pk, document.pk]) if document else ""
    return FileRow(component.name, url, document.size if document else None, " · ".join(note for note in notes if note))


def _history(dossier: Dossier, request: SignedInRequest) -> Iterator[Point]:
    labels = {
        (step.key, outcome.key): str(Words(outcome.label, outcome.label_en or outcome.label))
        for step in dossier.revision.plan.plan().steps
        for outcome in step.outcomes
    }
    labels |= {(key, "sent_back"): _("Trả lại") for key, _outcome in list(labels)}
    for each in past(dossier):
        told = [each.who, each.unit, dates.when(each.at, request.now), _("theo hệ thống cũ")]
        yield Point(each.what, " · ".join(part for part in told if part), "done")
    for step in dossier.steps.select_related("officer"):
        yield _point(step, labels.get((step.key, step.outcome), step.outcome), request)


def _point(step: Step, outcome: str, request: SignedInRequest) -> Point:
    who = step.officer.name if step.officer else _("Chưa ai nhận")
    if step.finished_at is None:
        since = _("từ %(when)s") % {"when": dates.when(step.started_at, request.now)}
        return Point(str(Words.of(step.name)), f"{who} · {since}", "now")
    told = [who, dates.when(step.finished_at, request.now), outcome, step.note]
    return Point(str(Words.of(step.name)), " · ".join(each for each in told if each), "done")
