"""An administrator puts a dossier that is stuck at another step; nothing of the person is shown."""

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
    code = request.GET.get("ma", "").strip().upper()[:60].replace("\x00", "")
    if not code:
        return _page(request, {})
    dossier = access.for_administrator(request.actor, code)
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
    return _page(request, {"dossier": dossier, "here": names.get(dossier.step_key, ""), "questions": shown, "errors": errors})


def _page(request: SignedInRequest, values: dict[str, object]) -> HttpResponse:
    response = render(request, "desk/move.html", values, status=422 if values.get("errors") else 200)
    response["Cache-Control"] = "private, no-store"
    return response
