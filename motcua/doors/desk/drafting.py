"""Draft the result with the template's own form, and propose it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.acts import processing, wording
from motcua.acts.submission import AnswersRefused
from motcua.catalogue.filling import EMPTY, fill
from motcua.catalogue.models import ResultTemplate
from motcua.doors.desk import comparing, sheet
from motcua.doors.desk.dossier import shown
from motcua.doors.desk.opening import desk, opened, page
from motcua.dossiers.models import Dossier
from motcua.law.calendar import HANOI
from motcua.law.lifecycle import Refusal
from motcua.law.roles import Role
from motcua.people.models import Post
from motcua.people.requests import SignedInRequest
from motcua.ui.forms import FieldError, Form
from motcua.ui.words import Words


@desk
@require_http_methods(["GET", "HEAD", "POST"])
def draft(request: SignedInRequest, key: UUID, outcome: str) -> HttpResponse:
    """Fill in what the paper says; the paper itself is made by a job and shown when it is there."""
    dossier = opened(request, key)
    try:
        template = processing.template_for(dossier, outcome)
    except Refusal as refusal:
        return shown(request, dossier, [FieldError("", str(refusal))])
    form = Form.from_data(template.data["form"])
    if request.method != "POST":
        return _form(request, dossier, template, {"answers": _known(dossier, template, outcome)})
    read = form.read_all(dict(request.POST.lists()), {}, today=request.now.astimezone(HANOI).date())
    if not read.complete:
        return _form(request, dossier, template, {"answers": read.answers, "raw": read.raw, "errors": read.errors})
    try:
        processing.draft_result(dossier, outcome=outcome, fields=read.answers, by=request.actor, at=request.now, key=request.key)
    except Refusal as refusal:
        errors = refusal.errors if isinstance(refusal, AnswersRefused) else [FieldError("", str(refusal))]
        return _form(request, dossier, template, {"answers": read.answers, "raw": read.raw, "errors": errors})
    messages.success(request, _("Đã lưu dự thảo. Bản in đang được lập."))
    return redirect("desk:dossier", key)


def _form(request: SignedInRequest, dossier: Dossier, template: ResultTemplate, values: dict[str, Any]) -> HttpResponse:
    known = {"dossier": dossier, "sheet": sheet.of(dossier, request.actor, request.now), "form": Form.from_data(template.data["form"])}
    return page(request, "draft.html", {**known, "title": Words.of(template.data["title"]), **values}, refused=bool(values.get("errors")))


def _known(dossier: Dossier, template: ResultTemplate, outcome: str) -> dict[str, Any]:
    """The earlier draft of the same outcome, else what the template takes over from the application."""
    result = sheet.result_of(dossier)
    if result and result.outcome == outcome:
        return dict(result.fields)
    filled = fill(template.data.get("defaults", {}), wording.places(dossier, {}))
    return {field: text for field, text in filled.items() if text.strip() not in ("", EMPTY)}


@desk
@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: SignedInRequest, key: UUID) -> HttpResponse:
    """Put the draft before a signer, by name or whoever signs there."""
    dossier = opened(request, key)
    signers = holders(Role.SIGNER, dossier.competent_id, request.now)
    errors: list[FieldError] = []
    if request.method == "POST":
        chosen = next((p.user for p in signers if str(p.user_id) == request.POST.get("officer")), None)
        try:
            processing.propose(dossier, by=request.actor, at=request.now, key=request.key, signer=chosen)
        except Refusal as refusal:
            errors = [FieldError("officer", str(refusal))]
        else:
            messages.success(request, _("Đã trình ký %(code)s.") % {"code": dossier.code})
            return redirect("desk:list")
    values = {"dossier": dossier, "sheet": sheet.of(dossier, request.actor, request.now), "posts": signers, "errors": errors}
    values |= comparing.changed(dossier, sheet.result_of(dossier))
    return page(request, "propose.html", {**values, "typed": request.POST}, refused=bool(errors))


def holders(role: str, agency: UUID, at: datetime, unit: str = "") -> list[Post]:
    """Return the posts with `role` at the agency (in `unit`, if it is named) today, one a person, by name. One query."""
    day = at.astimezone(HANOI).date()
    in_force = (Q(valid_to=None) | Q(valid_to__gte=day)) & (Q(unit__key=unit) if unit else Q())
    found = Post.objects.filter(in_force, role=role, agency=agency, valid_from__lte=day, user__is_active=True).select_related("user")
    return list({post.user_id: post for post in found.order_by("user__name", "id")}.values())
