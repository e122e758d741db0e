"""Asking the applicant for what is missing, and declining: each on a page of its own, because each needs words."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.acts import reception
from motcua.catalogue.models import Phrase
from motcua.catalogue.phrases import phrases_for
from motcua.doors.counter import components, pages
from motcua.doors.counter.offers import offers
from motcua.dossiers.models import Dossier
from motcua.law.calendar import HANOI
from motcua.law.intake import AlreadyAsked, Item, ItemsMissing
from motcua.law.lifecycle import Act, Refusal
from motcua.law.roles import Role
from motcua.people.requests import SignedInRequest, officer_required
from motcua.ui.forms import FieldError

MOST_ROWS = 20
_FIELDS = ("name", "instruction", "basis", "requirement")
Row = dict[str, str]


@officer_required(Role.RECEIVER)
@require_http_methods(["GET", "POST"])
def supplement(request: SignedInRequest, key: UUID) -> HttpResponse:
    """Ask once and fully: rows are added and removed by buttons, and sent together."""
    dossier = pages.opened(request, key)
    if request.method == "GET":
        return _supplement(request, dossier, _suggested(dossier))
    rows = posted_rows(request.POST)
    if "_phrase" in request.POST:
        rows = with_phrase(rows, request.POST.get("phrase", ""), _phrases(request, dossier))
    if {"_add", "_remove", "_phrase"} & request.POST.keys():
        return _supplement(request, dossier, rows)
    words = {name: request.POST.get(name, "") for name in ("reason", "why_again")}
    try:
        reception.request_supplement(dossier, items=_items(dossier, rows), **words, by=request.actor, at=request.now, key=request.key)
    except Refusal as refusal:
        return _supplement(request, dossier, rows, [FieldError(_place(refusal, rows), str(refusal))])
    messages.success(request, _("Đã gửi yêu cầu bổ sung."))
    return redirect("counter:dossier", key)


@officer_required(Role.RECEIVER)
@require_http_methods(["GET", "POST"])
def decline(request: SignedInRequest, key: UUID) -> HttpResponse:
    """Refuse to take in, saying why."""
    dossier = pages.opened(request, key)
    errors: list[FieldError] = []
    if request.method == "POST":
        try:
            reason = request.POST.get("reason", "")
            reception.decline(dossier, reason=reason, by=request.actor, at=request.now, key=request.key)
        except Refusal as refusal:
            errors = [FieldError("reason", str(refusal))]
        else:
            messages.success(request, _("Đã từ chối tiếp nhận và báo cho người nộp."))
            return redirect("counter:dossier", key)
    values = {"dossier": dossier, "errors": errors, "typed": request.POST, "offer": offers(request.actor, dossier)[Act.DECLINE.value]}
    return pages.page(request, "counter/decline.html", values, pages.REFUSED if errors else 200)


def posted_rows(posted: Mapping[str, str]) -> list[Row]:
    """Return the rows as typed, one more when "add" was pressed, one less for "remove"; blank ones go when neither was."""
    count = min(_number(posted.get("rows", "")), MOST_ROWS)
    rows = [{field: posted.get(f"{field}-{at}", "") for field in _FIELDS} for at in range(count)]
    if "_remove" in posted:
        rows = [row for at, row in enumerate(rows) if at != _number(posted["_remove"], none=-1)]
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


def _items(dossier: Dossier, rows: list[Row]) -> list[Item]:
    """The rows as items; a row that only chose a paper is named after it."""
    titles = {r.key: r.name["vi"] for r in components.asked_of(dossier)}
    items = []
    for row in rows:
        chosen = row["requirement"] if row["requirement"] in titles else ""
        name = row["name"].strip() or titles.get(chosen, "")
        items.append(Item(name[:300], row["instruction"].strip(), row["basis"].strip()[:200], chosen))
    return items


def _supplement(request: SignedInRequest, dossier: Dossier, rows: list[Row], errors: list[FieldError] | None = None) -> HttpResponse:
    values: dict[str, Any] = {
        "dossier": dossier,
        "rows": rows,
        "phrases": _phrases(request, dossier),
        "removable": len(rows) > 1,
        "full": len(rows) >= MOST_ROWS,
        "requirements": components.asked_of(dossier),
        "asked_before": dossier.supplements.exists(),
        "typed": request.POST,
        "errors": errors or [],
        "offer": offers(request.actor, dossier)[Act.REQUEST_SUPPLEMENT.value],
    }
    return pages.page(request, "counter/supplement.html", values, pages.REFUSED if errors else 200)


def _suggested(dossier: Dossier) -> list[Row]:
    """A row for each required paper that is not there, so that nothing is forgotten."""
    return [{**_blank(), "requirement": r.key, "name": r.name["vi"], "basis": r.basis} for r in components.missing(dossier)] or [_blank()]


def _place(refusal: Refusal, rows: list[Row]) -> str:
    """The input the refusal speaks of."""
    if isinstance(refusal, AlreadyAsked):
        return "why_again"
    if isinstance(refusal, ItemsMissing):
        at = next((at for at, row in enumerate(rows) if not row["instruction"].strip()), 0)
        return f"instruction-{at}"
    return "reason"


def _blank() -> Row:
    return dict.fromkeys(_FIELDS, "")


def _number(text: str, none: int = 0) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 4 else none
