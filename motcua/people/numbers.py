"""Numbers that people and firms are known by, as they are written: tax codes, insurance codes, identity numbers old and new.

Reading tells what a number is, never who it belongs to: the 12-digit number has no check digit and nothing is inferred from it.
"""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from stdnum.exceptions import ValidationError
from stdnum.vn import mst

from motcua.lib.saying import N_
from motcua.lib.text import tidy

PERSONAL_TAX_CODES_FROM = date(2025, 7, 1)  # the personal number is the tax code of a person and of a household business
_BHYT = re.compile(r"([A-Z]{2})([1-5])([0-9]{2})([0-9]{10})")
MOST_CHARACTERS = 4000


class TaxKind(StrEnum):
    """Whose tax code it is."""

    FIRM = "firm"
    BRANCH = "branch"
    PERSON = "person"


TAX_NAMES = {
    TaxKind.FIRM: N_("mã số thuế của tổ chức"),
    TaxKind.BRANCH: N_("mã số thuế của đơn vị phụ thuộc"),
    TaxKind.PERSON: N_("số định danh cá nhân, là mã số thuế từ 01/7/2025"),
}


@dataclass(frozen=True)
class TaxCode:
    """A tax code: `code` as kept (a branch as 0100109106-001), `firm` its first ten figures, '' for a person's."""

    code: str
    kind: TaxKind
    firm: str = ""


class InsuranceKind(StrEnum):
    """Which insurance code it is."""

    SOCIAL = "social"
    HEALTH = "health"


INSURANCE_NAMES = {InsuranceKind.SOCIAL: N_("mã số bảo hiểm xã hội"), InsuranceKind.HEALTH: N_("số thẻ bảo hiểm y tế")}


@dataclass(frozen=True)
class InsuranceCode:
    """A social insurance number (10 figures), or a health card's 15 characters that hold it: `group` TE, `level` 1-5, `province` 01."""

    code: str
    kind: InsuranceKind
    social: str
    group: str = ""
    level: str = ""
    province: str = ""


@dataclass(frozen=True)
class HealthCard:
    """What the old QR of a health insurance card says; the text is unsigned: a convenience for typing, never proof."""

    code: InsuranceCode
    name: str
    birth: str
    sex: str
    address: str
    rest: tuple[str, ...] = ()


def tax_code(text: str) -> TaxCode | None:
    """Return the tax code in `text` as people write it, None when it is none.

    10 figures with a check digit, 13 for a branch (checked by python-stdnum), or since 1/7/2025 the 12 figures of the personal number.
    """
    digits = re.sub(r"[\s.\-]", "", text)
    if not (digits.isascii() and digits.isdigit()):
        return None
    if len(digits) == 12 and not re.search(r"[0-9]{10}\s*-", text):  # not a branch with a figure missing
        return TaxCode(digits, TaxKind.PERSON)
    try:
        plain = mst.validate(digits)
    except ValidationError:
        return None
    branch = plain[10:]
    return TaxCode(f"{plain[:10]}-{branch}", TaxKind.BRANCH, plain[:10]) if branch else TaxCode(plain, TaxKind.FIRM, plain)


def insurance_code(text: str) -> InsuranceCode | None:
    """Return the social or health insurance code in `text` as people write it, None when it is none."""
    plain = re.sub(r"[\s.\-]", "", text).upper()
    if re.fullmatch("[0-9]{10}", plain):
        return InsuranceCode(plain, InsuranceKind.SOCIAL, plain)
    found = _BHYT.fullmatch(plain)
    if not found:
        return None
    group, level, province, social = found.groups()
    return InsuranceCode(plain, InsuranceKind.HEALTH, social, group, level, province)


def health_card(text: str) -> HealthCard | None:
    """Return what the old QR text of a health insurance card says, None when it is no such text.

    Fields split by |: code, name and address as hexadecimal of UTF-8, sex 1 male; what follows the fifth is kept raw. Read from public
    parsers, not from a specification (domain/integrations.md section 5).
    """
    fields = [each.strip() for each in text.strip("\ufeff\r\n ").split("|")]
    if len(text) > MOST_CHARACTERS or len(fields) < 5:
        return None
    code, name = insurance_code(fields[0]), _hexed(fields[1])
    if code is None or code.kind is not InsuranceKind.HEALTH or name is None:
        return None
    sex = {"1": "male", "2": "female"}.get(fields[3], "")
    return HealthCard(code, name, fields[2], sex, _hexed(fields[4]) or "", tuple(fields[5:]))


def _hexed(text: str) -> str | None:
    try:
        return tidy(bytes.fromhex(text).decode("utf-8")) or None
    except ValueError:
        return None


def old_number(text: str) -> str:
    """Return the nine-digit number (CMND, dead since 2025) in `text`, '' when it is none."""
    digits = re.sub(r"[\s.\-]", "", text)
    return digits if re.fullmatch("[0-9]{9}", digits) else ""


def personal_number(text: str) -> str:
    """Return the 12-digit personal number in `text`, '' when it is none; it has no check digit."""
    digits = re.sub(r"[\s.\-]", "", text)
    return digits if re.fullmatch("[0-9]{12}", digits) else ""
