"""Give the present step to a named officer; send a proposed draft back to who drafted it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.acts import processing
from motcua.doors.desk import sheet
from motcua.doors.desk.drafting import holders
from motcua.doors.desk.opening import desk, opened, page
from motcua.law.lifecycle import Refusal
from motcua.people.requests import SignedInRequest
from motcua.ui.forms import FieldError


@desk
@require_http_methods(["GET", "HEAD", "POST"])
def assign(request: SignedInRequest, key: UUID) -> HttpResponse:
    """The head names who does the present step."""
    dossier = opened(request, key)
    step = request.GET.get("buoc", "")
    given = dossier.steps.filter(finished_at=None, **({"key": step} if step else {})).order_by("due_at", "seq").first()
    posts = holders(given.role, dossier.competent_id, request.now, given.unit) if given else []
    errors: list[FieldError] = []
    if request.method == "POST":
        chosen = next((p.user for p in posts if str(p.user_id) == request.POST.get("officer")), None)
        if chosen is None:
            errors = [FieldError("officer", _("Chọn người làm bước này."))]
        else:
            try:
                processing.assign(dossier, officer=chosen, by=request.actor, at=request.now, key=request.key, step=step)
            except Refusal as refusal:
                errors = [FieldError("officer", str(refusal))]
            else:
                messages.success(request, _("Đã giao %(code)s cho %(name)s.") % {"code": dossier.code, "name": chosen.name})
                return redirect("desk:dossier", key)
    values = {"dossier": dossier, "sheet": sheet.of(dossier, request.actor, request.now), "posts": posts, "errors": errors}
    return page(request, "assign.html", {**values, "typed": request.POST}, refused=bool(errors))


@desk
@require_http_methods(["GET", "HEAD", "POST"])
def send_back(request: SignedInRequest, key: UUID) -> HttpResponse:
    """Return the draft, saying why."""
    dossier = opened(request, key)
    errors: list[FieldError] = []
    if request.method == "POST":
        try:
            processing.send_back(dossier, reason=request.POST.get("reason", ""), by=request.actor, at=request.now, key=request.key)
        except Refusal as refusal:
            errors = [FieldError("reason", str(refusal))]
        else:
            messages.success(request, _("Đã trả lại %(code)s cho người soạn.") % {"code": dossier.code})
            return redirect("desk:list")
    values = {"dossier": dossier, "sheet": sheet.of(dossier, request.actor, request.now), "errors": errors}
    return page(request, "send_back.html", {**values, "typed": request.POST}, refused=bool(errors))
