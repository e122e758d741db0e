"""The page of one asked to confirm another's application: what they confirm and nothing else; yes, or no with the reason."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.acts import confirming
from motcua.dossiers import access, cosigning
from motcua.law.calendar import HANOI
from motcua.law.lifecycle import Refusal
from motcua.people.requests import SignedInRequest, citizen_required
from motcua.ui import questions
from motcua.ui.forms import FieldError
from motcua.ui.questions import Question


@require_http_methods(["GET", "HEAD", "POST"])
@citizen_required
def confirm(request: SignedInRequest, key: UUID) -> HttpResponse:
    """Show what is asked; a post answers it. Another's is not found."""
    held = access.confirmation_of(request.user, key)
    who, sections = cosigning.shown_to(held, request.now.astimezone(HANOI).date())
    asked = [Question("reason", _("Nếu không xác nhận: vì sao?"), hint=_("Người nộp đọc nguyên văn câu này."))]
    errors: list[FieldError] = []
    if request.method == "POST":
        yes, reason = request.POST.get("_do") == "confirm", request.POST.get("reason", "")[: questions.MOST]
        try:
            confirming.decide(
                held, confirmed=yes, reason=reason, level=request.user.assurance, by=request.actor, at=request.now, key=request.key
            )
        except Refusal as refusal:
            errors = [FieldError("reason", str(refusal))]
        else:
            messages.success(request, _("Đã xác nhận.") if yes else _("Đã trả lời là không xác nhận."))
            return redirect("portal:mine")
    values: dict[str, Any] = {"held": held, "who": who, "sections": sections, "procedure": held.draft.revision.procedure, "errors": errors}
    values["questions"] = questions.shown(asked, request.POST, errors)
    return render(request, "portal/confirm.html", values, status=422 if errors else 200)
