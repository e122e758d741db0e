"""The codes of an agency's days, checked: every serial given is borne by a dossier, or was given up with a reason."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from motcua.dossiers.models import Dossier, Serial, VoidedCode
from motcua.law.codes import CodeError, dossier_code, parse
from motcua.people.models import Agency

BOOK = "code:"


@dataclass(frozen=True)
class Day:
    """One agency's day: serials given, codes borne, codes given up, and the codes that nobody can explain."""

    agency: str
    day: date
    given: int
    borne: int
    voided: int
    gaps: tuple[str, ...]


def days(agency: Agency | None = None, begins: date | None = None, ends: date | None = None) -> Iterator[Day]:
    """Return every day with codes, of one agency or all, first to last; two queries a day."""
    books = Serial.objects.filter(book__startswith=BOOK).select_related("agency").order_by("agency__code", "book")
    for serial in books.filter(agency=agency) if agency else books:
        day = datetime.strptime(serial.book.removeprefix(BOOK), "%y%m%d").date()  # noqa: DTZ007 - a day, not a moment
        if (begins is None or day >= begins) and (ends is None or day <= ends):
            yield _day(serial, day)


def _day(serial: Serial, day: date) -> Day:
    stem = dossier_code(serial.agency.code, day, 0)[:-4]
    borne = set(Dossier.objects.filter(code__startswith=stem).values_list("code", flat=True))
    voided = set(VoidedCode.objects.filter(code__startswith=stem).values_list("code", flat=True))
    known = {number for code in borne | voided if (number := _serial(code))}
    missing = (n for n in range(serial.began + 1, serial.last + 1) if n not in known)
    gaps = tuple(dossier_code(serial.agency.code, day, n) for n in missing)
    return Day(serial.agency.code, day, serial.last, len(borne), len(voided), gaps)


def _serial(code: str | None) -> int:
    try:
        return parse(code or "").serial
    except CodeError:
        return 0
