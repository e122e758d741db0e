"""One page for each act that asks a few questions."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.documents.checks import FileRefused
from motcua.doors.desk import sheet
from motcua.doors.desk.opening import desk, opened, page
from motcua.doors.desk.ways import WAYS
from motcua.law.lifecycle import RULES, Act, Refusal
from motcua.people.requests import SignedInRequest
from motcua.policy.limiting import limited, sends_files
from motcua.ui import questions
from motcua.ui.forms import FieldError


@desk
@require_http_methods(["GET", "HEAD", "POST"])
@limited("uploads", sends_files)
def do(request: SignedInRequest, key: UUID, act: str) -> HttpResponse:
    """Ask what the act needs, do it, and go back to the dossier; a refusal stands beside the first question it may speak of."""
    way = WAYS.get(Act(act)) if act in list(Act) else None
    if way is None:
        raise Http404
    dossier = opened(request, key)
    asked = way.asks(dossier, request.now)
    errors: list[FieldError] = []
    if request.method == "POST":
        values, errors = questions.read(asked, request.POST, request.FILES)
        if not errors:
            try:
                way.does(dossier, **values, by=request.actor, at=request.now, key=request.key)
            except (FileRefused, Refusal) as refusal:
                errors = [FieldError(asked[0].name, str(refusal))]
            else:
                messages.success(request, _("Đã ghi: %(act)s.") % {"act": way.name})
                return redirect("desk:dossier", key)
    values = {
        "dossier": dossier,
        "sheet": sheet.of(dossier, request.actor, request.now),
        "way": way,
        "law": "; ".join(RULES[way.act].cites),
        "questions": questions.shown(asked, request.POST, errors),
        "errors": errors,
    }
    return page(request, "do.html", values, refused=bool(errors))
