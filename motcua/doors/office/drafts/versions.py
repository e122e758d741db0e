"""Which version of a form and of its process a draft has."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.acts import drafting
from motcua.catalogue.form_usage import names_of
from motcua.catalogue.models import Form, Revision, StepPlan
from motcua.doors.office.drafts.opening import draft_of, shown
from motcua.doors.office.opening import controller
from motcua.law.lifecycle import Refusal
from motcua.people.requests import SignedInRequest
from motcua.ui import questions
from motcua.ui.forms import FieldError
from motcua.ui.questions import Question


@controller
@require_http_methods(["GET", "HEAD", "POST"])
def versions(request: SignedInRequest, code: str) -> HttpResponse:
    """Choose the version of the form, of any form, and of the process."""
    draft = draft_of(code)
    asked = _asked(draft)
    errors: list[FieldError] = []
    if request.method == "POST":
        values, errors = questions.read(asked, request.POST)
        if not errors:
            form, plan = Form.objects.get(pk=values["form"]), StepPlan.objects.get(pk=values["plan"])
            seen = request.POST.get("seen", "")[:64] or "?"
            try:
                drafting.choose_versions(draft, form=form, plan=plan, seen=seen, by=request.actor, at=request.now, key=request.key)
            except Refusal as refusal:
                errors = [FieldError("seen", str(refusal))]
            else:
                messages.success(request, _("Đã ghi vào bản thảo."))
                return redirect("office:procedure", code)
    shown_ones = questions.shown(asked, request.POST, errors)
    return shown(request, draft_of(code), "versions.html", refused=bool(errors), questions=shown_ones, errors=errors)


def _asked(draft: Revision) -> list[Question]:
    """Versions of forms: of the draft's own first, then of every other, later ones first; and of the procedure's process."""
    forms = list(Form.objects.defer("data").order_by("key", "-version"))
    forms.sort(key=lambda each: each.key not in (draft.form.key, draft.procedure.code))
    names = names_of({each.key for each in forms})
    plans = StepPlan.objects.filter(key__in=(draft.plan.key, draft.procedure.code)).defer("steps").order_by("key", "-version")
    told = tuple(
        (str(each.pk), _("%(name)s, phiên bản %(version)d") % {"name": names[each.key], "version": each.version}) for each in forms
    )
    planned = tuple(
        (str(each.pk), " – ".join(filter(None, [_("Phiên bản %d") % each.version, each.decision, each.note]))) for each in plans
    )
    return [
        Question("form", _("Tờ khai"), "choice", choices=told, first=str(draft.form_id)),
        Question("plan", _("Quy trình nội bộ"), "choice", choices=planned, first=str(draft.plan_id)),
    ]
