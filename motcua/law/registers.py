"""The register of dossiers: a book for each counter and year, continuous numbers, closed once at the year's end."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from motcua.law.cites import cites
from motcua.law.lifecycle import Refusal
from motcua.lib.saying import N_


class RegisterClosed(Refusal):
    """The book of that year is closed: nothing may be added to it, and it is not closed again."""


class YearNotOver(Refusal):
    """A book is closed only when its year is over."""


class RegisterBroken(Refusal):
    """The numbers of a book are not continuous: it is not closed before the cause is known."""


@dataclass(frozen=True)
class Line:
    """What of a register line never changes: number, dossier code, procedure code, moment of receipt (aware)."""

    number: int
    code: str
    procedure: str
    received_at: datetime


@cites("01/2018/TT-VPCP", "Điều 10")
def check_open(year: int, *, closed: bool) -> None:
    """Raise RegisterClosed when the book of `year` is closed: numbers go on within a year, and end with it."""
    if closed:
        raise RegisterClosed(N_("Sổ theo dõi hồ sơ năm %(year)s đã khóa, không thể ghi thêm."), year=year)


@cites("01/2018/TT-VPCP", "Điều 10")
def check_closable(year: int, present_year: int, numbers: Iterable[int], began: int = 0) -> None:
    """Check that a book may be closed: its year is over, its numbers run on without a gap. Raises YearNotOver, RegisterBroken.

    Numbers up to `began` stand in the book of an older system; ours goes on from there.
    """
    if year >= present_year:
        raise YearNotOver(N_("Năm %(year)s chưa hết: sổ được khóa sau ngày 31 tháng 12."), year=year)
    for wanted, found in enumerate(numbers, began + 1):
        if wanted != found:
            raise RegisterBroken(N_("Sổ thiếu số %(number)s: tìm nguyên nhân trước khi khóa."), number=wanted)


def hash_of(lines: Iterable[Line]) -> str:
    """Return the SHA-256 (hex) over the unchanging parts of a book's lines, in order of number."""
    sealed = sha256()
    for line in lines:
        sealed.update(f"{line.number}|{line.code}|{line.procedure}|{line.received_at.timestamp():.6f}\n".encode())
    return sealed.hexdigest()
