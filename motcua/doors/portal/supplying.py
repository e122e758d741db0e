"""Answer a request for supplement paper by paper, each kept when given; then send them all."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from motcua.acts import supplement
from motcua.documents.checks import FileRefused
from motcua.doors.portal.dossier import values_of
from motcua.doors.portal.files import read
from motcua.doors.portal.words import Problem
from motcua.dossiers import access
from motcua.dossiers.models import Dossier, SupplementItem
from motcua.law.lifecycle import Refusal
from motcua.people.requests import SignedInRequest, citizen_required
from motcua.policy.limiting import limited, sends_files


@require_POST
@citizen_required
@limited("uploads", sends_files)
def answer(request: SignedInRequest, key: UUID, item: UUID) -> HttpResponse:
    """Keep the answer to one item; a refused file or an empty answer is told beside it and changes nothing."""
    dossier = access.own(request.user, key)
    asked = SupplementItem.objects.filter(pk=item, request__dossier=dossier).first()
    if asked is None:
        raise access.NotYours
    words, given = request.POST.get(f"answer-{item}", ""), request.FILES.get(f"item-{item}")
    try:
        file = read(given) if given else None
        supplement.answer_item(dossier, asked, answer=words, file=file, by=request.actor, at=request.now)
    except (Refusal, FileRefused) as refused:
        return _refused(request, dossier, asked, str(refused), words)
    messages.success(request, _("Đã lưu: %(item)s") % {"item": asked.name})
    return redirect(reverse("portal:dossier", args=[dossier.pk]) + "#bo-sung")


def _refused(request: SignedInRequest, dossier: Dossier, asked: SupplementItem, why: str, typed: str) -> HttpResponse:
    more = {"errors": [Problem(why, f"item-{asked.pk}")], "refused": asked.pk, "why_refused": why, "typed": typed}
    return render(request, "portal/dossier.html", values_of(request, dossier, **more), status=422)


@require_POST
@citizen_required
def supply(request: SignedInRequest, key: UUID) -> HttpResponse:
    """Send the answers; the clock runs again."""
    dossier = access.own(request.user, key)
    try:
        supplement.supply(dossier, by=request.actor, at=request.now, key=request.key)
    except Refusal as refusal:
        values = values_of(request, dossier, errors=[Problem(str(refusal), "bo-sung")])
        return render(request, "portal/dossier.html", values, status=422)
    messages.success(request, _("Đã gửi bổ sung. Cơ quan tiếp tục giải quyết hồ sơ."))
    return redirect("portal:dossier", dossier.pk)
