"""The re-ask rate by procedure: how much the state asked people of what it holds, why, opening into the dossiers behind each figure."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from motcua.catalogue import finding
from motcua.catalogue.forms import form_of
from motcua.doors.office.months import bounds_of, month_of
from motcua.doors.office.opening import office, page
from motcua.law.calendar import HANOI
from motcua.law.cites import articles
from motcua.law.once_only import CAUSE_NAMES, Cause, ground_for_paper
from motcua.people.requests import SignedInRequest
from motcua.reports import reasking as report
from motcua.ui.forms import FieldError
from motcua.ui.forms.sources import NAMES


@dataclass(frozen=True)
class Cell:
    """How often for one cause, and where it opens."""

    cause: str
    many: int
    name: str


@office
@require_safe
def reasking(request: SignedInRequest) -> HttpResponse:
    """Show a month by procedure and cause; `thu-tuc` and `nguyen-nhan` open what lies behind one figure."""
    errors: list[FieldError] = []
    today = request.now.astimezone(HANOI).date()
    month = month_of(request.GET.get("thang", ""), today, errors)
    start, end = bounds_of(month)
    found = report.lines(start, end)
    values = {
        "rows": [(line, _cells(line)) for line in found],
        "total": report.total(found),
        "totals": _cells(report.total(found)),
        "causes": [_(name) for name in CAUSE_NAMES.values()],
        "month": f"{month:%m/%Y}",
        "given": request.GET.get("thang", ""),
        "cites": articles(ground_for_paper),
        "errors": errors,
        **_opened(request, month, today),
    }
    return page(request, "reasking.html", values, refused=bool(errors))


def _cells(line: report.Line) -> list[Cell]:
    return [Cell(cause.value, line.tally.again.get(cause, 0), _(CAUSE_NAMES[cause])) for cause in Cause]


def _opened(request: SignedInRequest, month: date, today: date) -> dict[str, Any]:
    """What was asked again of one procedure for one cause, in words."""
    code, cause = request.GET.get("thu-tuc", ""), request.GET.get("nguyen-nhan", "")
    if not code or cause not in list(Cause):
        return {}
    labels = _labels(code, today)
    rows = [
        (each, labels.get(each.name, each.name), str(NAMES.get(each.source, each.source)))
        for each in report.cases(*bounds_of(month), code, Cause(cause))
    ]
    return {"opened": rows, "opened_code": code, "opened_cause": _(CAUSE_NAMES[Cause(cause)]), "most": report.MOST}


def _labels(code: str, today: date) -> dict[str, str]:
    """The names of a procedure's questions and papers; of one no longer in force, none: their keys stand."""
    try:
        revision = finding.in_force(code, today)
    except finding.NoRevision:
        return {}
    questions = {question.field: str(question.short) for each in form_of(revision, today).layout for question in each.questions()}
    return questions | {paper.key: paper.title for paper in revision.requirements.all()}
