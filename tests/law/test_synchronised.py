"""Indicator 1.4: what the portal knows of what was received, against the greater total (QĐ 766/QĐ-TTg)."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.law.synchronised import POINTS, synchronised

COUNT = st.integers(0, 10**7)


@pytest.mark.parametrize(
    "synced, reported, at_portal, rate, points",
    [
        (9_700, 10_000, 9_900, "97.00", "5.82"),  # the worked example of the handbook
        (9_700, 9_900, 10_000, "97.00", "5.82"),
        (9_700, 10_000, None, "97.00", "5.82"),
        (9_700, None, 10_000, "97.00", "5.82"),
        (120, 100, 110, "100.00", "6.00"),
        (1, 3, 0, "33.33", "2.00"),
        (0, 5, 0, "0.00", "0.00"),
    ],
)
def test_the_greater_total_is_what_it_is_counted_against(synced, reported, at_portal, rate, points):
    found = synchronised(synced, reported, at_portal)
    assert (found.rate, found.points) == (Decimal(rate), Decimal(points))
    assert found.denominator == max(reported or 0, at_portal or 0)


@pytest.mark.parametrize("months, denominator", [(1, 1_000), (3, 3_000), (12, 12_000)])
def test_without_totals_last_years_stands_in_by_its_months(months, denominator):
    found = synchronised(500, None, None, last_year=12_000, months=months)
    assert found.denominator == denominator
    assert found.rate == (Decimal(50_000) / denominator).quantize(Decimal("0.01"))


def test_without_last_years_either_the_rate_is_none_of_it():
    assert synchronised(500, None, None).rate == Decimal("0.00")


def test_a_total_of_nothing_gives_no_rate():
    assert synchronised(0, 0, None).rate is None
    assert synchronised(0, 0, 0).points is None


@given(synced=COUNT, reported=COUNT, at_portal=COUNT)
def test_the_rate_lies_between_nothing_and_all_and_the_points_follow_it(synced, reported, at_portal):
    found = synchronised(synced, reported, at_portal)
    if found.rate is None or found.points is None:
        assert (reported, at_portal) == (0, 0)
        return
    assert 0 <= found.rate <= 100
    assert abs(found.points - found.rate * POINTS / 100) <= Decimal("0.01")
