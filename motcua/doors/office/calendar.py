"""The working calendar of a year; a late notice entered, previewed, applied; promises counted again only when asked."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.acts import calendar as acts
from motcua.acts import runs
from motcua.acts.base import AlreadyDone
from motcua.doors.office import notice
from motcua.doors.office.opening import administrator, office, page
from motcua.doors.office.settings import CERTAINTIES
from motcua.dossiers.recounting import open_count
from motcua.dossiers.runs import Run, recent, run_of
from motcua.law.calendar import HANOI, Calendar
from motcua.law.calendar_rules import check, read
from motcua.law.intake import check_reason
from motcua.law.lifecycle import Refusal
from motcua.people.requests import SignedInRequest
from motcua.ui import questions
from motcua.ui.forms import FieldError
from motcua.ui.questions import Question
from motcua.worktime.calendars import calendar_of
from motcua.worktime.models import SpecialDay

FIRST_YEAR = 2025


@office
@require_safe
def year(request: SignedInRequest) -> HttpResponse:
    """The special days of a year in force, each with source and certainty, and how many days are worked each month."""
    today = request.now.astimezone(HANOI).date()
    asked = request.GET.get("nam", "")
    years = range(FIRST_YEAR, today.year + 3)
    shown = int(asked) if asked.isascii() and asked.isdigit() and len(asked) == 4 and int(asked) in years else today.year
    rows = SpecialDay.objects.filter(known_to=None, day__year=shown).order_by("day")
    days = [(row, CERTAINTIES[row.certainty][0], _(CERTAINTIES[row.certainty][1])) for row in rows]
    calendar = calendar_of(None, today)
    values = {
        "year": shown,
        "years": years,
        "days": days,
        "months": [(month, _worked(calendar, shown, month)) for month in range(1, 13)],
        "before": SpecialDay.objects.filter(day__year=shown).exclude(known_to=None).order_by("day", "known_to"),
        "runs": recent(request.user, Run.Kind.PREVIEW, Run.Kind.RECOUNT)[:5],
    }
    return page(request, "calendar.html", values)


@administrator
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: SignedInRequest) -> HttpResponse:
    """Enter a notice. Nothing is written: a job counts what it would change, and shows it."""
    asked, errors = notice.asked(), list[FieldError]()
    if request.method == "POST":
        values, errors = questions.read(asked, request.POST)
        if not errors:
            try:
                run = _preview(request, values)
            except Refusal as refusal:
                errors = [FieldError("off", str(refusal))]
            else:
                return redirect("office:run", run.pk)
    return page(request, "change.html", {"questions": questions.shown(asked, request.POST, errors), "errors": errors}, refused=bool(errors))


@administrator
@require_POST
def apply(request: SignedInRequest, key: UUID) -> HttpResponse:
    """Write the days of a notice that was previewed. No promise moves by it."""
    run = run_of(request.user, key)
    if run.kind != Run.Kind.PREVIEW:
        raise Http404
    edit = read(run.given["edit"])
    try:
        rows = acts.edit_calendar(edit, by=request.actor, at=request.now, key=request.key)
    except AlreadyDone:
        return redirect("office:recount")
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("office:run", key)
    words = _("Đã ghi %(n)d ngày vào lịch. Ngày hẹn của hồ sơ đang mở chưa đổi.")
    messages.success(request, words % {"n": len(rows) + len(edit.removed)})
    return redirect("office:recount")


@administrator
@require_http_methods(["GET", "HEAD", "POST"])
def recount(request: SignedInRequest) -> HttpResponse:
    """Ask for every open dossier's promise to be counted again, with the reason that stands in letters and entries."""
    asked = [Question("why", _("Lý do, ghi trong thư gửi người nộp"), "text", first=_reason(request))]
    errors: list[FieldError] = []
    if request.method == "POST":
        values, errors = questions.read(asked, request.POST)
        try:
            why = check_reason(values["why"])
        except Refusal as refusal:
            errors = [FieldError("why", str(refusal))]
        else:
            run = runs.ask(Run.Kind.RECOUNT, {"why": why}, by=request.actor, at=request.now, key=request.key)
            return redirect("office:run", run.pk)
    values = {"questions": questions.shown(asked, request.POST, errors), "errors": errors, "open": open_count()}
    return page(request, "recount.html", values, refused=bool(errors))


def _preview(request: SignedInRequest, values: Mapping[str, Any]) -> Run:
    data = notice.data_of(values)
    check(calendar_of(None, request.now.astimezone(HANOI).date()), read(data))
    return runs.ask(Run.Kind.PREVIEW, {"edit": data}, by=request.actor, at=request.now, key=request.key)


def _reason(request: SignedInRequest) -> str:
    """What the last notice that was previewed says, to begin with."""
    last = next(iter(recent(request.user, Run.Kind.PREVIEW)), None)
    sources = sorted({group["source"] for groups in last.given["edit"].values() for group in groups}) if last else []
    return _("Lịch làm việc thay đổi theo %(notice)s") % {"notice": "; ".join(sources)} if sources else ""


def _worked(calendar: Calendar, year: int, month: int) -> int:
    first = date(year, month, 1)
    after = date(year + month // 12, month % 12 + 1, 1)
    return sum(calendar.works(first + timedelta(days=n)) for n in range((after - first).days))
