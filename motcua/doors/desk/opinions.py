"""Opinions other agencies ask for: the question and its limit, nothing of the person."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from motcua.acts import consultation
from motcua.doors.desk.opening import desk, page
from motcua.dossiers import access
from motcua.law.lifecycle import Refusal
from motcua.people.requests import SignedInRequest
from motcua.ui import questions
from motcua.ui.forms import FieldError
from motcua.ui.questions import Question

MOST_SHOWN = 100


@desk
@require_safe
def opinions(request: SignedInRequest) -> HttpResponse:
    """What waits for an opinion of this officer's agencies, soonest due first."""
    return page(request, "opinions.html", {"opinions": access.consultations(request.actor)[:MOST_SHOWN], "in_opinions": True})


@desk
@require_http_methods(["GET", "HEAD", "POST"])
def opinion(request: SignedInRequest, key: UUID) -> HttpResponse:
    """Give one opinion."""
    asked = access.consultation(request.actor, key)
    fields = [Question("answer", _("Ý kiến của cơ quan"), hint=_("Đồng ý hay không, vì sao. Trả lời sau hạn thì được ghi là muộn."))]
    errors: list[FieldError] = []
    if request.method == "POST":
        try:
            answer = request.POST.get("answer", "")[: questions.MOST]
            consultation.answer(asked, answer=answer, by=request.actor, at=request.now, key=request.key)
        except Refusal as refusal:
            errors = [FieldError("answer", str(refusal))]
        else:
            messages.success(request, _("Đã gửi ý kiến."))
            return redirect("desk:opinions")
    values = {"asked": asked, "late": asked.late(request.now), "questions": questions.shown(fields, request.POST, errors)}
    return page(request, "opinion.html", {**values, "errors": errors, "in_opinions": True}, refused=bool(errors))
