"""Processes in the office: every procedure's, its versions, what is wrong with each, how long it takes; activate, compare, download."""

from collections.abc import Callable
from datetime import datetime, time
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from motcua.acts import processes
from motcua.catalogue.finding import NoRevision, current, in_force
from motcua.catalogue.models import Procedure, Revision, StepPlan, plan_from
from motcua.catalogue.processes.bpmn_out import bpmn
from motcua.catalogue.processes.writing import template, written
from motcua.catalogue.versions import ACTIVE, DRAFT, FORMER, differences, versions
from motcua.doors.office.opening import office, page
from motcua.dossiers.durations import past_of
from motcua.law.calendar import HANOI
from motcua.law.critical import critical_path, term_minutes
from motcua.law.flow import KIND_NAMES, Kind, Plan, PlannedStep
from motcua.law.lifecycle import Refusal
from motcua.law.roles import ROLE_NAMES
from motcua.law.simulation import simulate
from motcua.law.timeline import preview
from motcua.lib.saying import say
from motcua.people.requests import SignedInRequest
from motcua.ui.words import Words
from motcua.worktime.calendars import calendar_of

STATES: dict[str, tuple[str, Callable[[], str]]] = {
    ACTIVE: ("good", lambda: _("Đang áp dụng")),
    FORMER: ("still", lambda: _("Đã thay")),
    DRAFT: ("info", lambda: _("Bản nháp")),
}
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
EXAMPLE = "1.013225"
FIELD_NAMES: dict[str, Callable[[], str]] = {
    "name": lambda: _("tên"),
    "name_en": lambda: _("tên tiếng Anh"),
    "role": lambda: _("vai trò"),
    "kind": lambda: _("loại"),
    "minutes": lambda: _("thời gian"),
    "outcomes": lambda: _("kết quả, bước tiếp theo"),
    "join": lambda: _("gộp nhánh"),
    "unit": lambda: _("đơn vị"),
    "phase": lambda: _("giai đoạn"),
}


@office
@require_safe
def listed(request: SignedInRequest) -> HttpResponse:
    """Every procedure in force: the active version, its longest way against the term."""
    day = request.now.astimezone(HANOI).date()
    rows = [_summary(revision) for revision in current(day).order_by("procedure__code")]
    return page(request, "processes.html", {"rows": rows})


def _summary(revision: Revision) -> dict[str, Any]:
    plan, term = revision.plan.plan(), revision.legal_term()
    wrong = processes.problems_of(revision.plan, revision)
    return {
        "procedure": revision.procedure,
        "version": revision.plan.version,
        "steps": len(plan.steps),
        "longest": None if wrong else critical_path(plan).minutes,
        "term": term_minutes(term),
        "wrong": len(wrong),
    }


@office
@require_safe
def versions_of(request: SignedInRequest, code: str) -> HttpResponse:
    """The versions of one procedure's process."""
    revision = revision_of(request, code)
    found = versions(revision.procedure, request.now.astimezone(HANOI).date())
    rows = [(each.plan, *_state(each.state), len(each.plan.steps)) for each in found]
    return page(request, "process_versions.html", {"procedure": revision.procedure, "rows": rows, "active": revision.plan.version})


def revision_in_force(request: SignedInRequest, code: str) -> Revision:
    """Return the revision in force today; 404 for a procedure that has none."""
    try:
        return in_force(code, request.now.astimezone(HANOI).date())
    except NoRevision as missing:
        raise Http404 from missing


def revision_of(request: SignedInRequest, code: str) -> Revision:
    """Return the revision in force today, else the draft of a procedure that was never published; 404 for one with neither."""
    draft = Revision.objects.select_related("procedure", "form", "plan").filter(procedure__code=code, valid_from=None).first()
    published = Revision.objects.filter(procedure__code=code).exclude(valid_from=None).exists()
    return draft if draft and not published else revision_in_force(request, code)


def _state(state: str) -> tuple[str, str]:
    tone, words = STATES[state]
    return tone, words()


def version_of(code: str, number: int) -> StepPlan:
    """Return one version; 404 without it."""
    found = StepPlan.objects.filter(key=code, version=number).first()
    if found is None:
        raise Http404
    return found


@office
@require_safe
def version(request: SignedInRequest, code: str, number: int) -> HttpResponse:
    """One version: its table, its diagram, what is wrong, the days a citizen will see, what the past lets expect."""
    return shown(request, code, number)


def shown(request: SignedInRequest, code: str, number: int, refused: str = "") -> HttpResponse:
    """Answer with the page of one version; 422 when something was refused."""
    revision, kept = revision_of(request, code), version_of(code, number)
    plan, wrong = plan_from(kept.steps), processes.problems_of(kept, revision)
    state = next(each.state for each in versions(revision.procedure, request.now.astimezone(HANOI).date()) if each.plan.pk == kept.pk)
    sound = not [problem for problem in wrong if problem.row]
    values: dict[str, Any] = {
        "procedure": revision.procedure,
        "kept": kept,
        "active": revision.plan.version,
        "state": _state(state),
        "may_activate": revision.valid_from is not None and state != ACTIVE and not wrong,
        "rows": list(table_rows(plan)),
        "problems": wrong,
        "refused": refused,
        "sound": sound,
        **(_outlook(request, revision, kept, plan) if sound else {}),
    }
    return page(request, "process.html", values, refused=bool(refused))


