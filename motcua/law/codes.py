"""Codes of dossiers: minted per receiving agency and day, parsed in every pattern seen, never renumbered."""

import re
from dataclasses import dataclass
from datetime import date

from motcua.law.cites import cites
from motcua.lib.saying import N_, Said

PATTERN = re.compile(r"(?a)^(?P<agency>[A-Z0-9]+(?:\.[A-Z0-9]+)*)-(?:(?P<short>\d{6})-(?P<serial>\d{4,})|(?P<long>\d{8})-(?P<wide>\d{7}))$")


_AGENCY = re.compile(r"(?a)[A-Y]\d\d(?:\.[A-Z0-9]+)*|(?:[A-Z0-9]+\.)+[A-Y]\d\d")
_AGENCY_MOST = 35


class CodeError(Said, ValueError):
    """A text that is no dossier code in any known pattern."""


@dataclass(frozen=True)
class Code:
    """A dossier code taken apart: agency code, date of receipt, serial of that day."""

    agency: str
    day: date
    serial: int


@cites("01/2018/TT-VPCP", "Điều 19")
def dossier_code(agency: str, day: date, serial: int) -> str:
    """Return `<agency code>-YYMMDD-XXXX`: date of receipt, serial of the day at the receiving agency."""
    return f"{agency}-{day:%y%m%d}-{serial:04d}"


@cites("20/2020/QĐ-TTg", "Điều 4")
@cites("01/2018/TT-VPCP", "Điều 19")
def parse(text: str) -> Code:
    """Return the parts of a code in the city's, the old, or the ministry pattern. Raises CodeError."""
    found = PATTERN.match(text.strip().upper())
    if not found:
        raise CodeError(N_("“%(text)s” không phải mã hồ sơ, ví dụ H26.15-261123-0007."), text=text)
    digits = found["short"] or found["long"][2:]
    try:
        day = date(2000 + int(digits[:2]), int(digits[2:4]), int(digits[4:]))
    except ValueError as error:
        raise CodeError(N_("Ngày trong mã “%(text)s” không có thật."), text=text) from error
    return Code(found["agency"], day, int(found["serial"] or found["wide"]))


@cites("20/2020/QĐ-TTg", "Điều 4")
def agency_code(text: str) -> str:
    """Return the identifier of an agency if it has the form of the decision, or of the one before it. Raises CodeError.

    At most 35 characters, groups of A-Z and 0-9 between dots; level 1 (a letter A-Y and two digits) stands first, in the old order
    last. Nothing else is asked: levels and registers are not ours to know.
    """
    if len(text) > _AGENCY_MOST or not _AGENCY.fullmatch(text):
        raise CodeError(N_("“%(text)s” không phải mã định danh cơ quan, ví dụ H26.105."), text=text)
    return text
