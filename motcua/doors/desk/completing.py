"""Finish a step of work that drafts no paper: say how it ends, and what the next officers should know."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.acts import processing
from motcua.doors.desk import sheet
from motcua.doors.desk.opening import desk, opened, page
from motcua.dossiers.models import Step
from motcua.law.flow import CLOSED, PlannedStep
from motcua.law.lifecycle import RULES, Act, Refusal
from motcua.lib.saying import say
from motcua.people.requests import SignedInRequest
from motcua.ui import questions
from motcua.ui.forms import FieldError
from motcua.ui.questions import Question
from motcua.ui.words import Words


@desk
@require_http_methods(["GET", "HEAD", "POST"])
def complete(request: SignedInRequest, key: UUID) -> HttpResponse:
    """One question for the outcome, one for a note; `buoc` in the address names the step where several are open."""
    dossier = opened(request, key)
    here = sheet.of(dossier, request.actor, request.now)
    step = _step([each for each in (here.step, *here.beside) if each], request.GET.get("buoc", ""))
    planned = dossier.revision.plan.plan().step(step.key) if step else None
    asked = _questions(planned) if planned else []
    errors = [] if planned else [FieldError("", say(CLOSED))]
    if request.method == "POST" and planned:
        values, errors = questions.read(asked, request.POST)
        if not errors:
            try:
                processing.complete(dossier, **values, step=planned.key, by=request.actor, at=request.now, key=request.key)
            except Refusal as refusal:
                errors = [FieldError("outcome", str(refusal))]
            else:
                messages.success(request, _("Đã hoàn thành bước “%(step)s”.") % {"step": _name(planned)})
                return redirect("desk:dossier", key)
    values = {
        "dossier": dossier,
        "sheet": here,
        "planned": planned,
        "name": _name(planned) if planned else "",
        "law": "; ".join(RULES[Act.COMPLETE_STEP].cites),
        "questions": questions.shown(asked, request.POST, errors),
        "errors": errors,
    }
    return page(request, "complete.html", values, refused=bool(errors))


def _step(found: list[Step], key: str) -> Step | None:
    return next((step for step in found if key in ("", step.key)), None)


def _questions(planned: PlannedStep) -> list[Question]:
    ways = tuple((o.key, str(Words(o.label, o.label_en or o.label))) for o in planned.outcomes if not o.template)
    note = Question("note", _("Ghi chú cho người làm bước sau"), hint=_("Ý kiến, căn cứ. Không có thì để trống."))
    return [Question("outcome", _("Kết quả của bước"), "choice", choices=ways, first=ways[0][0] if len(ways) == 1 else ""), note]


def _name(planned: PlannedStep) -> str:
    return str(Words(planned.name, planned.name_en or planned.name))
