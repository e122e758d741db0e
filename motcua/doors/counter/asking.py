"""Asking the applicant for what is missing, and declining: each on a page of its own, because each needs words."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.acts import reception
from motcua.catalogue.asking import MOST_ROWS, Row, blank, items_of, place_of, posted_rows, with_phrase
from motcua.catalogue.models import Phrase
from motcua.catalogue.phrases import phrases_for
from motcua.doors.counter import components, pages
from motcua.doors.counter.offers import offers
from motcua.dossiers.models import Dossier
from motcua.law.calendar import HANOI
from motcua.law.lifecycle import Act, Refusal
from motcua.law.roles import Role
from motcua.people.requests import SignedInRequest, officer_required
from motcua.ui.forms import FieldError


@officer_required(Role.RECEIVER)
@require_http_methods(["GET", "POST"])
def supplement(request: SignedInRequest, key: UUID) -> HttpResponse:
    """Ask once and fully: rows are added and removed by buttons, and sent together."""
    dossier = pages.opened(request, key)
    if request.method == "GET":
        return _supplement(request, dossier, _suggested(dossier))
    rows = posted_rows(request.POST)
    if "_phrase" in request.POST:
        rows = with_phrase(rows, request.POST.get("phrase", ""), _phrases(request, dossier))
    if {"_add", "_remove", "_phrase"} & request.POST.keys():
        return _supplement(request, dossier, rows)
    words = {name: request.POST.get(name, "") for name in ("reason", "why_again")}
    try:
        items = items_of(components.asked_of(dossier), rows)
        reception.request_supplement(dossier, items=items, **words, by=request.actor, at=request.now, key=request.key)
    except Refusal as refusal:
        return _supplement(request, dossier, rows, [FieldError(place_of(refusal, rows), str(refusal))])
    messages.success(request, _("Đã gửi yêu cầu bổ sung."))
    return redirect("counter:dossier", key)


@officer_required(Role.RECEIVER)
@require_http_methods(["GET", "POST"])
def decline(request: SignedInRequest, key: UUID) -> HttpResponse:
    """Refuse to take in, saying why."""
    dossier = pages.opened(request, key)
    errors: list[FieldError] = []
    if request.method == "POST":
        try:
            reason = request.POST.get("reason", "")
            reception.decline(dossier, reason=reason, by=request.actor, at=request.now, key=request.key)
        except Refusal as refusal:
            errors = [FieldError("reason", str(refusal))]
        else:
            messages.success(request, _("Đã từ chối tiếp nhận và báo cho người nộp."))
            return redirect("counter:dossier", key)
    values = {"dossier": dossier, "errors": errors, "typed": request.POST, "offer": offers(request.actor, dossier)[Act.DECLINE.value]}
    return pages.page(request, "counter/decline.html", values, pages.REFUSED if errors else 200)


def _phrases(request: SignedInRequest, dossier: Dossier) -> list[Phrase]:
    return list(phrases_for(dossier.revision.procedure.code, request.now.astimezone(HANOI).date()))


def _supplement(request: SignedInRequest, dossier: Dossier, rows: list[Row], errors: list[FieldError] | None = None) -> HttpResponse:
    values: dict[str, Any] = {
        "dossier": dossier,
        "rows": rows,
        "phrases": _phrases(request, dossier),
        "removable": len(rows) > 1,
        "full": len(rows) >= MOST_ROWS,
        "requirements": components.asked_of(dossier),
        "asked_before": dossier.supplements.exists(),
        "typed": request.POST,
        "errors": errors or [],
        "offer": offers(request.actor, dossier)[Act.REQUEST_SUPPLEMENT.value],
    }
    return pages.page(request, "counter/supplement.html", values, pages.REFUSED if errors else 200)


def _suggested(dossier: Dossier) -> list[Row]:
    """A row for each required paper that is not there, so that nothing is forgotten."""
    over = dict(dossier.papers_instead.values_list("requirement", "reason"))
    rows = [
        {**blank(), "requirement": r.key, "name": r.name["vi"], "basis": r.basis, "instruction": over.get(r.key, "")}
        for r in components.missing(dossier)
    ]
    return rows or [blank()]
