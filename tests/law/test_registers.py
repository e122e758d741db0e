"""The register's rules: open, closable, and the hash that a changed line betrays."""

from dataclasses import replace
from datetime import timedelta

import pytest

from motcua.law.registers import Line, RegisterBroken, RegisterClosed, YearNotOver, check_closable, check_open, hash_of
from tests.law.hanoi import at

MONDAY = at("2026-11-23 09:00")
LINES = [Line(1, "H26.105-261123-0001", "2.000908", MONDAY), Line(2, "H26.105-261123-0002", "1.001193", MONDAY)]


def test_an_open_book_takes_more_and_a_closed_one_nothing():
    check_open(2026, closed=False)
    with pytest.raises(RegisterClosed, match="2026"):
        check_open(2026, closed=True)


@pytest.mark.parametrize("numbers", [[], [1], [1, 2, 3]])
def test_a_year_that_is_over_with_continuous_numbers_may_be_closed(numbers):
    check_closable(2026, 2027, numbers)


@pytest.mark.parametrize("year", [2027, 2028])
def test_a_year_that_is_not_over_may_not(year):
    with pytest.raises(YearNotOver):
        check_closable(year, 2027, [1])


@pytest.mark.parametrize(("numbers", "missing"), [([2], "1"), ([1, 3], "2"), ([1, 1], "2")])
def test_a_gap_is_named(numbers, missing):
    with pytest.raises(RegisterBroken, match=missing):
        check_closable(2026, 2027, numbers)


@pytest.mark.parametrize(
    "changed",
    [
        replace(LINES[1], number=3),
        replace(LINES[1], code="H26.105-261123-0003"),
        replace(LINES[1], procedure="1.000656"),
        replace(LINES[1], received_at=MONDAY + timedelta(microseconds=1)),
    ],
)
def test_every_part_of_a_line_is_in_the_hash(changed):
    assert hash_of([LINES[0], changed]) != hash_of(LINES)


def test_order_is_in_the_hash_and_the_same_lines_give_the_same():
    assert hash_of(reversed(LINES)) != hash_of(LINES) == hash_of(list(LINES))
    assert hash_of([]) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
