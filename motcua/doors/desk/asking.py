"""Ask the applicant for what is missing: once, fully, each item with what to do."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.acts import reception
from motcua.catalogue.asking import Row, blank, items_of, place_of, posted_rows, with_phrase
from motcua.catalogue.models import Phrase, Requirement
from motcua.catalogue.phrases import phrases_for
from motcua.doors.desk import sheet
from motcua.doors.desk.opening import desk, opened, page
from motcua.dossiers.applying import papers_asked
from motcua.dossiers.models import Dossier
from motcua.dossiers.timeliness import supplement_late, supplement_request_days
from motcua.law.calendar import HANOI
from motcua.law.lifecycle import Refusal
from motcua.people.requests import SignedInRequest
from motcua.ui.forms import FieldError


@desk
@require_http_methods(["GET", "HEAD", "POST"])
def supplement(request: SignedInRequest, key: UUID) -> HttpResponse:
    """Rows are added and removed by buttons, and sent together."""
    dossier = opened(request, key)
    papers = papers_asked(dossier, dossier.answers)
    if request.method != "POST":
        return _form(request, dossier, papers, [blank()])
    rows = posted_rows(request.POST)
    if "_phrase" in request.POST:
        rows = with_phrase(rows, request.POST.get("phrase", ""), _phrases(request, dossier))
    if {"_add", "_remove", "_phrase"} & request.POST.keys():
        return _form(request, dossier, papers, rows)
    words = {name: request.POST.get(name, "") for name in ("reason", "why_again")}
    try:
        reception.request_supplement(dossier, items=items_of(papers, rows), **words, by=request.actor, at=request.now, key=request.key)
    except Refusal as refusal:
        return _form(request, dossier, papers, rows, [FieldError(place_of(refusal, rows), str(refusal))])
    messages.success(request, _("Đã gửi yêu cầu bổ sung. Thời hạn tạm dừng đến khi người nộp trả lời."))
    return redirect("desk:dossier", key)


def _phrases(request: SignedInRequest, dossier: Dossier) -> list[Phrase]:
    return list(phrases_for(dossier.revision.procedure.code, request.now.astimezone(HANOI).date()))


def _form(
    request: SignedInRequest, dossier: Dossier, papers: list[Requirement], rows: list[Row], errors: list[FieldError] | None = None
) -> HttpResponse:
    values: dict[str, Any] = {
        "dossier": dossier,
        "sheet": sheet.of(dossier, request.actor, request.now),
        "papers": papers,
        "rows": rows,
        "phrases": _phrases(request, dossier),
        "asked_before": dossier.supplements.exists(),
        "late": supplement_late(dossier, request.now),
        "ask_days": supplement_request_days(dossier),
        "typed": request.POST,
        "errors": errors or [],
    }
    return page(request, "supplement.html", values, refused=bool(errors))
