"""Made-up firms, by tax code and by index, any number of them; the firms of people.json by name."""

import random
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from sandbox import people
from sandbox.people import Person

SIZE = 2_000
_FIRST = 990_000_000  # the nine digits before the check digit
_WEIGHTS = (31, 29, 23, 19, 17, 13, 7, 5, 3)
_KINDS = (("01", "Công ty trách nhiệm hữu hạn một thành viên"), ("02", "Công ty cổ phần"), ("05", "Hộ kinh doanh"))
_TRADES = (("4711", "Bán lẻ tổng hợp"), ("5610", "Nhà hàng, quán ăn"), ("6201", "Lập trình máy vi tính"), ("4321", "Lắp đặt hệ thống điện"))
_WORDS = ("An Phát", "Minh Long", "Hồng Hà", "Sao Mai", "Tây Hồ", "Bình Minh", "Đại Việt", "Hải Đăng", "Thăng Long", "Kim Liên")


@dataclass(frozen=True)
class Firm:
    """A firm as registered. `state`: 1 works, 3 stopped for a while, 4 dissolved; `capital` in VND."""

    tax_code: str
    name: str
    kind: tuple[str, str]
    state: str
    registered: date
    ward: str
    address: str
    representative: Person
    trades: tuple[tuple[str, str], ...]
    capital: int


def tax_code(n: int) -> str | None:
    """Return the tax code of firm `n`; None where the check digit would be ten, which is never issued."""
    nine = str(_FIRST + n)
    check = 10 - sum(int(d) * w for d, w in zip(nine, _WEIGHTS, strict=True)) % 11
    return None if check == 10 else f"{nine}{check}"


def find(code: str, size: int = SIZE) -> Firm | None:
    """Return the firm with this tax code (10 digits; a branch's -001 … -999 leads to its firm), or None."""
    whole = code.partition("-")[0]
    if whole in _known():
        return _known()[whole]
    if len(whole) != 10 or not (whole.isascii() and whole.isdigit()):
        return None
    n = int(whole[:9]) - _FIRST
    return firm(n) if 0 <= n < size and tax_code(n) == whole else None


def firm(n: int) -> Firm:
    """Return synthetic firm `n`, the same at every call. Raises ValueError where no tax code is issued."""
    code = tax_code(n)
    if code is None:
        raise ValueError(f"no firm {n}: its check digit would be ten")
    dice = random.Random(f"firm {n}")  # noqa: S311 - repeatable, not secret
    owner = people.person(dice.randrange(people.SIZE))
    kind = dice.choice(_KINDS)
    name = f"{kind[1]} {dice.choice(_WORDS)} {n}"
    state = dice.choices(("1", "3", "4"), (90, 6, 4))[0]
    registered = date(2006, 1, 2) + timedelta(days=dice.randrange(7000))
    trades = tuple(dice.sample(_TRADES, 2))
    return Firm(
        code, name, kind, state, registered, owner.residence.ward, owner.residence.text, owner, trades, dice.randrange(1, 90) * 10**8
    )


@cache
def _known() -> dict[str, Firm]:
    told = {}
    for each in people.organisations():
        home = each.representative.residence
        told[each.tax_code] = Firm(
            each.tax_code, each.name, _KINDS[1], "1", date(2010, 5, 4), home.ward, home.text, each.representative, _TRADES[:2], 5 * 10**9
        )
    return told
