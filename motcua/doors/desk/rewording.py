"""Change the words of the draft line by line; the template's own words stand beside, and one goes back to them by a button."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.acts import rewording, wording
from motcua.doors.desk import sheet
from motcua.doors.desk.dossier import shown
from motcua.doors.desk.opening import desk, opened, page
from motcua.dossiers.models import Dossier, Result
from motcua.dossiers.rewordings import Conflict, Rewording
from motcua.law import lifecycle
from motcua.law.lifecycle import Act, Refusal
from motcua.law.rewording import LONGEST, TextRefused, check_text
from motcua.lib.differ import Span, spans
from motcua.people import rights
from motcua.people.requests import SignedInRequest
from motcua.ui.forms import FieldError

LINE, SEEN = "w-", "o-"  # what is typed, and what the template said when the page was opened


@dataclass(frozen=True)
class Row:
    """One line on the page: what the template says, what is typed, who reworded it, what is wrong or changed beneath."""

    place: str
    label: str
    template: str
    typed: str
    held: Rewording | None
    conflict: Conflict | None
    error: str

    @property
    def old(self) -> list[Span]:
        """The template's words, those that went marked."""
        return spans(self.template, self.typed)[0]

    @property
    def name(self) -> str:
        """The name of its box."""
        return f"{LINE}{self.place}"

    @property
    def rows(self) -> int:
        """How tall the box is."""
        return min(8, max(1, len(self.typed) // 60 + 1))


@desk
@require_http_methods(["GET", "HEAD", "POST"])
def reword(request: SignedInRequest, key: UUID) -> HttpResponse:
    """Every line of the draft as a box; saving prints the paper anew."""
    dossier = opened(request, key)
    result = sheet.result_of(dossier)
    if result is None or not result.template:
        return shown(request, dossier, [FieldError("", _("Chưa có bản dự thảo kết quả để sửa câu chữ."))])
    if request.method != "POST":
        return _form(request, dossier, result, {}, {})
    typed, seen = _sent(request, LINE), _sent(request, SEEN)
    if back := request.POST.get("_back", ""):
        typed = _without_undecided(dossier, result, typed) | {back: seen.get(back, "")}
    wrong = _wrong(typed)
    if wrong:
        return _form(request, dossier, result, typed, wrong)
    try:
        reason = request.POST.get("reason", "")
        rewording.reword(dossier, typed, seen=seen, reason=reason, by=request.actor, at=request.now, key=request.key)
    except Refusal as refusal:
        return _form(request, dossier, result, typed, {"": str(refusal)})
    messages.success(request, _("Đã lưu câu chữ. Bản in đang được lập lại."))
    return redirect("desk:reword" if "_back" in request.POST else "desk:dossier", key)


def _sent(request: SignedInRequest, begins: str) -> dict[str, str]:
    return {name.removeprefix(begins): str(text).replace("\r\n", "\n") for name, text in request.POST.items() if name.startswith(begins)}


def _without_undecided(dossier: Dossier, result: Result, typed: Mapping[str, str]) -> dict[str, str]:
    """Leave out lines in conflict that nobody touched: a button at another line does not decide them."""
    mine = {each.rewording.place: each.rewording.text for each in wording.standing_of(dossier, result).conflicts}
    return {place: text for place, text in typed.items() if mine.get(place) != text}


def _wrong(typed: Mapping[str, str]) -> dict[str, str]:
    wrong = {}
    for place, text in typed.items():
        try:
            check_text(text)
        except TextRefused as refusal:
            wrong[place] = str(refusal)
    return wrong


def _form(request: SignedInRequest, dossier: Dossier, result: Result, typed: Mapping[str, str], wrong: Mapping[str, str]) -> HttpResponse:
    standing = wording.standing_of(dossier, result)
    held = {each.place: each for each in standing.held}
    beneath = {each.rewording.place: each for each in standing.conflicts}
    rows = []
    for line in wording.worded(dossier, result):
        changed = beneath.get(line.place)
        mine = changed.rewording if changed else held.get(line.place)
        text = typed.get(line.place, mine.text if mine else line.text)[: LONGEST * 2]
        rows.append(Row(line.place, line.label, line.text, text, mine, changed, wrong.get(line.place, "")))
    values: dict[str, Any] = {
        "dossier": dossier,
        "sheet": sheet.of(dossier, request.actor, request.now),
        "allowed": lifecycle.may(Act.REWORD, rights.of(request.actor, dossier)) and dossier.state in lifecycle.RULES[Act.REWORD].from_,
        "rows": rows,
        "gone": [each.rewording for each in standing.conflicts if each.now is None],
        "conflicts": len(standing.conflicts),
        "errors": [FieldError(f"{LINE}{place}" if place else "", says) for place, says in wrong.items()],
        "reason": request.POST.get("reason", ""),
    }
    return page(request, "reword.html", values, refused=bool(wrong))
