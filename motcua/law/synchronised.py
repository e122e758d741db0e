"""Indicator 1.4 of the service index: how much of what was received the national portal knows."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from motcua.law.cites import cites

POINTS = 6
_CENT = Decimal("0.01")


@dataclass(frozen=True)
class Synchronised:
    """The indicator with what it was counted from: `rate` in percent, `points` of 6, both to two decimals; None: nothing to count."""

    numerator: int
    denominator: int
    rate: Decimal | None
    points: Decimal | None


@cites("766/QĐ-TTg", "chỉ số 1.4", "P")
def synchronised(
    synced: int, reported: int | None, at_portal: int | None, *, last_year: int | None = None, months: int = 1
) -> Synchronised:
    """Return the indicator of a period of `months`: dossiers `synced` whose day of receipt lies in it, over the greater of two totals.

    `reported` is the agency's own report, `at_portal` the portal's total. With neither, the total of last year, by month; without that
    too the rate is 0. A total of 0 gives no rate. The rate is never above 100.
    """
    totals = [total for total in (reported, at_portal) if total is not None]
    if not totals and last_year is None:
        return Synchronised(synced, 0, Decimal("0.00"), Decimal("0.00"))
    whole = max(totals) if totals else round(Decimal(last_year or 0) * months / 12)
    if whole == 0:
        return Synchronised(synced, 0, None, None)
    rate = min(Decimal(100), Decimal(synced) * 100 / whole)
    return Synchronised(synced, whole, _rounded(rate), _rounded(rate * POINTS / 100))


def _rounded(value: Decimal) -> Decimal:
    return value.quantize(_CENT, ROUND_HALF_UP)
