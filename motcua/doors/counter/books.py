"""The counter's books: the register of a year, the control sheet of a dossier, the handover list of a day."""

from datetime import date
from typing import Any
from uuid import UUID

from csp.decorators import csp_replace
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from motcua.acts import registers, runs
from motcua.acts.base import AlreadyDone
from motcua.doors.counter import pages, rows
from motcua.doors.counter.exports import pdf_file, table_file
from motcua.doors.counter.files import ALONE
from motcua.dossiers import access
from motcua.dossiers.models import Run
from motcua.law.calendar import HANOI
from motcua.law.lifecycle import Refusal, Status
from motcua.law.roles import Role
from motcua.people.models import Agency
from motcua.people.requests import SignedInRequest, officer_required
from motcua.reports import control, handover, register
from motcua.ui.forms import FieldError

MOST_AT_ONCE = 1000  # lines: some sixty pages, drawn in a second; a longer book is made by a job, in volumes
ON_A_PAGE = 200


@officer_required(Role.RECEIVER)
@require_GET
def book(request: SignedInRequest) -> HttpResponse:
    """The register of a month: names only; address and phone stand in what is printed or taken as a file."""
    return _book(request)


def _book(request: SignedInRequest, errors: list[FieldError] | None = None, year: int | None = None) -> HttpResponse:
    today = request.now.astimezone(HANOI).date()
    kept = _kept(request)
    agency = _of_code(kept, request.GET.get("quay", ""))
    year = year or _within(request.GET.get("nam", ""), 2025, today.year, today.year)
    month = _within(request.GET.get("thang", ""), 1, 12, today.month if year == today.year else 12)
    shown = Paginator(register.of_month(access.in_books(request.actor).defer(*rows.HIDDEN), agency, year, month), ON_A_PAGE)
    part = shown.get_page(request.GET.get("page"))
    found = list(part.object_list)
    values: dict[str, Any] = {
        "agency": agency,
        "kept": kept,
        "counters": pages.counters(request),
        "book": register.book_of(agency, year),
        "closable": year < today.year,
        "month": month,
        "years": range(today.year, 2024, -1),
        "months": range(1, 13),
        "lines": zip(found, register.lines(found, personal=False), strict=True),
        "page_obj": part,
        "empty": not found,
        "errors": errors or [],
    }
    return pages.page(request, "counter/register.html", values, pages.REFUSED if errors else 200)


@csp_replace(ALONE)
@officer_required(Role.RECEIVER)
@require_GET
def book_file(request: SignedInRequest, code: str, year: int, month: int, suffix: str) -> HttpResponse:
    """The register of a month, or of the whole year for month 0, to print or to keep. Each person can see that it was taken.

    A book too long to be made while one waits is asked for by a press, and made by a job.
    """
    agency = _of_code(_kept(request), code)
    found = register.of_month(access.in_books(request.actor), agency, year, month)
    if found.count() > MOST_AT_ONCE:
        messages.info(request, _("Sổ này dài: yêu cầu lập sổ, một việc chạy nền lập từng quyển rồi bạn tải về."))
        return redirect(f"{reverse('counter:register')}?{urlencode({'quay': code, 'nam': str(year)})}#dai")
    dossiers = list(found)
    access.write_reads(request.actor, dossiers, purpose=register.PURPOSE, at=request.now)
    lines = register.lines(dossiers, personal=True)
    name = f"{register.file_name(code, year, month)}.{suffix}"
    if suffix != "pdf":
        return table_file(name, suffix, register.HEAD, lines)
    return pdf_file(name, "register", register.register_values(register.book_of(agency, year), month, lines, request.now))


