"""Open a dossier by its code, whatever became of it: one that is finished is found here, to be looked at or corrected."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from motcua.doors.desk.opening import desk
from motcua.dossiers import access
from motcua.people.requests import SignedInRequest


@desk
@require_safe
def find(request: SignedInRequest) -> HttpResponse:
    """Go to the dossier that has the code `ma`; one that is not this officer's is not there."""
    code = request.GET.get("ma", "").strip().upper()[:60]
    try:
        return redirect("desk:dossier", access.with_code(request.actor, code))
    except access.NotYours:
        messages.error(request, _("Không có hồ sơ nào mang mã %(code)s mà bạn được xem.") % {"code": code or "–"})
        return redirect("desk:list")
