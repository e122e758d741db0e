"""The due-date engine: conventions of law and, where it is silent, of the dated settings (process.md 2.4-2.6, rules 21-27, 35, 36)."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from motcua.law import batch
from motcua.law.calendar import Calendar, CalendarError, DayEnd, Session, Special
from motcua.law.deadlines import Term, TermError, Unit, due_at, explain, step_due, time_left
from tests.law.hanoi import CALENDAR, at


def due(received, term, cutoff="15:00"):
    return due_at(at(received), Term.parse(term, time.fromisoformat(cutoff)), CALENDAR)


def in_a_column(received, term):
    return batch.datetimes(batch.due_at_many(batch.moments([at(received)]), Term.parse(term), CALENDAR))[0]


@pytest.mark.parametrize(
    "received,term,expected",
    [
        # Rule 21: the day of receipt is day 0, Tuesday 24/11 is a holiday.
        ("2026-11-20 10:00", "5wd", "2026-11-30 10:00"),
        # Rule 22: Saturday 22/8 is worked instead of Monday 31/8.
        ("2026-08-21 09:00", "1wd", "2026-08-22 09:00"),
        ("2026-08-28 09:00", "1wd", "2026-09-03 09:00"),
        # Rule 23: Saturday morning without a swap counts as received on Monday's opening, whose eight hours are the first counted.
        ("2026-11-14 09:00", "1wd", "2026-11-17 08:00"),
        # Rule 24: a calendar limit that ends on a holiday or week-end moves to the next working day, its clock time kept.
        ("2026-11-14 10:00", "10d", "2026-11-25 10:00"),
        ("2026-11-18 10:00", "10d", "2026-11-30 10:00"),
        ("2026-11-23 10:00", "10d", "2026-12-03 10:00"),
        # Rule 25: twelve working hours cross lunch and night.
        ("2026-11-16 15:30", "12wh", "2026-11-18 10:00"),
        ("2026-11-16 08:00", "8wh", "2026-11-16 17:30"),
        ("2026-11-16 11:00", "1wh", "2026-11-16 12:00"),
        ("2026-11-16 11:00", "2wh", "2026-11-16 14:30"),
        ("2026-11-13 13:30", "4wh", "2026-11-13 17:30"),
        ("2026-11-13 17:30", "8wh", "2026-11-16 17:30"),
        ("2026-11-20 17:00", "9wh", "2026-11-25 08:30"),
        # Rule 27: fifteen o'clock means nothing to a limit of several days.
        ("2026-11-16 15:01", "2wd", "2026-11-18 15:01"),
        # Months: the same day number, clipped to the month's end, then onto a working day.
        ("2026-01-31 09:00", "1m", "2026-03-02 09:00"),
        ("2026-10-15 09:00", "2m", "2026-12-15 09:00"),
        ("2026-11-30 09:00", "3m", "2027-03-01 09:00"),
        ("2025-12-16 09:00", "2m", "2026-02-23 09:00"),
        # A receipt outside the sessions counts from the next opening.
        ("2026-11-16 12:30", "1wd", "2026-11-17 13:30"),
        ("2026-11-16 17:31", "1wd", "2026-11-18 08:00"),
        ("2026-11-16 06:00", "4wh", "2026-11-16 12:00"),
        ("2026-11-16 17:30", "1wd", "2026-11-17 17:30"),
    ],
)
def test_a_term_ends_when_the_conventions_say(received, term, expected):
    assert due(received, term) == at(expected)
    assert in_a_column(received, term) == at(expected)


@pytest.mark.parametrize(
    "received,expected",
    [
        # Rule 26.
        ("2026-11-16 14:59", "2026-11-16 17:30"),
        ("2026-11-16 15:00", "2026-11-16 17:30"),
        ("2026-11-16 15:00:01", "2026-11-17 17:30"),
        ("2026-11-16 15:01", "2026-11-17 17:30"),
        ("2026-11-16 06:00", "2026-11-16 17:30"),
        ("2026-11-14 10:00", "2026-11-16 17:30"),
        ("2026-11-23 15:01", "2026-11-25 17:30"),
        ("2026-08-22 14:00", "2026-08-22 17:30"),
    ],
)
def test_a_same_day_result_is_due_at_closing_or_the_next_working_day_after_the_cutoff(received, expected):
    assert due(received, "same-day") == at(expected)
    assert in_a_column(received, "same-day") == at(expected)


def test_the_cutoff_is_the_procedures_own():
    assert due("2026-11-16 15:30", "same-day", cutoff="16:00") == at("2026-11-16 17:30")


def test_the_moment_is_read_in_hanoi_whatever_zone_it_is_written_in():
    midnight_in_london = datetime(2026, 11, 16, 1, 0, tzinfo=UTC)  # 08:00 in Hà Nội
    assert due_at(midnight_in_london, Term.parse("1wd"), CALENDAR) == at("2026-11-17 08:00")


@pytest.mark.parametrize("text", ["0wd", "-1wd", "5", "wd", "5xd", "1.5wd", "", "same day", "5wd "])
def test_a_term_that_cannot_be_counted_is_refused(text):
    with pytest.raises(TermError):
        Term.parse(text)


@pytest.mark.parametrize("text", ["5wd", "12wh", "10d", "2m", "same-day"])
def test_a_term_is_written_as_it_is_read(text):
    assert str(Term.parse(text)) == text


def test_a_moment_without_zone_is_refused():
    with pytest.raises(TermError, match="múi giờ"):
        due_at(datetime(2026, 11, 16, 9), Term.parse("1wd"), CALENDAR)  # noqa: DTZ001


def test_a_calendar_without_sessions_is_refused():
    with pytest.raises(CalendarError):
        Calendar(sessions=())


@pytest.mark.parametrize(
    "sessions",
    [
        (Session(time(12), time(8)),),
        (Session(time(8), time(8)),),
        (Session(time(8), time(12)), Session(time(11), time(17))),
        (Session(time(13), time(17)), Session(time(8), time(12))),
    ],
)
def test_sessions_that_close_early_overlap_or_stand_out_of_order_are_refused(sessions):
    with pytest.raises(CalendarError):
        Calendar(sessions=sessions)


def test_a_calendar_with_no_working_day_ahead_says_so():
    closed = {date(2026, 11, 16) + timedelta(days=i): Special("Đóng cửa", "Thông báo 1/TB") for i in range(11 * 366)}
    with pytest.raises(CalendarError, match="Không có ngày làm việc"):
        due_at(at("2026-11-16 09:00"), Term.parse("1wd"), Calendar(days_off=closed))


def test_a_saturday_receipt_is_first_counted_on_monday():
    # Rule 23, seen in the explanation.
    found = explain(at("2026-11-14 09:00"), Term.parse("1wd"), CALENDAR)
    assert found.counted == [(date(2026, 11, 16), 480)]


def test_a_step_is_due_at_its_own_time_or_the_dossiers_whichever_is_earlier():
    start = at("2026-11-16 14:00")
    assert step_due(start, 120, at("2026-11-16 17:30"), CALENDAR) == at("2026-11-16 16:00")
    assert step_due(start, 300, at("2026-11-16 17:30"), CALENDAR) == at("2026-11-16 17:30")
    assert step_due(start, 300, None, CALENDAR) == at("2026-11-17 09:30")


def test_time_left_turns_negative_when_the_moment_has_passed():
    now = at("2026-11-16 16:00")
    assert time_left(now, at("2026-11-17 09:00"), CALENDAR) == 150
    assert time_left(now, at("2026-11-16 15:00"), CALENDAR) == -60
    assert time_left(at("2026-11-14 09:00"), at("2026-11-14 11:00"), CALENDAR) == 0


def test_every_unit_has_a_rule():
    for unit in Unit:
        assert due_at(at("2026-11-16 09:00"), Term(unit, 1), CALENDAR) > at("2026-11-16 09:00")


@pytest.mark.parametrize("received,due", [("15:00", "2026-11-18 15:00"), ("15:01", "2026-11-19 08:00")])
def test_rule_27_after_the_cutoff_counts_from_the_next_working_day_only_where_the_procedure_says_so(received, due):
    flagged = Term.parse("2wd", after_cutoff=True)
    assert due_at(at(f"2026-11-16 {received}"), flagged, CALENDAR) == at(due)
    assert due_at(at(f"2026-11-16 {received}"), Term.parse("2wd"), CALENDAR) == at(f"2026-11-18 {received}")


@pytest.mark.parametrize("term,due", [("5wd", "2026-11-30"), ("10d", "2026-11-30"), ("1m", "2026-12-21"), ("8wh", None)])
def test_where_the_city_ends_a_day_at_midnight_terms_in_days_do_and_hours_do_not(term, due):
    midnight = replace(CALENDAR, day_end=DayEnd.MIDNIGHT)
    found = due_at(at("2026-11-20 10:00"), Term.parse(term), midnight)
    assert found == (at(f"{due} 23:59:59") if due else at("2026-11-23 10:00"))
