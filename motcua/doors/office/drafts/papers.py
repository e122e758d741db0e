"""The papers that a draft asks: listed, moved, written one by one, each with the condition under which it is asked."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.acts import drafting, publishing
from motcua.catalogue.declaring import conditions, papers
from motcua.catalogue.drafting import paper_rows
from motcua.catalogue.models import Revision, words
from motcua.doors.office.drafts.opening import draft_of, shown
from motcua.doors.office.forms.deciding import builder, rows_sent, wrong_rows
from motcua.doors.office.forms.opening import errors_of
from motcua.doors.office.forms.parts import both
from motcua.doors.office.opening import controller
from motcua.law.lifecycle import Refusal
from motcua.people.requests import SignedInRequest
from motcua.ui import questions
from motcua.ui.forms import FieldError
from motcua.ui.forms.schema import SOURCES
from motcua.ui.forms.sources import NAMES
from motcua.ui.questions import Question


@controller
@require_http_methods(["GET", "HEAD", "POST"])
def listed(request: SignedInRequest, code: str) -> HttpResponse:
    """Every paper in order; buttons move and take out; a procedure that asks none says so."""
    draft = draft_of(code)
    errors: list[FieldError] = []
    if request.method == "POST":
        if request.POST.get("_do") == "none":
            errors = _say_none(request, draft)
        else:
            errors = _keep(request, draft, papers.changed(paper_rows(draft), request.POST.get("_do", "")))
        if not errors:
            return redirect("office:draft_papers", code)
        draft = draft_of(code)
    known = conditions.askable(draft.form.data)
    rows = [
        {**row, "title": words(row["name"]), "when": str(conditions.said(row["condition"], known, words)) if row["condition"] else ""}
        for row in paper_rows(draft)
    ]
    none = bool(draft.facts.get("no_papers"))
    return shown(request, draft, "papers.html", refused=bool(errors), rows=rows, none=none, errors=errors, sources=_sources())


def _say_none(request: SignedInRequest, draft: Revision) -> list[FieldError]:
    """Publish that no paper is asked, or no longer."""
    changes = {"no_papers": True if request.POST.get("no_papers") else None}
    try:
        publishing.amend_draft(draft, changes, seen=_seen(request), by=request.actor, at=request.now, key=request.key)
    except Refusal as refusal:
        return [FieldError("seen", str(refusal))]
    return []


@controller
@require_http_methods(["GET", "HEAD", "POST"])
def paper(request: SignedInRequest, code: str, key: str = "") -> HttpResponse:
    """Write one paper; `moi` is a new one."""
    draft = draft_of(code)
    rows = paper_rows(draft)
    held = papers.found(rows, key)
    if key and held is None:
        raise Http404
    first = papers.typed_of(held) if held else {"originals": "1", "copies": "0"}
    errors: list[FieldError] = []
    if request.method == "POST":
        made, wrong = papers.written(rows, key, request.POST.dict())
        errors = errors_of(wrong) or _keep(request, draft, made)
        if not errors:
            messages.success(request, _("Đã ghi vào bản thảo."))
            return redirect("office:draft_papers", code)
    asked = questions.shown(_asked(first.get("found_in", "")), request.POST if request.method == "POST" else first, errors)
    condition = str(conditions.said(held["condition"], conditions.askable(draft.form.data), words)) if held else ""
    title = words(held["name"]) if held else _("Giấy tờ mới")
    values: dict[str, Any] = {"key": key, "title": title, "questions": asked, "condition": condition, "errors": errors}
    return shown(request, draft, "paper.html", refused=bool(errors), **values)


def _asked(found_in: str) -> list[Question]:
    places = _sources()
    known = (("", _("Người nộp mang đến")), *places.items(), *(((found_in, found_in),) if found_in and found_in not in places else ()))
    return [
        *both("name", _("Tên giấy tờ")),
        *both("hint", _("Gợi ý cho người nộp")),
        *both("why", _("Vì sao cần")),
        Question("basis", _("Căn cứ"), "text", _("Như 175/2024/NĐ-CP, Điều 53.")),
        Question("originals", _("Số bản chính"), "text"),
        Question("copies", _("Số bản sao"), "text"),
        Question("found_in", _("Đã có trong cơ sở dữ liệu"), "choice", _("Có rồi thì người dân không phải nộp."), choices=tuple(known)),
    ]


def _sources() -> dict[str, str]:
    return {source: str(NAMES.get(source, source)) for source in sorted(SOURCES)}


@controller
@require_http_methods(["GET", "HEAD", "POST"])
def condition(request: SignedInRequest, code: str, key: str) -> HttpResponse:
    """When a paper is asked: the same lines of selects as in a form."""
    draft = draft_of(code)
    rows = paper_rows(draft)
    held = papers.found(rows, key)
    if held is None:
        raise Http404
    known = conditions.askable(draft.form.data)
    lines = rows_sent(request.POST) if request.method == "POST" else conditions.rows_of(held["condition"])
    made = conditions.made(lines, known)
    errors: list[FieldError] = []
    if request.method == "POST" and "_do" not in request.POST:
        errors = wrong_rows(made.wrong) or _keep(request, draft, papers.with_condition(rows, key, made.condition))
        if not errors:
            messages.success(request, _("Đã ghi vào bản thảo."))
            return redirect("office:draft_paper", code, key)
    said = "" if made.wrong else str(conditions.said(made.condition, known, words))
    wrong = made.wrong if errors else {}
    values = {"key": key, "title": words(held["name"]), "builder": builder(lines, known, wrong), "said": said, "errors": errors}
    return shown(request, draft, "paper_condition.html", refused=bool(errors), **values)


def _keep(request: SignedInRequest, draft: Revision, rows: list[papers.Row]) -> list[FieldError]:
    try:
        drafting.write_papers(draft, rows, seen=_seen(request), by=request.actor, at=request.now, key=request.key)
    except Refusal as refusal:
        return [FieldError("seen", str(refusal))]
    return []


def _seen(request: SignedInRequest) -> str:
    return request.POST.get("seen", "")[:64] or "?"
