"""Ask for one's own dossier back, saying why; the agency decides."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.acts import stopping, withdrawal
from motcua.dossiers import access
from motcua.dossiers.models import Dossier
from motcua.law import lifecycle
from motcua.law.intake import ReasonMissing
from motcua.law.lifecycle import Act, Refusal
from motcua.people import rights
from motcua.people.actor import Actor
from motcua.people.requests import SignedInRequest, citizen_required
from motcua.ui import questions
from motcua.ui.forms import FieldError
from motcua.ui.questions import Question


def may_withdraw(actor: Actor, dossier: Dossier) -> bool:
    """Tell whether the dossier can still be asked back: an allowed status, and no signed result."""
    held = rights.of(actor, dossier)
    allowed = lifecycle.allowed(dossier.state, held, correcting=dossier.correcting, mirrored=dossier.mirrored)
    return Act.ASK_TO_WITHDRAW in allowed and not stopping.signed(dossier)


@require_http_methods(["GET", "HEAD", "POST"])
@citizen_required
def withdraw(request: SignedInRequest, key: UUID) -> HttpResponse:
    """One question: why."""
    dossier = access.own(request.user, key)
    asked = [Question("reason", _("Vì sao bạn muốn rút hồ sơ?"), hint=_("Một câu là đủ. Cơ quan đọc câu này để quyết định."))]
    errors: list[FieldError] = []
    if request.method == "POST":
        try:
            reason = request.POST.get("reason", "")[: questions.MOST]
            withdrawal.ask_to_withdraw(dossier, reason=reason, by=request.actor, at=request.now, key=request.key)
        except ReasonMissing:
            errors = [FieldError("reason", _("Ghi vì sao bạn muốn rút hồ sơ."))]
        except Refusal as refusal:
            errors = [FieldError("reason", str(refusal))]
        else:
            messages.success(request, _("Đã gửi yêu cầu rút hồ sơ. Cơ quan sẽ trả lời bạn."))
            return redirect("portal:dossier", dossier.pk)
    values = {
        "dossier": dossier,
        "open": may_withdraw(request.actor, dossier),
        "questions": questions.shown(asked, request.POST, errors),
        "errors": errors,
    }
    return render(request, "portal/withdraw.html", values, status=422 if errors else 200)
