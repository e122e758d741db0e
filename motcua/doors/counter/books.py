"""The counter's books: the register of a year, the control sheet of a dossier, the handover list of a day."""

from datetime import date
from typing import Any
from uuid import UUID

from csp.decorators import csp_replace
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from motcua.acts import registers
from motcua.acts.base import AlreadyDone
from motcua.doors.counter import pages, rows
from motcua.doors.counter.exports import csv_file, pdf_file
from motcua.doors.counter.files import ALONE
from motcua.dossiers import access
from motcua.law.calendar import HANOI
from motcua.law.lifecycle import Refusal, Status
from motcua.law.roles import Role
from motcua.people.models import Agency
from motcua.people.requests import SignedInRequest, officer_required
from motcua.reports import control, handover, register
from motcua.ui.forms import FieldError

PURPOSE = "register"
MOST_PRINTED = 3000  # lines: about a hundred and fifty pages, drawn in some seconds; a larger book is printed month by month


@officer_required(Role.RECEIVER)
@require_GET
def book(request: SignedInRequest) -> HttpResponse:
    """The register of a month: names only; address and phone stand in what is printed or taken as a file."""
    return _book(request)


def _book(request: SignedInRequest, errors: list[FieldError] | None = None, year: int | None = None) -> HttpResponse:
    today = request.now.astimezone(HANOI).date()
    agency = _counter(request, request.GET.get("quay", ""))
    year = year or _within(request.GET.get("nam", ""), 2025, today.year, today.year)
    month = _within(request.GET.get("thang", ""), 1, 12, today.month if year == today.year else 12)
    mine = access.at_counter(request.actor, *Status).defer(*rows.HIDDEN)
    found = list(register.of_month(mine, agency, year, month))
    values: dict[str, Any] = {
        "agency": agency,
        "counters": pages.counters(request),
        "book": register.book_of(agency, year),
        "closable": year < today.year,
        "month": month,
        "years": range(today.year, 2024, -1),
        "months": range(1, 13),
        "lines": zip(found, register.lines(found, personal=False), strict=True),
        "empty": not found,
        "errors": errors or [],
    }
    return pages.page(request, "counter/register.html", values, pages.REFUSED if errors else 200)


@csp_replace(ALONE)
@officer_required(Role.RECEIVER)
@require_GET
def book_file(request: SignedInRequest, code: str, year: int, month: int, suffix: str) -> HttpResponse:
    """The register of a month, or of the whole year for month 0, to print or to keep. Each person can see that it was taken."""
    agency = _counter(request, code)
    found = list(register.of_month(access.at_counter(request.actor, *Status), agency, year, month))
    if suffix == "pdf" and len(found) > MOST_PRINTED:
        messages.error(request, _("Sổ này quá dài để in một lần: in từng tháng, hoặc tải CSV."))
        return redirect("counter:register")
    access.write_reads(request.actor, found, purpose=PURPOSE, at=request.now)
    lines = register.lines(found, personal=True)
    name = f"so-theo-doi-{code}-{year}-{month:02d}.{suffix}" if month else f"so-theo-doi-{code}-{year}.{suffix}"
    if suffix == "csv":
        return csv_file(name, register.HEAD, lines)
    return pdf_file(name, "register", register.register_values(register.book_of(agency, year), month, lines, request.now))


@officer_required(Role.RECEIVER)
@require_POST
def close(request: SignedInRequest, code: str, year: int) -> HttpResponse:
    """Close a year's book, once and for good."""
    agency = _counter(request, code)
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
    return csv_file(name, control.HEAD, values["moves"]) if suffix == "csv" else pdf_file(name, "control_sheet", values)


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
    found = [agency for agency in pages.counters(request) if code in ("", agency.code)]
    if not found:
        raise access.NotYours
    return found[0]


def _within(text: str, least: int, most: int, otherwise: int) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 5 and least <= int(text) <= most else otherwise
