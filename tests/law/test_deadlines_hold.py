"""What holds of every due date, whatever the receipt, the term and the pauses (hypothesis)."""

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from motcua.law.calendar import HANOI
from motcua.law.deadlines import Pause, Term, Unit, due_at, explain, with_pauses
from tests.law.hanoi import CALENDAR

START = datetime(2025, 1, 1, tzinfo=HANOI)
moments = st.integers(0, 2 * 365 * 24 * 60).map(lambda minutes: START + timedelta(minutes=minutes))
terms = st.builds(Term, st.sampled_from(Unit), st.integers(1, 40))
working = st.builds(Term, st.sampled_from([Unit.WORKING_DAYS, Unit.WORKING_HOURS]), st.integers(1, 40))
minutes = st.integers(0, 60 * 480)


def pause_after(received, offset, length):
    return Pause(received + timedelta(minutes=offset), received + timedelta(minutes=offset + length))


@given(moments, terms)
def test_a_result_is_due_after_its_receipt_on_a_working_day(received, term):
    due = due_at(received, term, CALENDAR)
    assert due > received
    assert CALENDAR.works(due.date())


@given(moments, st.integers(0, 20_000), terms)
def test_received_later_is_never_due_on_an_earlier_day(received, more, term):
    assert due_at(received, term, CALENDAR).date() <= due_at(received + timedelta(minutes=more), term, CALENDAR).date()


@given(moments, st.integers(0, 20_000), working)
def test_in_working_time_received_later_is_never_due_earlier(received, more, term):
    assert due_at(received, term, CALENDAR) <= due_at(received + timedelta(minutes=more), term, CALENDAR)


@given(moments, st.sampled_from(Unit), st.integers(1, 40), st.integers(0, 20))
def test_a_longer_term_is_never_due_earlier(received, unit, amount, more):
    assert due_at(received, Term(unit, amount), CALENDAR).date() <= due_at(received, Term(unit, amount + more), CALENDAR).date()


@given(moments, st.integers(0, 59), working)
def test_the_minutes_counted_are_the_term(minute, second, term):
    received = minute + timedelta(seconds=second)
    wanted = term.amount * (480 if term.unit is Unit.WORKING_DAYS else 60)
    assert sum(m for _, m in explain(received, term, CALENDAR).counted) == wanted


@given(moments, working, st.integers(0, 5000), st.integers(1, 5000))
def test_a_pause_within_the_term_leaves_exactly_the_term_to_the_agency(received, term, offset, length):
    pause = pause_after(received, offset, length)
    wanted = term.amount * (480 if term.unit is Unit.WORKING_DAYS else 60)
    assert sum(m for _, m in explain(received, term, CALENDAR, [pause]).counted) == wanted


@given(moments, terms, st.lists(st.tuples(st.integers(0, 20_000), st.integers(1, 5000)), max_size=4))
def test_pauses_never_bring_the_due_moment_forward(received, term, spans):
    pauses = [pause_after(received, *span) for span in spans]
    assert with_pauses(received, term, CALENDAR, pauses) >= due_at(received, term, CALENDAR)


@given(moments, working, st.lists(st.tuples(st.integers(0, 20_000), st.integers(1, 5000)), min_size=2, max_size=4))
def test_the_order_in_which_pauses_are_told_does_not_matter(received, term, spans):
    pauses = [pause_after(received, *span) for span in spans]
    assert with_pauses(received, term, CALENDAR, pauses) == with_pauses(received, term, CALENDAR, pauses[::-1])


@given(moments, minutes)
def test_advancing_and_counting_are_inverse(start, amount):
    assert CALENDAR.minutes_between(start, CALENDAR.advance(start, amount)) == amount


@given(moments)
def test_snapping_twice_is_snapping_once_and_never_goes_back(moment):
    once = CALENDAR.snapped(moment)
    assert CALENDAR.snapped(once) == once >= moment


@given(moments, moments, moments)
def test_working_minutes_add_up(a, b, c):
    first, second, third = sorted((a, b, c))
    assert CALENDAR.minutes_between(first, second) + CALENDAR.minutes_between(second, third) == CALENDAR.minutes_between(first, third)
