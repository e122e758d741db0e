"""Long work an administrator asked for: how far it is; what a calendar would change, or did."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from motcua.doors.office.opening import administrator, page
from motcua.dossiers import running
from motcua.dossiers.runs import Run, run_of
from motcua.people.requests import SignedInRequest


@administrator
@require_safe
def run(request: SignedInRequest, key: UUID) -> HttpResponse:
    """One piece of long work; a preview that is over shows what would change and can be applied."""
    return page(request, "run.html", _values(request, key))


@administrator
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
    return values


def _read(answer: dict[str, Any]) -> dict[str, Any]:
    """The answer of a preview with its days and moments as such."""
    days = [(date.fromisoformat(d), _said(was), _said(becomes)) for d, was, becomes in answer["days"]]
    moves = [(date.fromisoformat(old), date.fromisoformat(new), count) for old, new, count in answer["moves"]]
    examples = [(code, datetime.fromisoformat(old), datetime.fromisoformat(new)) for code, old, new in answer["examples"]]
    return {**answer, "days": days, "moves": moves, "examples": examples}


def _said(works: bool) -> str:
    return _("làm việc") if works else _("nghỉ")
