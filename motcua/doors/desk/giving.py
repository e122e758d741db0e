"""Give the present step to who leads it, with those who cooperate and follow; return a dossier to an earlier step, saying why."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.acts import processing
from motcua.doors.desk import sheet
from motcua.doors.desk.colleagues import colleagues, named
from motcua.doors.desk.drafting import holders
from motcua.doors.desk.offers import standing
from motcua.doors.desk.opening import desk, opened, page
from motcua.dossiers.models import Dossier
from motcua.law.lifecycle import Refusal
from motcua.people.requests import SignedInRequest
from motcua.ui import questions
from motcua.ui.forms import FieldError
from motcua.ui.questions import Question
from motcua.ui.words import Words


@desk
@require_http_methods(["GET", "HEAD", "POST"])
def assign(request: SignedInRequest, key: UUID) -> HttpResponse:
    """The head names who leads the present step, who cooperates in it and who only follows."""
    dossier = opened(request, key)
    step = request.GET.get("buoc", "")
    given = dossier.steps.filter(finished_at=None, **({"key": step} if step else {})).order_by("due_at", "seq").first()
    posts = holders(given.role, dossier.competent_id, request.now, given.unit) if given else []
    others = colleagues(dossier, request.now, request.POST if request.method == "POST" else None)
    errors: list[FieldError] = []
    if request.method == "POST":
        chosen = next((p.user for p in posts if str(p.user_id) == request.POST.get("officer")), None)
        if chosen is None:
            errors = [FieldError("officer", _("Chọn người làm bước này."))]
        else:
            try:
                parts = named(others)
                processing.assign(dossier, officer=chosen, **parts, by=request.actor, at=request.now, key=request.key, step=step)
            except Refusal as refusal:
                errors = [FieldError("officer", str(refusal))]
            else:
                messages.success(request, _("Đã giao %(code)s cho %(name)s.") % {"code": dossier.code, "name": chosen.name})
                return redirect("desk:dossier", key)
    values = {"dossier": dossier, "sheet": sheet.of(dossier, request.actor, request.now), "posts": posts, "errors": errors}
    return page(request, "assign.html", {**values, "colleagues": others, "typed": request.POST}, refused=bool(errors))


@desk
@require_http_methods(["GET", "HEAD", "POST"])
def send_back(request: SignedInRequest, key: UUID) -> HttpResponse:
    """Return the dossier to one of the steps already done, saying why."""
    dossier = opened(request, key)
    step = request.GET.get("buoc", "") or _mine(request, dossier)
    asked = _returning(dossier, step)
    errors: list[FieldError] = []
    if request.method == "POST":
        values, errors = questions.read(asked, request.POST)
        if not errors:
            try:
                processing.send_back(dossier, **values, by=request.actor, at=request.now, key=request.key, step=step)
            except Refusal as refusal:
                errors = [FieldError("reason", str(refusal))]
            else:
                messages.success(request, _("Đã trả lại %(code)s.") % {"code": dossier.code})
                return redirect("desk:list")
    values = {"dossier": dossier, "sheet": sheet.of(dossier, request.actor, request.now), "errors": errors}
    return page(request, "send_back.html", {**values, "questions": questions.shown(asked, request.POST, errors)}, refused=bool(errors))


def _mine(request: SignedInRequest, dossier: Dossier) -> str:
    """The first open step that waits for this officer and has one before it to go back to."""
    mine = standing(request.actor, dossier, None).mine
    return next((step.key for step in mine if processing.earlier_steps(dossier, step.key)), "")


def _returning(dossier: Dossier, here: str) -> list[Question]:
    """To which step (the last one of work stands first), and why."""
    before = processing.earlier_steps(dossier, here)
    names = tuple((each.key, str(Words(each.name, each.name_en or each.name))) for each in before)
    last = next((each.key for each in reversed(before) if each.kind == "work"), "")
    return [
        Question("to", _("Trả lại bước nào?"), "choice", _("Bước ấy về người đã làm nó."), names, last),
        Question("reason", _("Cần sửa gì, vì sao?")),
    ]
