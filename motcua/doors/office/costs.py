"""Compliance cost in the office: the works of a procedure before and after a simplification, the sum and the saving; to print."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from motcua.acts.compliance import INCOME, NewAssessment, assess, income_on
from motcua.catalogue.compliance import ComplianceCost, latest_costs
from motcua.catalogue.models import Procedure
from motcua.doors.office.opening import controller, office, page
from motcua.doors.office.procedures import named
from motcua.dossiers.models import Channel, Dossier
from motcua.fees.quoting import costs
from motcua.law.calendar import HANOI
from motcua.law.compliance import TASK_NAMES, Burden, CostRefused, Saving, Task, Work, saving, work_cost
from motcua.people.requests import SignedInRequest
from motcua.policy.values import setting
from motcua.ui.forms import FieldError

MOST = 12
SIDES = ("before", "after")
AMOUNTS = ("travel", "services", "fees", "other")
_FIRST = (Task.PREPARE, Task.FILE, Task.PAY)


@dataclass(frozen=True)
class Sums:
    """What was typed, computed: both sides a year, the saving, each work once (before, after)."""

    saving: Saving
    works: list[tuple[int, int]]


@office
@require_safe
def overview(request: SignedInRequest) -> HttpResponse:
    """The last assessment of each procedure, and what all simplifications spare together."""
    found = list(latest_costs())
    total = Saving(sum(each.cost_before for each in found), sum(each.cost_after for each in found))
    return page(request, "costs.html", {"costs": found, "total": total})


@office
@require_safe
def kept(request: SignedInRequest, code: str) -> HttpResponse:
    """The assessments of a procedure, each with its works; made to be printed."""
    found = ComplianceCost.objects.filter(procedure=named(code)).select_related("procedure")
    return page(request, "cost.html", {"procedure": named(code), "assessments": [_shown(each) for each in found]})


@controller
@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: SignedInRequest, code: str) -> HttpResponse:
    """Enter the works of both sides; "Tính" shows the sums, "Lưu" keeps them. What was typed stands whatever happens."""
    procedure, today = named(code), request.now.astimezone(HANOI).date()
    typed = request.POST.dict() if request.method == "POST" else _first(request, procedure)
    rows = _rows(typed, request.POST)
    errors: list[FieldError] = []
    sums = None
    if request.method == "POST" and "_add" not in request.POST:
        burdens, errors = _read(typed, rows)
        if not errors:
            income = income_on(today)
            each = [(work_cost(a, income), work_cost(b, income)) for a, b in zip(burdens[0].works, burdens[1].works, strict=True)]
            sums = Sums(saving(*burdens, income), each)
            if "_save" in request.POST:
                errors = _save(request, procedure, burdens)
                if not errors:
                    messages.success(request, _("Đã lưu đánh giá chi phí tuân thủ."))
                    return redirect("office:cost", code)
    shown = [_typed_row(at, typed, {e.field: e.message for e in errors}) for at in range(rows)]
    values = {
        "procedure": procedure,
        "rows": shown,
        "count": rows,
        "typed": typed,
        "tasks": [(task.value, _(name)) for task, name in TASK_NAMES.items()],
        "income": setting(INCOME, today),
        "sums": sums,
        "errors": errors,
        "wrong_volume": next((e.message for e in errors if e.field.startswith("times-")), ""),
        "times": {side: typed.get(f"times-{side}", "") for side in SIDES},
        "applicants": {side: typed.get(f"applicants-{side}", "") for side in SIDES},
    }
    return page(request, "enter_cost.html", values, refused=bool(errors))


def _first(request: SignedInRequest, procedure: Procedure) -> dict[str, str]:
    """What stands on an empty page: the usual works, the fees of both channels, last year's dossiers as volume."""
    today = request.now.astimezone(HANOI).date()
    received = Dossier.objects.filter(revision__procedure=procedure, received_at__gte=request.now - timedelta(days=365)).count()
    typed = {"rows": str(len(_FIRST)), "times-before": "1", "times-after": "1"}
    typed |= {f"applicants-{side}": str(received or "") for side in SIDES}
    for at, task in enumerate(_FIRST):
        typed |= {f"task-{at}": task.value, f"name-{at}": _(TASK_NAMES[task])}
    pay = str(_FIRST.index(Task.PAY))
    revision = procedure.revisions.exclude(valid_from=None).order_by("-number").first()
    for side, channel in zip(SIDES, (Channel.DIRECT, Channel.ONLINE), strict=True):
        typed[f"fees-{side}-{pay}"] = str(costs(procedure.code, channel, today, revision).quote.payable or 0)
    return typed


