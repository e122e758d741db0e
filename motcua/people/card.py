"""The text in the QR code of an identity card: unsigned, so a convenience for typing, never proof of who stands there.

Seven fields in order, split by |: number, old number or nothing, NAME, day of birth, sex, residence, day of issue (ddmmyyyy). Cards
of 2024 carry more after them, kept as they are. The 12-digit number has no check digit.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from motcua.lib.text import fold, tidy
from motcua.people import numbers

FIELDS = 7
MOST_CHARACTERS = 2000
_SEXES = {"nam": "male", "nu": "female"}


class CardUnreadable(ValueError):
    """The text is not that of an identity card; `str()` says what to do, in the reader's language."""


@dataclass(frozen=True)
class Card:
    """What a card's QR text says. A day that cannot be read is None, a sex ''; `rest` are the fields after the seventh, raw."""

    number: str
    old_number: str
    name: str
    birth_date: date | None
    sex: str
    address: str
    issued_on: date | None
    rest: tuple[str, ...] = ()

    @property
    def layout(self) -> int:
        """Return 2021, or 2024 where fields follow the seventh; which ones is unverified, so they stay raw."""
        return 2024 if self.rest else 2021


def parse(text: str) -> Card:
    """Return the card whose QR holds `text`, as a reader types it. Raises CardUnreadable."""
    clean = _printable(text)
    if len(clean) > MOST_CHARACTERS:
        raise CardUnreadable(_("Văn bản quá dài, không phải mã QR của thẻ căn cước. Quét lại, hoặc ghi bằng tay."))
    fields = [tidy(each) for each in clean.split("|")]
    if len(fields) < FIELDS:
        raise CardUnreadable(_("Đây không phải mã QR của thẻ căn cước, hoặc mới đọc được một phần. Quét lại, hoặc ghi bằng tay."))
    number, old, name, born, sex, address, issued, *rest = fields
    if not re.fullmatch("[0-9]{12}", number):
        raise CardUnreadable(_("Số định danh trên mã QR không đủ 12 chữ số. Quét lại, hoặc ghi bằng tay."))
    if not name:
        raise CardUnreadable(_("Mã QR không có họ tên. Quét lại, hoặc ghi bằng tay."))
    return Card(number, numbers.old_number(old), titled(name), _day(born), _SEXES.get(fold(sex), ""), address, _day(issued), tuple(rest))


def titled(name: str) -> str:
    """Return a name as it is written: 'NGUYỄN THỊ HẠNH' -> 'Nguyễn Thị Hạnh'."""
    return tidy(tidy(name).title())


def _printable(text: str) -> str:
    """`text` without byte-order marks, carriage returns and other control characters that readers add."""
    return "".join(c for c in text if c in "\t " or unicodedata.category(c) not in ("Cc", "Cf")).strip()


def _day(text: str) -> date | None:
    found = re.fullmatch("([0-9]{2})([0-9]{2})([0-9]{4})", text)
    if not found:
        return None
    try:
        return date(int(found[3]), int(found[2]), int(found[1]))
    except ValueError:
        return None
