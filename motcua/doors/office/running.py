"""Long work an officer of the office asked for: how far it is, what came of it."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from motcua.doors.office.handover import report_of
from motcua.doors.office.opening import office, page
from motcua.dossiers import running
from motcua.dossiers.runs import Run, run_of
from motcua.people.requests import SignedInRequest
from motcua.ui.values import FileRow

_HANDOVER = ("office:handover", gettext_lazy("Về bàn giao cấu hình"))
_BACK = {
    Run.Kind.BUNDLE: _HANDOVER,
    Run.Kind.JUDGE: _HANDOVER,
    Run.Kind.TAKE_IN: _HANDOVER,
    Run.Kind.TWINS: ("office:twins", gettext_lazy("Về danh sách thủ tục có thể trùng")),
}


@office
@require_safe
def run(request: SignedInRequest, key: UUID) -> HttpResponse:
    """One piece of long work; a preview that is over shows what would change and can be applied."""
    return page(request, "run.html", _values(request, key))


@office
@never_cache
@require_safe
def run_state(request: SignedInRequest, key: UUID) -> HttpResponse:
    """Asked by the page while it goes on."""
    values = _values(request, key)
    if not values["shown"].run.goes_on:
        return HttpResponse(headers={"HX-Redirect": reverse("office:run", args=[key])})
    return render(request, "ui/parts/run_progress.html", values)


def _values(request: SignedInRequest, key: UUID) -> dict[str, Any]:
    found = run_of(request.user, key)
    values: dict[str, Any] = {"shown": running.shown(found, str), "state_url": reverse("office:run_state", args=[key])}
    if found.kind == Run.Kind.PREVIEW and not found.goes_on and not found.failure:
        values["preview"] = _read(found.answer)
    values["report"] = report_of(found)
    values["may_take"] = found.kind == Run.Kind.JUDGE and bool(found.answer.get("ok") and found.answer.get("new"))
    if found.kind == Run.Kind.BUNDLE and found.document and not found.goes_on:
        values["file"] = FileRow(found.document.name, reverse("office:bundle", args=[found.pk]), found.document.size)
    values["way_back"] = _BACK.get(Run.Kind(found.kind), ("office:calendar", gettext_lazy("Về lịch làm việc")))
    return values


def _read(answer: dict[str, Any]) -> dict[str, Any]:
    """The answer of a preview with its days and moments as such."""
    days = [(date.fromisoformat(d), _said(was), _said(becomes)) for d, was, becomes in answer["days"]]
    moves = [(date.fromisoformat(old), date.fromisoformat(new), count) for old, new, count in answer["moves"]]
    examples = [(code, datetime.fromisoformat(old), datetime.fromisoformat(new)) for code, old, new in answer["examples"]]
    return {**answer, "days": days, "moves": moves, "examples": examples}


def _said(works: bool) -> str:
    return _("làm việc") if works else _("nghỉ")
