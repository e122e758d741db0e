"""The configuration handed over: made as a file, or one taken in after it was judged. Long work, with its report kept."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from motcua.acts import runs
from motcua.documents import store
from motcua.doors.office.opening import administrator, page
from motcua.dossiers import running
from motcua.dossiers.runs import Run, recent, run_of
from motcua.law.lifecycle import Refusal
from motcua.people.requests import SignedInRequest
from motcua.policy.limiting import limited, sends_files

ZIP = "application/zip"
MOST_BYTES = 100 * 1024 * 1024
KINDS = (Run.Kind.BUNDLE, Run.Kind.JUDGE, Run.Kind.TAKE_IN)


@administrator
@require_safe
def handover(request: SignedInRequest) -> HttpResponse:
    """What can be done, and what was done lately."""
    return _shown(request)


def _shown(request: SignedInRequest, error: str = "") -> HttpResponse:
    rows = [(run, str(Run.Kind(run.kind).label), running.said(run)) for run in recent(request.user, *KINDS)]
    return page(request, "handover.html", {"rows": rows, "error": error}, refused=bool(error))


@administrator
@require_POST
def make(request: SignedInRequest) -> HttpResponse:
    """Begin to write the configuration out."""
    given = {"agencies": request.POST.get("agencies") == "1"}
    run = runs.ask(Run.Kind.BUNDLE, given, by=request.actor, at=request.now, key=request.key)
    return redirect("office:run", run.pk)


@administrator
@limited("uploads", sends_files)
@require_POST
def judge(request: SignedInRequest) -> HttpResponse:
    """Begin to judge an uploaded bundle."""
    file = request.FILES.get("file")
    if file is None or not file.size:
        return _shown(request, _("Chọn tệp .zip của bộ bàn giao."))
    if file.size > MOST_BYTES:
        return _shown(request, _("Tệp lớn hơn 100 MB, không nhận."))
    upload = ((file.name or "bo-ban-giao.zip")[:200], file.read(), ZIP)
    run = runs.ask(Run.Kind.JUDGE, {}, upload=upload, by=request.actor, at=request.now, key=request.key)
    return redirect("office:run", run.pk)


@administrator
@require_POST
def take(request: SignedInRequest, key: UUID) -> HttpResponse:
    """Begin to take in the bundle that run `key` found fit."""
    judged = run_of(request.user, key)
    if judged.kind != Run.Kind.JUDGE or not judged.answer.get("ok") or judged.document is None:
        raise Http404
    upload = (judged.document.name, store.content(judged.document), ZIP)
    try:
        run = runs.ask(Run.Kind.TAKE_IN, {"judged": str(judged.pk)}, upload=upload, by=request.actor, at=request.now, key=request.key)
    except Refusal as refusal:
        return _shown(request, str(refusal))
    return redirect("office:run", run.pk)


@administrator
@require_safe
def file(request: SignedInRequest, key: UUID) -> HttpResponse:
    """The bundle that a run of one's own made."""
    run = run_of(request.user, key)
    if run.kind != Run.Kind.BUNDLE or run.document is None:
        raise Http404
    response = HttpResponse(store.content(run.document), content_type=ZIP)
    response["Content-Disposition"] = content_disposition_header(True, run.document.name) or "attachment"
    response["X-Content-Type-Options"], response["Cache-Control"] = "nosniff", "private, no-store"
    return response


def report_of(run: Run) -> dict[str, Any] | None:
    """Return what a page says of a bundle that was judged or taken in; None for other work."""
    return run.answer if run.kind in (Run.Kind.JUDGE, Run.Kind.TAKE_IN) and not run.goes_on and not run.failure else None
