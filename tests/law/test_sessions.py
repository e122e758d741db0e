"""Hours declared from a day on: no overlap, no hole, and what is taken out of a span leaves exactly the other days."""

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.law.calendar import Session
from motcua.law.calendar_rules import CalendarRefused
from motcua.law.sessions import Span, check_sessions, check_span, check_whole

D = date(2026, 12, 1)
DAYS = [D + timedelta(days=n) for n in range(12)]
spans = st.tuples(st.integers(0, 8), st.none() | st.integers(0, 8)).map(
    lambda t: Span(D + timedelta(days=t[0]), None if t[1] is None else D + timedelta(days=t[0] + t[1]))
)


def holds(span: Span, day: date) -> bool:
    return span.first <= day and (span.last is None or day <= span.last)


def fault(held: list[Span]) -> str:
    """Return the name of the rule that refuses these spans, '' for none."""
    try:
        check_whole(held)
    except CalendarRefused as refused:
        return refused.rule
    return ""


@given(spans, spans)
def test_what_is_left_is_every_day_of_the_one_and_none_of_the_other(one: Span, other: Span) -> None:
    left = one.without(other)
    for day in DAYS:
        assert sum(holds(span, day) for span in left) == (holds(one, day) and not holds(other, day))
    assert one.meets(other) == any(holds(one, day) and holds(other, day) for day in [*DAYS, D + timedelta(days=40)])


@given(st.lists(spans, min_size=1, max_size=4))
def test_the_city_is_whole_when_every_day_from_the_first_on_has_hours(held: list[Span]) -> None:
    first = min(span.first for span in held)
    days = [first + timedelta(days=n) for n in range(60)]
    whole = all(any(holds(span, day) for span in held) for day in days)
    disjoint = all(not a.meets(b) for n, a in enumerate(held) for b in held[:n])
    if not disjoint:
        return
    assert (fault(held) == "") == whole


def test_no_hours_at_all_are_a_hole() -> None:
    with pytest.raises(CalendarRefused, match=r"session\.hole"):
        check_whole([])


@pytest.mark.parametrize(
    "sessions, rule",
    [
        ([Session(time(8), time(8))], "session.order"),
        ([Session(time(8), time(12)), Session(time(11, 59), time(17))], "session.overlap"),
        ([Session(time(13), time(17)), Session(time(8), time(13, 1))], "session.overlap"),
    ],
)
def test_sessions_out_of_order_are_refused_by_name(sessions: list[Session], rule: str) -> None:
    with pytest.raises(CalendarRefused, match=rule):
        check_sessions(sessions)


def test_sessions_may_touch_and_come_in_any_order() -> None:
    check_sessions([Session(time(12), time(17)), Session(time(8), time(12))])


def test_hours_begin_today_at_the_earliest_and_end_no_sooner() -> None:
    check_span(Span(D, D), D)
    with pytest.raises(CalendarRefused, match=r"session\.past"):
        check_span(Span(D - timedelta(days=1)), D)
    with pytest.raises(CalendarRefused, match=r"session\.dates"):
        check_span(Span(D, D - timedelta(days=1)), D - timedelta(days=3))