def _rows(typed: Mapping[str, str], posted: Mapping[str, str]) -> int:
    text = typed.get("rows", "")
    count = int(text) if text.isascii() and text.isdigit() and len(text) < 3 else 1
    return max(1, min(count + ("_add" in posted), MOST))


def _read(typed: Mapping[str, str], rows: int) -> tuple[tuple[Burden, Burden], list[FieldError]]:
    errors: list[FieldError] = []
    works: dict[str, list[Work]] = {side: [] for side in SIDES}
    for at in range(rows):
        if not typed.get(f"name-{at}", "").strip():
            continue
        for side in SIDES:
            try:
                works[side].append(_work(typed, side, at))
            except (ValueError, InvalidOperation):
                errors.append(FieldError(f"name-{at}", _("Công việc %(n)d: ghi giờ như 1,5 và số tiền bằng chữ số.") % {"n": at + 1}))
            except CostRefused as refused:
                errors.append(FieldError(f"name-{at}", str(refused)))
    burdens = []
    for side in SIDES:
        try:
            burdens.append(Burden(tuple(works[side]), _number(typed, f"times-{side}"), _number(typed, f"applicants-{side}")))
        except (ValueError, CostRefused):
            errors.append(FieldError("times-before", _("Ghi số lần và số đối tượng một năm bằng chữ số.")))
            burdens.append(Burden((), 0, 0))
    if not any(works.values()):
        errors.append(FieldError("name-0", _("Ghi ít nhất một công việc.")))
    return (burdens[0], burdens[1]), errors


def _work(typed: Mapping[str, str], side: str, at: int) -> Work:
    hours = Decimal(typed.get(f"hours-{side}-{at}", "").strip().replace(",", ".") or "0")
    if hours > 10_000:
        raise ValueError(hours)
    amounts = {name: _number(typed, f"{name}-{side}-{at}") for name in AMOUNTS}
    return Work(Task(typed.get(f"task-{at}", "")), typed[f"name-{at}"].strip()[:200], hours, **amounts)


def _number(typed: Mapping[str, str], name: str) -> int:
    number = int(typed.get(name, "").strip().replace(".", "").replace(" ", "") or "0")
    if number > 10**12:
        raise ValueError(number)
    return number


def _save(request: SignedInRequest, procedure: Procedure, burdens: tuple[Burden, Burden]) -> list[FieldError]:
    posted = request.POST
    new = NewAssessment(
        posted.get("simplification", ""), posted.get("source", ""), *burdens, basis=posted.get("basis", ""), unsure="measured" not in posted
    )
    try:
        assess(procedure, new, by=request.actor, at=request.now, key=request.key)
    except CostRefused as refused:
        return [FieldError("simplification", str(refused))]
    return []


def _typed_row(at: int, typed: Mapping[str, str], wrong: Mapping[str, str]) -> dict[str, Any]:
    names = {"hours": _("Thời gian, giờ"), "travel": _("Đi lại, bưu chính"), "services": _("Thuê dịch vụ, tư vấn")}
    names |= {"fees": _("Phí, lệ phí"), "other": _("Chi phí khác")}
    inputs = [(f"{n}-{side}-{at}", _side(side), words, typed.get(f"{n}-{side}-{at}", "")) for side in SIDES for n, words in names.items()]
    return {
        "at": at,
        "task": typed.get(f"task-{at}", Task.OTHER.value),
        "name": typed.get(f"name-{at}", ""),
        "inputs": inputs,
        "error": wrong.get(f"name-{at}", ""),
    }


def _side(side: str) -> str:
    return _("trước") if side == "before" else _("sau")


def _shown(each: ComplianceCost) -> dict[str, Any]:
    before, after = each.burdens()
    income = each.income()
    works = [
        (_(TASK_NAMES[a.task]), a.name, a, work_cost(a, income), b, work_cost(b, income))
        for a, b in zip(before.works, after.works, strict=True)
    ]
    return {"cost": each, "before": before, "after": after, "works": works, "hourly": int(income.hourly)}
