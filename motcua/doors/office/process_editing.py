"""Write a new version of a process: by the table editor, without any script, or from a file; problems stand beside their rows."""

from collections import defaultdict
from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from motcua.acts import processes
from motcua.catalogue.models import Procedure, plan_from, rows_from
from motcua.catalogue.processes import bpmn_in, editing, table
from motcua.catalogue.processes.opening import MOST_BYTES
from motcua.doors.office.opening import office, page
from motcua.doors.office.processes import revision_of, version_of
from motcua.law.flow import CHECK_NAMES, EVENT_NAMES, KIND_NAMES
from motcua.law.process import Problem, problems
from motcua.law.roles import OFFICER_ROLES, ROLE_NAMES, Role
from motcua.lib.saying import say
from motcua.people.requests import SignedInRequest


@office
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: SignedInRequest, code: str, number: int) -> HttpResponse:
    """Rows are added, moved and taken out by buttons; saving makes a new draft version."""
    revision, kept = revision_of(request, code), version_of(code, number)
    if request.method != "POST":
        return _form(request, code, number, editing.typed_of(plan_from(kept.steps)), [])
    rows = editing.posted(request.POST)
    if "_do" in request.POST:
        return _form(request, code, number, editing.changed(rows, request.POST["_do"]), [])
    made, wrong = editing.rows_of(rows)
    if wrong or "_check" in request.POST:
        templates = {each.key.rpartition(":")[2] for each in revision.templates.all()}
        found = wrong or problems(plan_from(made), revision.legal_term(), revision.second_term(), templates)
        if not found:
            messages.success(request, _("Bảng này không còn lỗi nào: lưu thành phiên bản mới được."))
        return _form(request, code, number, rows, found, refused=bool(wrong))
    procedure = Procedure.objects.get(pk=revision.procedure_id)
    told = {"decision": request.POST.get("decision", ""), "note": request.POST.get("note", "")}
    saved = processes.save_version(procedure, made, **told, by=request.actor, at=request.now, key=request.key)
    messages.success(request, _("Đã lưu phiên bản %(version)d, còn là bản nháp.") % {"version": saved.version})
    return redirect("office:process", code, saved.version)


def _form(
    request: SignedInRequest, code: str, number: int, rows: list[editing.Typed], found: list[Problem], *, refused: bool = False
) -> HttpResponse:
    beside: dict[int, list[str]] = defaultdict(list)
    for problem in found:
        beside[problem.row].append(problem.why)
    roles = [(role.value, say(ROLE_NAMES[role])) for role in (*OFFICER_ROLES, Role.JOB)]
    looks = [("", "–"), *((key, say(name)) for key, name in CHECK_NAMES.items()), *((e.value, say(n)) for e, n in EVENT_NAMES.items() if e)]
    values: dict[str, Any] = {
        "procedure": Procedure.objects.get(code=code),
        "number": number,
        "rows": [(at, row, beside.get(at + 1, [])) for at, row in enumerate(rows)],
        "count": len(rows),
        "whole": beside.get(0, []),
        "kinds": [(kind.value, say(name)) for kind, name in KIND_NAMES.items()],
        "roles": roles,
        "looks": looks,
        "typed": request.POST,
    }
    return page(request, "process_edit.html", values, refused=refused)


@office
@require_POST
def upload(request: SignedInRequest, code: str) -> HttpResponse:
    """Take a spreadsheet or a BPMN file in as a new draft version; refused row by row, nothing of it is kept then."""
    revision = revision_of(request, code)
    given = request.FILES.get("file")
    name = given.name or "" if isinstance(given, UploadedFile) else ""
    if not isinstance(given, UploadedFile) or not name.lower().endswith((".xlsx", ".bpmn", ".xml")):
        return _refused(request, code, [(0, _("Chọn một tệp .xlsx hoặc .bpmn."))], name)
    read = table.read if name.lower().endswith(".xlsx") else bpmn_in.read
    found = table.checked(read(given.read(MOST_BYTES + 1)))
    if not found.ok or found.plan is None:
        return _refused(request, code, [(each.row, each.why) for each in found.wrong], name)
    procedure = Procedure.objects.get(pk=revision.procedure_id)
    rows = rows_from(found.plan)
    saved = processes.save_version(procedure, rows, note=name[:200], by=request.actor, at=request.now, key=request.key)
    messages.success(
        request, _("Đã nhận %(name)s thành phiên bản %(version)d, còn là bản nháp.") % {"name": name, "version": saved.version}
    )
    return redirect("office:process", code, saved.version)


def _refused(request: SignedInRequest, code: str, wrong: list[tuple[int, str]], name: str) -> HttpResponse:
    values = {"procedure": Procedure.objects.get(code=code), "wrong": wrong, "name": name}
    return page(request, "process_refused.html", values, refused=True)
