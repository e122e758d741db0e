"""One result template as a file, out and in: what cannot be a template, or names a place the form lacks, is refused whole."""

import json
from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from motcua.acts import result_templates as acts
from motcua.acts.result_templates import TemplateRefused
from motcua.catalogue.results.using import procedure_of
from motcua.doors.office.opening import office, page
from motcua.doors.office.result_templates import version_of
from motcua.law.lifecycle import Refusal
from motcua.people.requests import SignedInRequest

KIND, MOST_BYTES = "motcua/result-template/1", 512 * 1024


@office
@require_safe
def download(request: SignedInRequest, name: str, number: int) -> HttpResponse:  # noqa: ARG001
    """The version as JSON, to be taken in by another city."""
    kept = version_of(name, number)
    whole = {"kind": KIND, "key": kept.key, "version": kept.version, "procedure": procedure_of(kept), "data": kept.data}
    response = HttpResponse(json.dumps(whole, ensure_ascii=False, indent=2), content_type="application/json")
    named = f"mau-{name.replace(':', '-')}-v{number}.json"
    response["Content-Disposition"] = content_disposition_header(True, named) or "attachment"
    response["X-Content-Type-Options"], response["Cache-Control"] = "nosniff", "private, no-store"
    return response


@office
@require_POST
def upload(request: SignedInRequest) -> HttpResponse:
    """Take a file in as the next version of its template."""
    given = request.FILES.get("file")
    if not isinstance(given, UploadedFile):
        return _refused(request, [_("Chọn một tệp .json.")], "")
    name = given.name or ""
    whole = _read(given.read(MOST_BYTES + 1))
    if isinstance(whole, str):
        return _refused(request, [whole], name)
    how: dict[str, Any] = {"by": request.actor, "at": request.now, "key": request.key}
    try:
        kept, made = acts.take_in(whole["key"], whole["data"], procedure=whole["procedure"], source=name, **how)
    except TemplateRefused as refused:
        return _refused(request, [f"{each.at}: {each.why}" if each.at else each.why for each in refused.problems], name)
    except Refusal as refusal:
        return _refused(request, [str(refusal)], name)
    if made:
        messages.success(request, _("Đã nhận %(name)s thành phiên bản %(version)d.") % {"name": name, "version": kept.version})
    else:
        messages.info(request, _("Nội dung tệp này đã có: phiên bản %(version)d.") % {"version": kept.version})
    return redirect("office:template", kept.key, kept.version)


def _read(content: bytes) -> dict[str, Any] | str:
    """The file as data, or why it cannot be read."""
    if len(content) > MOST_BYTES:
        return _("Tệp quá lớn: một mẫu không quá 512 KB.")
    try:
        whole = json.loads(content.decode("utf-8"))
    except (UnicodeDecodeError, ValueError, RecursionError):
        return _("Tệp không phải JSON đọc được.")
    if not isinstance(whole, dict) or whole.get("kind") != KIND or not all(isinstance(whole.get(n), str) for n in ("key", "procedure")):
        return _("Tệp không phải một mẫu kết quả do hệ thống này xuất ra.")
    return {**whole, "data": whole.get("data")}


def _refused(request: SignedInRequest, wrong: list[str], name: str) -> HttpResponse:
    return page(request, "template_refused.html", {"wrong": wrong, "name": name}, refused=True)
