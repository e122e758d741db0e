"""A version of a form put into the drafts of one or several procedures at once."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from motcua.acts import drafting
from motcua.catalogue.models import Procedure
from motcua.doors.office.forms.opening import version_of
from motcua.doors.office.opening import controller
from motcua.fees.needing import unasked
from motcua.law.calendar import HANOI
from motcua.law.lifecycle import Refusal
from motcua.people.requests import SignedInRequest


@controller
@require_POST
def use(request: SignedInRequest, key: str, version: int) -> HttpResponse:
    """Begin or take up the draft of each procedure named, with this version; what a draft then lacks is told by name."""
    form = version_of(key, version)
    others = request.POST.get("others", "").replace(";", ",").split(",")
    codes = list(dict.fromkeys(code.strip() for code in [*request.POST.getlist("codes"), *others] if code.strip()))[:100]
    found = list(Procedure.objects.filter(code__in=codes).order_by("code"))
    strange = sorted(set(codes) - {each.code for each in found})
    if strange or not codes:
        messages.error(
            request, _("Không có thủ tục mã %(codes)s.") % {"codes": ", ".join(strange)} if strange else _("Chọn ít nhất một thủ tục.")
        )
        return redirect("office:form", key)
    try:
        drafts = drafting.use_form(form, found, by=request.actor, at=request.now, key=request.key)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("office:form", key)
    told = ", ".join(f"{draft.procedure.code} #{draft.number}" for draft in drafts)
    messages.success(request, _("Phiên bản %(version)d đã ở trong bản thảo của: %(drafts)s.") % {"version": version, "drafts": told})
    today = request.now.astimezone(HANOI).date()
    for draft in drafts:
        for says in unasked(draft, today):
            messages.error(request, f"{draft.procedure.code}: {says}")
    return redirect("office:procedure", drafts[0].procedure.code) if len(drafts) == 1 else redirect("office:form", key)
