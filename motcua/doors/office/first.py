"""The first draft of a procedure that only the nation has published: what is not certain is asked, the rest taken over."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.acts.base import AlreadyDone
from motcua.acts.first_draft import begin_first
from motcua.catalogue.first import stated_kind, stated_term
from motcua.catalogue.national_record import national_facts
from motcua.doors.office.opening import controller, page
from motcua.doors.office.procedures import named
from motcua.law.lifecycle import Refusal
from motcua.law.terms import TermError
from motcua.people.models import AgencyKind
from motcua.people.requests import SignedInRequest
from motcua.ui import questions
from motcua.ui.forms import FieldError
from motcua.ui.questions import Question

DAYS = "7"  # as the built-in procedures have it, marked unsure there


@controller
@require_http_methods(["GET", "HEAD", "POST"])
def first(request: SignedInRequest, code: str) -> HttpResponse:
    """Ask for term, office and days to supply, as the record has them; then the draft is there to be worked on."""
    procedure, facts = named(code), national_facts(code)
    if request.method == "POST" and procedure.revisions.exists():
        return redirect("office:procedure", code)  # sent twice, or begun by a colleague meanwhile: the draft is there
    if facts is None or procedure.revisions.exists():
        raise Http404
    term, kind = stated_term(facts), stated_kind(facts)
    asked = [
        Question("term", _("Thời hạn giải quyết"), "text", _("Viết như 5wd, 12wh, 10d, 2m hoặc same-day."), first=term),
        Question("kind", _("Cơ quan giải quyết"), "choice", choices=tuple((str(k), str(v)) for k, v in AgencyKind.choices), first=kind),
        Question("supplement_days", _("Hạn bổ sung, ngày làm việc"), "money", first=DAYS),
    ]
    errors: list[FieldError] = []
    if request.method == "POST":
        values, errors = questions.read(asked, request.POST)
        if not errors:
            given = {"term": values["term"], "kind": values["kind"], "supplement_days": int(values["supplement_days"] or DAYS)}
            try:
                begin_first(procedure, **given, by=request.actor, at=request.now, key=request.key)
            except TermError as wrong:
                errors = [FieldError("term", str(wrong))]
            except Refusal as refusal:
                errors = [FieldError("term", str(refusal))]
            except AlreadyDone:
                return redirect("office:procedure", code)
            else:
                return redirect("office:procedure", code)
    shown = {
        "procedure": procedure,
        "facts": facts,
        "questions": questions.shown(asked, request.POST, errors),
        "errors": errors,
        "cases": [each for each in facts.get("cases", []) if each["requirements"]],
    }
    return page(request, "first.html", shown, refused=bool(errors))
