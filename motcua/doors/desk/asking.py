"""Ask the applicant for what is missing: once, fully, each item with what to do."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.acts import reception
from motcua.catalogue.models import Phrase, Requirement
from motcua.catalogue.phrases import phrases_for
from motcua.catalogue.requirements import asked_of
from motcua.doors.desk import sheet
from motcua.doors.desk.opening import desk, opened, page
from motcua.dossiers.models import Dossier
from motcua.dossiers.timeliness import supplement_late, supplement_request_days
from motcua.law.calendar import HANOI
from motcua.law.intake import AlreadyAsked, Item, ItemsMissing
from motcua.law.lifecycle import Refusal
from motcua.people.requests import SignedInRequest
from motcua.ui.forms import FieldError

MOST_ROWS = 20
_FIELDS = ("name", "instruction", "basis", "requirement")
Row = dict[str, str]


@desk
@require_http_methods(["GET", "HEAD", "POST"])
def supplement(request: SignedInRequest, key: UUID) -> HttpResponse:
    """Rows are added and removed by buttons, and sent together."""
    dossier = opened(request, key)
    papers = asked_of(dossier.revision, dossier.answers)
    if request.method != "POST":
        return _form(request, dossier, papers, [_blank()])
    rows = posted_rows(request.POST)
    if "_phrase" in request.POST:
        rows = with_phrase(rows, request.POST.get("phrase", ""), _phrases(request, dossier))
    if {"_add", "_remove", "_phrase"} & request.POST.keys():
        return _form(request, dossier, papers, rows)
    words = {name: request.POST.get(name, "") for name in ("reason", "why_again")}
    try:
        reception.request_supplement(dossier, items=_items(papers, rows), **words, by=request.actor, at=request.now, key=request.key)
    except Refusal as refusal:
        return _form(request, dossier, papers, rows, [FieldError(_place(refusal, rows), str(refusal))])
    messages.success(request, _("Đã gửi yêu cầu bổ sung. Thời hạn tạm dừng đến khi người nộp trả lời."))
    return redirect("desk:dossier", key)


def posted_rows(posted: Mapping[str, str]) -> list[Row]:
    """Return the rows as typed: one more for "add", one less for "remove", else without blank ones."""
    count = min(_number(posted.get("rows", "")), MOST_ROWS)
    rows = [{field: posted.get(f"{field}-{at}", "") for field in _FIELDS} for at in range(count)]
    if "_remove" in posted:
        rows = [row for at, row in enumerate(rows) if str(at) != posted["_remove"]]
    elif "_phrase" in posted:
        return rows or [_blank()]
    elif "_add" in posted:
        rows = [*rows, _blank()][:MOST_ROWS]
    else:
        rows = [row for row in rows if any(text.strip() for text in row.values())]
    return rows or [_blank()]


def with_phrase(rows: list[Row], key: str, phrases: list[Phrase]) -> list[Row]:
    """Return the rows with the words of a saved phrase in the first blank one, else in one more; as they were if it is none."""
    phrase = next((each for each in phrases if each.key == key), None)
    if phrase is None:
        return rows
    words = {**_blank(), "name": phrase.name, "instruction": phrase.instruction, "basis": phrase.basis}
    at = next((at for at, row in enumerate(rows) if not any(row.values())), len(rows))
    return [*rows[:at], words, *rows[at + 1 :]][:MOST_ROWS]


def _phrases(request: SignedInRequest, dossier: Dossier) -> list[Phrase]:
    return list(phrases_for(dossier.revision.procedure.code, request.now.astimezone(HANOI).date()))


def _items(papers: list[Requirement], rows: list[Row]) -> list[Item]:
    titles = {each.key: each.name["vi"] for each in papers}
    items = []
    for row in rows:
        chosen = row["requirement"] if row["requirement"] in titles else ""
        name = row["name"].strip() or titles.get(chosen, "")
        items.append(Item(name[:300], row["instruction"].strip(), row["basis"].strip()[:200], chosen))
    return items


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


def _place(refusal: Refusal, rows: list[Row]) -> str:
    """The input the refusal speaks of."""
    if isinstance(refusal, AlreadyAsked):
        return "why_again"
    if isinstance(refusal, ItemsMissing):
        unsaid = (at for at, row in enumerate(rows) if not row["instruction"].strip())
        return f"instruction-{next(unsaid, 0)}"
    return "reason"


def _blank() -> Row:
    return dict.fromkeys(_FIELDS, "")


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 4 else 0
