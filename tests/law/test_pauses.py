"""Intervals that a clock does not count: each once, from the receipt on, in working time or in days as the term is (rules 12, 36)."""

from datetime import time

import pytest

from motcua.law.calendar import Calendar, Session
from motcua.law.deadlines import Pause, Term, TermError, due_at, explain, with_pauses
from tests.law.hanoi import CALENDAR, at


def due(received, term):
    return due_at(at(received), Term.parse(term), CALENDAR)


def test_a_pause_of_two_working_days_moves_the_due_date_by_two():
    # Rule 12.
    pause = Pause(at("2026-11-16 10:00"), at("2026-11-18 10:00"))
    assert with_pauses(at("2026-11-13 10:00"), Term.parse("5wd"), CALENDAR, [pause]) == at("2026-11-25 10:00")
    assert due("2026-11-13 10:00", "5wd") == at("2026-11-20 10:00")


def test_an_announced_outage_is_not_counted_to_the_minute():
    # Rule 36.
    outage = Pause(at("2026-11-16 10:00"), at("2026-11-16 14:00"), "Thông báo 12/TB: hệ thống ngừng")
    assert with_pauses(at("2026-11-16 08:00"), Term.parse("8wh"), CALENDAR, [outage]) == at("2026-11-17 10:30")


def test_a_pause_over_night_or_week_end_costs_no_working_time():
    pause = Pause(at("2026-11-13 17:30"), at("2026-11-16 08:00"))
    assert with_pauses(at("2026-11-13 08:00"), Term.parse("12wh"), CALENDAR, [pause]) == due("2026-11-13 08:00", "12wh")


def test_pauses_that_overlap_are_counted_once():
    supplement = Pause(at("2026-11-16 08:00"), at("2026-11-18 08:00"), "bổ sung")
    outage = Pause(at("2026-11-17 08:00"), at("2026-11-19 08:00"), "sự cố")
    both = with_pauses(at("2026-11-13 10:00"), Term.parse("5wd"), CALENDAR, [supplement, outage])
    one = with_pauses(at("2026-11-13 10:00"), Term.parse("5wd"), CALENDAR, [Pause(at("2026-11-16 08:00"), at("2026-11-19 08:00"))])
    assert both == one


@pytest.mark.parametrize(
    "pause",
    [
        Pause(at("2026-11-16 10:00"), None),
        Pause(at("2026-11-25 10:00"), at("2026-11-26 10:00")),
        Pause(at("2026-11-10 10:00"), at("2026-11-11 10:00")),
    ],
    ids=["still open", "after the due moment", "before the receipt"],
)
def test_a_pause_that_is_open_or_outside_the_term_moves_nothing(pause):
    assert with_pauses(at("2026-11-13 10:00"), Term.parse("5wd"), CALENDAR, [pause]) == due("2026-11-13 10:00", "5wd")


def test_a_pause_that_began_before_the_receipt_counts_from_the_receipt():
    early = Pause(at("2026-11-12 10:00"), at("2026-11-16 10:00"))
    assert with_pauses(at("2026-11-13 10:00"), Term.parse("5wd"), CALENDAR, [early]) == at("2026-11-23 10:00")
    assert sum(m for _, m in explain(at("2026-11-13 10:00"), Term.parse("5wd"), CALENDAR, [early]).counted) == 5 * 480


def test_a_same_day_dossier_that_waited_is_due_on_the_day_it_came_back():
    pause = Pause(at("2026-11-16 10:00"), at("2026-11-18 15:30"))
    assert with_pauses(at("2026-11-16 09:00"), Term.parse("same-day"), CALENDAR, [pause]) == at("2026-11-19 17:30")


def test_a_calendar_limit_moves_by_the_days_it_waited():
    pause = Pause(at("2026-11-16 10:00"), at("2026-11-18 10:00"))
    assert with_pauses(at("2026-11-13 10:00"), Term.parse("10d"), CALENDAR, [pause]) == at("2026-11-25 10:00")


def test_a_pause_that_ends_before_it_begins_is_refused():
    with pytest.raises(TermError, match="kết thúc trước khi bắt đầu"):
        Pause(at("2026-11-18 10:00"), at("2026-11-16 10:00"))


@pytest.mark.parametrize("sessions", [(Session(time(7, 30), time(11, 30)), Session(time(13), time(16))), (Session(time(8), time(12)),)])
def test_rule_12_holds_for_an_agency_of_other_hours_too(sessions):
    agency = Calendar(sessions=sessions)
    pause = Pause(at("2026-11-16 10:00"), at("2026-11-18 10:00"))
    assert with_pauses(at("2026-11-13 10:00"), Term.parse("5wd"), agency, [pause]) == at("2026-11-24 10:00")


def test_a_pause_that_begins_where_another_ends_is_one_with_it():
    received, five = at("2026-11-13 13:30"), Term.parse("5wd")
    noon = [Pause(at("2026-11-16 10:00"), at("2026-11-16 15:30")), Pause(at("2026-11-16 15:30"), at("2026-11-17 10:00"))]
    whole_day = [Pause(at("2026-11-16 10:00"), at("2026-11-17 10:00"))]
    assert with_pauses(received, five, CALENDAR, noon) == with_pauses(received, five, CALENDAR, whole_day) == at("2026-11-23 13:30")


def test_a_pause_may_end_the_moment_it_begins_and_moves_nothing():
    moment = at("2026-11-16 10:00")
    assert with_pauses(at("2026-11-13 10:00"), Term.parse("5wd"), CALENDAR, [Pause(moment, moment)]) == due("2026-11-13 10:00", "5wd")


@pytest.mark.parametrize(
    "term,start,end,expected",
    [
        ("5wd", "2026-11-20 09:59", "2026-11-20 10:59", "2026-11-20 11:00"),
        ("5wd", "2026-11-20 10:00", "2026-11-20 11:00", "2026-11-20 10:00"),  # it began when the term was over
        ("12wh", "2026-11-13 14:00", "2026-11-16 14:00", "2026-11-17 15:30"),
        ("10d", "2026-11-23 08:00", "2026-11-23 09:00", "2026-11-23 11:00"),
        ("10d", "2026-11-21 08:00", "2026-11-21 20:00", "2026-11-23 22:00"),
        ("11d", "2026-11-24 10:00", "2026-11-26 10:00", "2026-11-26 10:00"),  # from where it ended by its own count, a holiday
        ("1m", "2026-11-16 10:00", "2026-11-17 12:00", "2026-12-14 12:00"),
        ("same-day", "2026-11-13 11:00", "2026-11-13 14:00", "2026-11-13 17:30"),
    ],
)
def test_a_pause_moves_each_term_in_its_own_measure(term, start, end, expected):
    assert with_pauses(at("2026-11-13 10:00"), Term.parse(term), CALENDAR, [Pause(at(start), at(end))]) == at(expected)


def test_two_pauses_apart_are_both_left_out():
    apart = [Pause(at("2026-11-16 08:00"), at("2026-11-16 12:00")), Pause(at("2026-11-17 13:30"), at("2026-11-17 17:30"))]
    for told in (apart, apart[::-1]):
        assert with_pauses(at("2026-11-13 10:00"), Term.parse("5wd"), CALENDAR, told) == at("2026-11-23 10:00")


def test_a_pause_within_another_adds_nothing():
    long, short = Pause(at("2026-11-16 08:00"), at("2026-11-18 08:00")), Pause(at("2026-11-17 08:00"), at("2026-11-17 12:00"))
    assert with_pauses(at("2026-11-13 10:00"), Term.parse("5wd"), CALENDAR, [long, short]) == at("2026-11-25 10:00")
