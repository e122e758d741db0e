"""An administrator puts a dossier that is stuck at another step; nothing of the person is shown."""

from collections.abc import Mapping

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.acts import administration
from motcua.dossiers import access
from motcua.law.lifecycle import Refusal
from motcua.law.roles import Role
from motcua.people.requests import SignedInRequest, officer_required
from motcua.ui import questions
from motcua.ui.forms import FieldError
from motcua.ui.questions import Question
from motcua.ui.words import Words


@officer_required(Role.ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def find(request: SignedInRequest) -> HttpResponse:
    """Ask for the dossier's code."""
    code = request.GET.get("ma", "").strip().upper()[:60]
    if not code:
        return _page(request, {})
    try:
        dossier = access.for_administrator(request.actor, code)
    except access.NotYours:
        wrong = FieldError("ma", _("Không có hồ sơ nào mang mã này. Xem lại từng chữ số trên giấy hẹn."))
        return _page(request, {"typed": code, "errors": [wrong]}, status=404)
    steps = dossier.revision.plan.plan().steps
    names = {s.key: str(Words(s.name, s.name_en or s.name)) for s in steps}
    to = tuple((s.key, names[s.key]) for s in steps if s.kind not in ("receive", "hand_over") and s.key != dossier.step_key)
    asked = [Question("step", _("Chuyển tới bước nào?"), "choice", choices=to), Question("reason", _("Vì sao?"))]
    errors: list[FieldError] = []
    if request.method == "POST":
        values, errors = questions.read(asked, request.POST)
        if not errors:
            try:
                administration.go_to_step(dossier, **values, by=request.actor, at=request.now, key=request.key)
            except Refusal as refusal:
                errors = [FieldError("reason", str(refusal))]
            else:
                messages.success(request, _("Đã chuyển %(code)s.") % {"code": dossier.code})
                return redirect("desk:move")
    shown = questions.shown(asked, request.POST, errors)
    values = {"dossier": dossier, "here": names.get(dossier.step_key, ""), "questions": shown, "errors": errors}
    return _page(request, values, 422 if errors else 200)


def _page(request: SignedInRequest, values: Mapping[str, object], status: int = 200) -> HttpResponse:
    response = render(request, "desk/move.html", dict(values), status=status)
    response["Cache-Control"] = "private, no-store"
    return response
