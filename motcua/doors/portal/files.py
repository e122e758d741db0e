"""The papers an application must bring, given its answers: upload, list, take out. A refused file harms nothing."""

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.acts import drafts
from motcua.catalogue.models import Requirement
from motcua.documents.checks import MOST_BYTES, FileRefused
from motcua.doors.portal import known
from motcua.doors.portal.questions import CHECK
from motcua.doors.portal.requests import drafting
from motcua.doors.portal.words import Problem, two
from motcua.dossiers.access import NotYours
from motcua.dossiers.applying import papers_asked
from motcua.dossiers.models import Draft, DraftFile
from motcua.people.requests import SignedInRequest
from motcua.policy.limiting import limited, sends_files

Errors = dict[str, str]


@require_http_methods(["GET", "HEAD", "POST"])
@drafting
@limited("uploads", sends_files)
def files(request: SignedInRequest, draft: Draft) -> HttpResponse:
    """Show the papers asked for; a post takes files in, takes one out, and goes on when all that must be there is there."""
    form, filled, _lookup = known.form_and_filled(draft, request.now)
    asked = papers_asked(draft, form.visible_answers(filled.answers))
    last = form.pages(filled.answers)[-1].id
    if not asked:
        return redirect("portal:review", draft.pk)
    if request.method == "POST":
        errors = _take(request, draft, asked)
        if errors is not None and not (errors := errors or _missing(draft, asked)):
            return redirect("portal:review", draft.pk)
        return _show(request, draft, asked, last, errors or {})
    return _show(request, draft, asked, last, _missing(draft, asked) if CHECK in request.GET else {})


def _take(request: SignedInRequest, draft: Draft, asked: list[Requirement]) -> Errors | None:
    """Do what the form asked; returns why files were refused, by input, or None when the person stays to go on adding."""
    if "remove" in request.POST:
        _remove(request, draft, request.POST["remove"])
        return None
    errors: Errors = {}
    for requirement in asked:
        for given in request.FILES.getlist(input_of(requirement)):
            try:
                name, content = read(given)
                drafts.put_file(draft, requirement.key, name, content, by=request.actor, at=request.now)
            except FileRefused as refused:
                errors[input_of(requirement)] = str(refused)
    return errors or (None if "add" in request.POST else {})


def _remove(request: SignedInRequest, draft: Draft, key: str) -> None:
    file = next((each for each in draft.files.all() if str(each.pk) == key), None)
    if file is None:
        raise NotYours
    drafts.remove_file(draft, file, by=request.actor, at=request.now)


def read(given: "UploadedFile[Any]") -> tuple[str, bytes]:
    """Return name and bytes of an upload, at most one byte more than is allowed: enough to be refused for its size."""
    return given.name or "?", given.read(MOST_BYTES + 1)


def input_of(requirement: Requirement) -> str:
    """Return the name of the file input of a requirement."""
    return f"file-{requirement.key}"


def _missing(draft: Draft, asked: list[Requirement]) -> Errors:
    given = {file.requirement for file in draft.files.all()}
    must = [each for each in asked if _is_required(each) and each.key not in given]
    return {input_of(each): _("Chọn tệp: %(name)s") % {"name": each.title} for each in must}


def _is_required(requirement: Requirement) -> bool:
    return bool(requirement.originals or requirement.copies)


def _show(request: SignedInRequest, draft: Draft, asked: list[Requirement], last: str, errors: Errors) -> HttpResponse:
    given = list(DraftFile.objects.filter(draft=draft).select_related("document").order_by("pk"))
    values = {
        "draft": draft,
        "procedure": draft.revision.procedure,
        "papers": [_paper(each, given, errors) for each in asked],
        "errors": [Problem(message, name) for name, message in errors.items()],
        "last": last,
    }
    return render(request, "portal/files.html", values, status=422 if errors and request.method == "POST" else 200)


def _paper(requirement: Requirement, given: list[DraftFile], errors: Errors) -> dict[str, Any]:
    return {
        "title": requirement.title if _is_required(requirement) else _("%(name)s (không bắt buộc)") % {"name": requirement.title},
        "hint": two(requirement.hint),
        "why": two(requirement.why),
        "basis": requirement.basis,
        "input": input_of(requirement),
        "error": errors.get(input_of(requirement), ""),
        "files": [each for each in given if each.requirement == requirement.key],
    }
