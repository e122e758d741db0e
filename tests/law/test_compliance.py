"""What a procedure costs those who follow it: time × income + travel + services + fees + other, a year, before and after."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.law.compliance import Burden, CostRefused, Income, Saving, Task, Work, once, saving, work_cost, yearly

INCOME = Income(114_000_000, 2_112)  # 53,977.27… an hour
COUNTER = (
    Work(Task.PREPARE, "Điền tờ khai, chụp giấy tờ", Decimal("1.5"), other=10_000),
    Work(Task.FILE, "Đi nộp và đi lấy", Decimal(4), travel=60_000),
    Work(Task.PAY, "Phí", fees=200_000),
)
ONLINE = (Work(Task.FILE, "Nộp trên VNeID", Decimal("0.25")),)


def test_one_time_is_time_at_the_hourly_income_and_every_other_cost():
    assert work_cost(COUNTER[0], INCOME) == 80_966 + 10_000
    assert once(COUNTER, INCOME) == 90_966 + (215_909 + 60_000) + 200_000
    assert once(ONLINE, INCOME) == 13_494


def test_a_year_is_once_by_how_often_by_how_many():
    assert yearly(Burden(COUNTER, 2, 1_000), INCOME) == once(COUNTER, INCOME) * 2_000
    assert yearly(Burden(COUNTER, 0, 1_000), INCOME) == 0


def test_a_simplification_spares_the_difference_each_side_with_its_own_volume():
    spared = saving(Burden(COUNTER, 1, 1_000), Burden(ONLINE, 1, 1_100), INCOME)
    assert spared.amount == 566_875 * 1_000 - 13_494 * 1_100
    assert spared.percent == Decimal("97.4")
    assert Saving(0, 0).percent is None
    assert Saving(100, 150).amount == -50
    assert Saving(100, 150).percent == Decimal("-50.0")


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: Work(Task.FILE, " "),
        lambda: Work(Task.FILE, "x", Decimal(-1)),
        lambda: Work(Task.FILE, "x", Decimal("NaN")),
        lambda: Work(Task.FILE, "x", Decimal("Infinity")),
        lambda: Work(Task.FILE, "x", fees=-1),
        lambda: Burden((), -1, 1),
        lambda: Burden((), 1, -1),
        lambda: Income(1, 0),
        lambda: Income(-1, 1),
    ],
)
def test_what_cannot_be_is_refused(wrong):
    with pytest.raises(CostRefused):
        wrong()


MONEY = st.integers(0, 10**8)
WORKS = st.lists(
    st.builds(Work, st.sampled_from(Task), st.just("việc"), st.decimals(0, 500, places=2), MONEY, MONEY, MONEY, MONEY), max_size=5
)
INCOMES = st.builds(Income, st.integers(0, 10**9), st.integers(1, 5_000))
VOLUMES = st.integers(0, 10_000)


@given(WORKS, INCOMES, VOLUMES, VOLUMES)
def test_the_sum_is_never_negative_and_the_order_of_works_is_nothing(works, income, times, applicants):
    whole = yearly(Burden(tuple(works), times, applicants), income)
    assert whole >= 0
    assert whole == yearly(Burden(tuple(reversed(works)), times, applicants), income)


@given(WORKS, WORKS, INCOMES)
def test_works_left_out_always_spare(works, more, income):
    before, after = Burden((*works, *more), 1, 10), Burden(tuple(works), 1, 10)
    assert saving(before, after, income).amount >= 0
    assert saving(before, before, income).amount == 0