def _outlook(request: SignedInRequest, revision: Revision, kept: StepPlan, plan: Plan) -> dict[str, Any]:
    day = request.now.astimezone(HANOI).date()
    term, second = revision.legal_term(), revision.second_term()
    whole = term_minutes(term) + (term_minutes(second) if second else 0)
    begins = max(request.now.astimezone(HANOI), datetime.combine(day, time(8), HANOI))
    seen = simulate(plan, past_of(kept.pk, request.now), whole)
    shown_days = preview(plan, term, begins, calendar_of(None, day), second)
    waits = sorted((share for share in seen.steps if share.minutes), key=lambda share: -share.minutes)
    return {
        "longest": critical_path(plan).minutes + (critical_path(plan, 2).minutes if second else 0),
        "term": whole,
        "preview": shown_days,
        "days": [(step_name(each.step), each, each.step.key == shown_days.begins_second) for each in shown_days.lines],
        "seen": seen,
        "waits": [(step_name(plan.step(share.step)), share) for share in waits],
        "known": any(share.known for share in seen.steps),
    }


def table_rows(plan: Plan) -> list[dict[str, Any]]:
    """Return the rows of a process as the page shows them."""
    names = {step.key: step_name(step) for step in plan.steps}
    return [
        {
            "step": step,
            "name": names[step.key],
            "kind": say(dict(KIND_NAMES).get(Kind(step.kind), step.kind)) if step.kind in list(Kind) else step.kind,
            "role": say(ROLE_NAMES[step.role]),
            "ways": [(str(Words(o.label, o.label_en or o.label)), [names.get(t, t) for t in o.targets]) for o in step.outcomes],
            "joins": names.get(step.join, step.join),
        }
        for step in plan.steps
    ]


def step_name(step: PlannedStep) -> str:
    """A step in the reader's language."""
    return str(Words(step.name, step.name_en or step.name))


@office
@require_POST
def activate(request: SignedInRequest, code: str, number: int) -> HttpResponse:
    """Let new dossiers follow this version from today on."""
    revision, kept = revision_in_force(request, code), version_of(code, number)
    try:
        processes.activate(Procedure.objects.get(pk=revision.procedure_id), kept, by=request.actor, at=request.now, key=request.key)
    except Refusal as refusal:
        return shown(request, code, number, str(refusal))
    messages.success(request, _("Từ hôm nay hồ sơ mới theo phiên bản %(version)d. Hồ sơ đang giải quyết giữ bản cũ.") % {"version": number})
    return redirect("office:process_versions", code)


@office
@require_safe
def compared(request: SignedInRequest, code: str) -> HttpResponse:
    """Two versions side by side."""
    revision = revision_of(request, code)
    pair = [request.GET.get(name, "") for name in ("cu", "moi")]
    old, new = (version_of(code, int(each) if each.isdecimal() and len(each) < 6 else 0) for each in pair)
    rows = [
        {"old": d.old and _cell(d.old), "new": d.new and _cell(d.new), "changed": [_field(name) for name in d.changed]}
        for d in differences(plan_from(old.steps), plan_from(new.steps))
    ]
    return page(request, "process_compare.html", {"procedure": revision.procedure, "old": old, "new": new, "rows": rows})


def _field(name: str) -> str:
    return FIELD_NAMES[name]() if name in FIELD_NAMES else name


def _cell(step: PlannedStep) -> dict[str, Any]:
    ways = [f"{o.label} → {'; '.join(o.targets)}" for o in step.outcomes]
    return {"name": step_name(step), "role": say(ROLE_NAMES[step.role]), "minutes": step.minutes, "ways": ways, "key": step.key}


@office
@require_safe
def download(request: SignedInRequest, code: str, number: int, kind: str) -> HttpResponse:  # noqa: ARG001
    """The version as .xlsx or .bpmn."""
    kept = version_of(code, number)
    procedure = Procedure.objects.get(code=code)
    plan, name = plan_from(kept.steps), procedure.name["vi"]
    if kind == "xlsx":
        return _file(written(plan, f"{code} {name}"), f"quy-trinh-{code}-v{number}.xlsx", XLSX)
    if kind != "bpmn" or processes.problems_of(kept, revision_of(request, code)):
        raise Http404
    return _file(bpmn(plan, code, name), f"quy-trinh-{code}-v{number}.bpmn", "application/xml")


@office
@require_safe
def blank(request: SignedInRequest) -> HttpResponse:
    """The officers' empty spreadsheet."""
    return _file(template(revision_in_force(request, EXAMPLE).plan.plan()), "mau-quy-trinh.xlsx", XLSX)


def _file(content: bytes, name: str, media_type: str) -> HttpResponse:
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response["X-Content-Type-Options"], response["Cache-Control"] = "nosniff", "private, no-store"
    return response
