"""Mẫu 07, sổ theo dõi hồ sơ: a counter's book of a year, by month, for the page, the printer and the file."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import override

from motcua.dossiers.models import Dossier, RegisterClosing, RegisterEntry, Result, Step
from motcua.law.calendar import HANOI
from motcua.law.lifecycle import Status
from motcua.people.models import Agency
from motcua.reports.head import head_of, stamp

PURPOSE = "register"  # of a read, as the person sees it
_REMARKED = {Status.SUPPLEMENT, Status.FINANCIAL_DUTY, Status.WITHDRAWAL, Status.STOPPED}
_METHODS = {"counter": "Tại quầy", "electronic": "Bản điện tử", "post": "Bưu chính"}
HEAD = {
    "number": "TT",
    "code": "Mã hồ sơ",
    "procedure": "Tên thủ tục",
    "sets": "Số bộ",
    "applicant": "Tên cá nhân, tổ chức",
    "contact": "Địa chỉ, số điện thoại",
    "settles": "Cơ quan chủ trì giải quyết",
    "received": "Nhận hồ sơ",
    "due": "Hẹn trả kết quả",
    "sent": "Chuyển đến cơ quan",
    "back": "Nhận kết quả từ cơ quan",
    "returned": "Trả kết quả",
    "method": "Phương thức nhận",
    "signed": "Ký nhận",
    "note": "Ghi chú",
}


@dataclass(frozen=True)
class Book:
    """One year's book of a counter: how many dossiers it holds, and how it was closed, if it was."""

    agency: Agency
    year: int
    count: int
    closing: RegisterClosing | None


def book_of(agency: Agency, year: int) -> Book:
    """Return a book. Two queries."""
    closing = RegisterClosing.objects.filter(agency=agency, year=year).first()
    return Book(agency, year, RegisterEntry.objects.filter(agency=agency, year=year).count(), closing)


def of_month(dossiers: QuerySet[Dossier], agency: Agency, year: int, month: int | None) -> QuerySet[Dossier]:
    """Return those of `dossiers` in a book, in order of number; only what was received in `month` (1-12), if given."""
    found = dossiers.filter(register__agency=agency, register__year=year)
    if month:
        end = datetime(year + month // 12, month % 12 + 1, 1, tzinfo=HANOI)
        found = found.filter(received_at__gte=datetime(year, month, 1, tzinfo=HANOI), received_at__lt=end)
    return found.select_related("register", *LINE).order_by("register__number")


LINE = ("revision__procedure", "applicant", "competent")


@override("vi")
def lines(dossiers: list[Dossier], *, personal: bool) -> list[dict[str, str]]:
    """Return the book's lines, every value as printed; address and phone only if `personal`. Two queries."""
    keys = [dossier.pk for dossier in dossiers]
    sent = dict(Step.objects.filter(dossier__in=keys, seq=2).values_list("dossier", "started_at"))
    results = {r.dossier_id: r for r in Result.objects.filter(dossier__in=keys).only("dossier", "method", "receiver_name")}
    return [_line(dossier, sent.get(dossier.pk), results.get(dossier.pk), personal) for dossier in dossiers]


def _line(dossier: Dossier, sent: datetime | None, result: Result | None, personal: bool) -> dict[str, str]:
    party = dossier.applicant
    return {
        "number": str(dossier.register.number),
        "code": dossier.code or "",
        "procedure": dossier.revision.procedure.name["vi"],
        "sets": "1",
        "applicant": party.name,
        "contact": "; ".join(filter(None, (party.address, party.phone))) if personal else "",
        "settles": dossier.competent.name,
        "received": stamp(dossier.received_at),
        "due": stamp(dossier.promised_at),
        "sent": stamp(sent),
        "back": stamp(dossier.finished_at),
        "returned": stamp(dossier.returned_at),
        "method": _METHODS.get(result.method, "") if result else "",
        "signed": result.receiver_name if result else "",
        "note": _note(dossier),
    }


def _note(dossier: Dossier) -> str:
    remarks = [dossier.get_status_display()] if dossier.state in _REMARKED else []
    if dossier.due_at and dossier.promised_at and dossier.promised_at != dossier.due_at:
        remarks.append(f"Hẹn lần đầu {stamp(dossier.due_at)}")
    return "; ".join(remarks)


def register_values(book: Book, month: int | None, rows: list[dict[str, str]], at: datetime) -> dict[str, Any]:
    """Return what Mẫu 07 says of a month of a book, or of the whole year."""
    closing = book.closing
    closed = None
    if closing:
        closed = f"Sổ đã khóa {stamp(closing.closed_at)}, người khóa: {closing.closed_by}; {closing.count} hồ sơ; mã băm {closing.hash}."
    period = f"Tháng {month} năm {book.year}" if month else f"Cả năm {book.year}"
    return {**head_of(book.agency, at), "year": str(book.year), "period": period, "lines": rows, "closing": closed}


def file_name(code: str, year: int, month: int | None = None) -> str:
    """Return what a book's file is called, without its suffix."""
    return f"so-theo-doi-{code}-{year}-{month:02d}" if month else f"so-theo-doi-{code}-{year}"


def closings() -> list[tuple[RegisterClosing, UUID]]:
    """Return every closing with its agency's key, oldest first."""
    return [(each, each.agency_id) for each in RegisterClosing.objects.select_related("agency").order_by("year", "agency__code")]