@officer_required(Role.RECEIVER)
@require_POST
def ask_book(request: SignedInRequest, code: str, year: int) -> HttpResponse:
    """Ask for the whole year's book: a job prints it in volumes, or writes the spreadsheet, with progress and a file to take."""
    agency = _of_code(_kept(request), code)
    asked = request.POST.get("form", "")
    form = asked if asked in ("csv", "xlsx") else "pdf"
    given = {"agency": agency.code, "year": year, "form": form}
    run = runs.ask(Run.Kind.REGISTER, given, by=request.actor, at=request.now, key=request.key)
    return redirect("counter:run", run.pk)


@officer_required(Role.RECEIVER)
@require_POST
def close(request: SignedInRequest, code: str, year: int) -> HttpResponse:
    """Close a year's book, once and for good."""
    agency = _of_code(_kept(request), code)
    try:
        registers.close(agency, year, by=request.actor, at=request.now, key=request.key)
    except AlreadyDone:
        pass  # the same press again: the closing stands
    except Refusal as refusal:
        return _book(request, [FieldError("", str(refusal))], year)
    messages.success(request, _("Đã khóa sổ theo dõi hồ sơ năm %(year)s.") % {"year": year})
    return redirect("counter:register")


@officer_required(Role.RECEIVER)
@require_GET
def sheet(request: SignedInRequest, key: UUID) -> HttpResponse:
    """The control sheet of one dossier."""
    dossier = pages.opened(request, key)
    return pages.page(request, "counter/control.html", {"dossier": dossier, "sheet": control.control_values(dossier, request.now)})


@csp_replace(ALONE)
@officer_required(Role.RECEIVER)
@require_GET
def sheet_file(request: SignedInRequest, key: UUID, suffix: str) -> HttpResponse:
    """The control sheet, to print or to keep."""
    dossier = pages.opened(request, key)
    values = control.control_values(dossier, request.now)
    name = f"phieu-kiem-soat-{dossier.code or dossier.pk}.{suffix}"
    return pdf_file(name, "control_sheet", values) if suffix == "pdf" else table_file(name, suffix, control.HEAD, values["moves"])


@officer_required(Role.RECEIVER)
@require_GET
def handed(request: SignedInRequest) -> HttpResponse:
    """What was given to each unit on a day."""
    agency, day = _counter(request, request.GET.get("quay", "")), pages.day_asked(request)
    mine = access.at_counter(request.actor, *Status).defer(*rows.HIDDEN)
    groups = handover.handed_over(mine, agency, day)
    values = {"agency": agency, "counters": pages.counters(request), "day": day, "groups": groups}
    return pages.page(request, "counter/handover.html", values)


@csp_replace(ALONE)
@officer_required(Role.RECEIVER)
@require_GET
def handed_file(request: SignedInRequest, code: str, day: date, unit: str) -> HttpResponse:
    """The list one unit signs for, printed twice."""
    agency = _counter(request, code)
    mine = access.at_counter(request.actor, *Status).defer(*rows.HIDDEN)
    group = next((each for each in handover.handed_over(mine, agency, day) if each.key == unit), None)
    if group is None:
        raise access.NotYours
    values = handover.handover_values(agency, group, day, by=request.actor.name, at=request.now)
    return pdf_file(f"ban-giao-{day:%Y%m%d}-{unit}.pdf", "handover_list", values)


def _counter(request: SignedInRequest, code: str) -> Agency:
    """One of the officer's own counters: that of `code`, the first without one. Raises NotYours."""
    return _of_code(pages.counters(request), code)


def _kept(request: SignedInRequest) -> list[Agency]:
    """The agencies whose books this officer keeps: their own counters', then those of the ended agencies they answer for. Two queries."""
    own = pages.counters(request)
    held = {agency for p in request.actor.posts if p.role is Role.RECEIVER for agency in p.archives}
    return own + list(Agency.objects.filter(pk__in=held))


def _of_code(agencies: list[Agency], code: str) -> Agency:
    found = [agency for agency in agencies if code in ("", agency.code)]
    if not found:
        raise access.NotYours
    return found[0]


def _within(text: str, least: int, most: int, otherwise: int) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 5 and least <= int(text) <= most else otherwise
