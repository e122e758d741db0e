"""Prefix sums, scalar and by columns, give what the day loop gives: any unit, odd sessions, holidays, swaps, Saturdays, cut-offs."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.law import batch
from motcua.law.calendar import HANOI, Calendar, CalendarError, DayEnd, Session, Special
from motcua.law.deadlines import Term, TermError, Unit, due_at
from tests.law import dayloop
from tests.law.hanoi import CALENDAR, at

FIRST = date(2026, 1, 1)
WHY = Special("Nghỉ", "Thông báo 1/TB")

days = st.integers(0, 400).map(lambda n: FIRST + timedelta(days=n))
clock = st.integers(0, 24 * 60 - 1).map(lambda m: time(m // 60, m % 60))
edges = st.lists(st.integers(0, 24 * 60 - 1), min_size=2, max_size=8, unique=True).map(sorted)


def sessions_of(minutes):
    ends = [time(m // 60, m % 60) for m in minutes[: len(minutes) // 2 * 2]]
    return tuple(Session(a, b) for a, b in zip(ends[::2], ends[1::2], strict=True))


calendars = st.builds(
    Calendar,
    edges.map(sessions_of),
    st.dictionaries(days, st.just(WHY), max_size=60),
    st.dictionaries(days, st.just(WHY), max_size=20),
)
moments = st.builds(
    lambda day, moment, micro: datetime.combine(day, moment, HANOI) + timedelta(microseconds=micro),
    days,
    clock,
    st.integers(0, 59_999_999) | st.just(0),
)
terms = st.builds(Term, st.sampled_from(Unit), st.integers(1, 80), clock, st.booleans())


@given(moments, terms, calendars)
def test_a_due_moment_is_the_day_loops(received, term, calendar):
    assert due_at(received, term, calendar) == dayloop.due_at(received, term, calendar)


@given(st.lists(moments, min_size=1, max_size=30), terms, calendars, st.sampled_from(DayEnd))
def test_a_column_of_due_moments_is_the_scalar_one(received, term, calendar, day_end):
    calendar = replace(calendar, day_end=day_end)
    column = batch.due_at_many(batch.moments(received), term, calendar)
    assert batch.datetimes(column) == [due_at(r, term, calendar) for r in received]


@given(moments, moments, calendars)
def test_minutes_between_are_the_day_loops_also_in_columns(a, b, calendar):
    counted = calendar.minutes_between(a, b)
    assert counted == dayloop.minutes_between(calendar, a, b)
    assert batch.minutes_between_many(batch.moments([a]), batch.moments([b]), calendar).tolist() == [counted]


@given(moments, st.integers(0, 20_000), calendars)
def test_advancing_is_the_day_loops(start, minutes, calendar):
    assert calendar.advance(start, minutes) == dayloop.advance(calendar, start, minutes)
    assert calendar.snapped(start) == dayloop.snapped(calendar, start)


@given(days, calendars)
def test_the_next_working_day_is_the_day_loops(day, calendar):
    assert calendar.next_working_day(day) == dayloop.next_working_day(calendar, day)
    assert calendar.table.works(day.toordinal()) == calendar.works(day)


def test_equal_calendars_share_one_table():
    one, other = (Calendar(days_off=dict(CALENDAR.days_off), swap_days=dict(CALENDAR.swap_days)) for _ in range(2))
    assert one.table is other.table


def test_no_column_reaches_back_before_the_present_zone_and_an_empty_one_is_empty():
    with pytest.raises(TermError, match="1975"):
        batch.due_at_many(batch.moments([at("1975-06-12 22:00")]), Term(Unit.DAYS), CALENDAR)
    assert batch.due_at_many(np.array([], np.int64), Term(Unit.DAYS), CALENDAR).size == 0
    first, day = datetime(1975, 6, 12, 16, tzinfo=UTC), Term(Unit.DAYS)
    assert batch.datetimes(batch.due_at_many(batch.moments([first]), day, CALENDAR)) == [due_at(first, day, CALENDAR)]
    with pytest.raises(TermError, match="1975"):
        batch.due_at_many(batch.moments([first, first - timedelta(microseconds=1)]), day, CALENDAR)


@pytest.mark.parametrize("unit", ["wd", "d"])
def test_a_column_reaches_the_last_day_there_is_and_not_past_it(unit):
    thursday, column = at("9999-12-30 09:00"), batch.moments([at("9999-12-30 09:00")])
    assert batch.datetimes(batch.due_at_many(column, Term.parse(f"1{unit}"), CALENDAR)) == [thursday + timedelta(days=1)]
    with pytest.raises(TermError, match="Thời hạn dài quá"):
        batch.due_at_many(column, Term.parse(f"2{unit}"), CALENDAR)


@pytest.mark.parametrize("text", ["999999999wd", "999999999wh", "999999999d", "999999999m"])
def test_a_term_longer_than_the_calendar_is_refused_in_words(text):
    term = Term.parse(text)
    with pytest.raises((TermError, CalendarError), match="Thời hạn dài quá"):
        due_at(at("2026-11-20 10:00"), term, CALENDAR)
    with pytest.raises(TermError, match="Thời hạn dài quá"):
        batch.due_at_many(batch.moments([at("2026-11-20 10:00")]), term, CALENDAR)


@pytest.mark.parametrize("unit", ["same-day", "2wd", "2wh", "3wh", "12wh", "14wh", "10d", "1m"])
@pytest.mark.parametrize("clock_time", ["14:59:59", "15:00", "15:00:01"])
@pytest.mark.parametrize("day", ["2026-11-16", "2026-11-14", "2026-08-22", "2026-11-23"])
def test_around_the_cutoff_a_column_ends_where_the_day_loop_does(day, clock_time, unit):
    received = at(f"{day} {clock_time}")
    for flagged in (False, True):
        term = Term.parse(unit, after_cutoff=flagged)
        wanted = dayloop.due_at(received, term, CALENDAR)
        assert due_at(received, term, CALENDAR) == wanted
        assert batch.datetimes(batch.due_at_many(batch.moments([received]), term, CALENDAR)) == [wanted]


@pytest.mark.parametrize(
    ("start", "end", "minutes"),
    [
        ("2026-11-16 07:00", "2026-11-16 08:00", 0),
        ("2026-11-16 07:00", "2026-11-16 09:00", 60),
        ("2026-11-16 11:59", "2026-11-16 13:31", 2),
        ("2026-11-16 17:30", "2026-11-17 08:00", 0),
        ("2026-11-16 08:00:01", "2026-11-16 08:01", 0),
        ("2026-11-16 08:00", "2026-11-16 08:01:59", 1),
        ("2026-11-16 09:00", "2026-11-16 08:00", 0),
        ("2026-11-20 08:00", "2026-11-26 08:00", 3 * 480),
        ("2026-08-21 08:00", "2026-08-24 08:00", 2 * 480),
        ("2026-08-22 23:00", "2026-08-23 23:00", 0),
    ],
)
def test_only_whole_minutes_inside_the_sessions_are_counted(start, end, minutes):
    assert CALENDAR.minutes_between(at(start), at(end)) == minutes
    assert batch.minutes_between_many(batch.moments([at(start)]), batch.moments([at(end)]), CALENDAR).tolist() == [minutes]


def test_a_calendar_without_special_days_answers_in_columns_too():
    received = [at("2026-11-20 10:00"), at("2026-11-21 10:00"), at("2026-11-24 17:31")]
    for unit in ("1wd", "5wd", "9wh", "10d", "1m", "same-day"):
        term = Term.parse(unit)
        assert batch.datetimes(batch.due_at_many(batch.moments(received), term, Calendar())) == [
            dayloop.due_at(each, term, Calendar()) for each in received
        ]


def test_the_first_and_the_last_special_day_of_a_calendar_are_seen_in_columns():
    calendar = Calendar(days_off={date(2026, 11, 17): WHY, date(2026, 11, 24): WHY}, swap_days={date(2026, 11, 21): WHY})
    for received in (at(f"2026-11-{day} 09:00") for day in range(13, 30)):
        for unit in ("1wd", "3wh", "1d", "same-day"):
            term = Term.parse(unit)
            column = batch.due_at_many(batch.moments([received]), term, calendar)
            assert batch.datetimes(column) == [dayloop.due_at(received, term, calendar)]


def test_a_month_in_a_column_ends_on_the_same_number_or_the_months_last():
    received = [at("2026-01-31 09:00"), at("2027-11-29 09:00"), at("2026-12-31 09:00"), at("2026-11-30 09:00")]
    for unit in ("1m", "3m", "13m"):
        term = Term.parse(unit)
        assert batch.datetimes(batch.due_at_many(batch.moments(received), term, CALENDAR)) == [due_at(r, term, CALENDAR) for r in received]
