"""Early, on time, overdue: by the date or the minute; without a due date on time (rules 13, 30, 34, 35)."""

from datetime import timedelta

import pytest

from motcua.law.classification import Precision, Timeliness, classify, classify_for_index, ended_at, overdue_now
from tests.law.hanoi import at

DUE = at("2026-11-30 10:00")
EARLY, ON_TIME, OVERDUE = Timeliness


@pytest.mark.parametrize(
    "ended,by_date,by_minute",
    [
        ("2026-11-29 23:59", EARLY, EARLY),
        ("2026-11-30 00:00", ON_TIME, EARLY),
        ("2026-11-30 09:59", ON_TIME, EARLY),
        ("2026-11-30 10:00:59", ON_TIME, ON_TIME),
        ("2026-11-30 10:01", ON_TIME, OVERDUE),
        ("2026-11-30 23:59:59", ON_TIME, OVERDUE),
        ("2026-12-01 00:00", OVERDUE, OVERDUE),
    ],
)
def test_rule_34_before_on_and_after_the_due_date(ended, by_date, by_minute):
    assert classify(at(ended), DUE, Precision.DATE) is by_date
    assert classify(at(ended), DUE, Precision.MINUTE) is by_minute


@pytest.mark.parametrize("precision", Precision)
def test_no_due_date_is_on_time_and_never_overdue(precision):
    assert classify(at("2030-01-01 00:00"), None, precision) is ON_TIME
    assert not overdue_now(at("2030-01-01 00:00"), None, precision)


def test_a_running_dossier_is_overdue_by_the_same_rule():
    assert not overdue_now(at("2026-11-30 17:00"), DUE, Precision.DATE)
    assert overdue_now(at("2026-11-30 17:00"), DUE, Precision.MINUTE)


def test_rule_35_what_counts_is_when_it_was_ready_not_when_it_was_fetched():
    ended = ended_at(at("2026-11-30 09:00"), at("2026-12-07 09:00"), None)
    assert ended is not None
    assert classify(ended, DUE, Precision.DATE) is ON_TIME
    assert ended_at(None, DUE, None) == ended_at(None, None, DUE) == DUE
    assert ended_at(None, None, None) is None


def test_rule_13_two_requests_for_supplement_are_overdue_in_the_index_and_the_time_of_one_is_taken_off():
    late = at("2026-12-01 09:00")
    assert classify_for_index(at("2026-11-27 09:00"), DUE, Precision.DATE, supplements=2) is OVERDUE
    assert classify_for_index(late, DUE, Precision.DATE, supplements=1, waited=timedelta(days=1)) is ON_TIME
    assert classify_for_index(late, DUE, Precision.DATE, supplements=0) is OVERDUE


def test_the_date_is_that_of_hanoi():
    from datetime import UTC, datetime

    assert classify(datetime(2026, 11, 29, 17, 0, tzinfo=UTC), DUE, Precision.DATE) is ON_TIME  # 00:00 on the 30th in Hà Nội
