"""The calendar at its ends: first and last day there is, sessions that touch, holidays of each year, what is kept of a day's source."""

from datetime import date, datetime, time, timedelta

import pytest

from motcua.law.calendar import DAY_MINUTES, HORIZON, Calendar, CalendarError, Session, Special
from motcua.law.calendar_rules import LONGEST_CLOSURE, CalendarRefused, read, whole
from motcua.law.deadlines import Term, TermError, due_at
from tests.law.hanoi import CALENDAR, at

WHY = Special("Nghỉ", "Thông báo 1/TB")
HOLIDAYS = {date(2020, 1, 1), date(2020, 4, 30), date(2020, 5, 1), date(2020, 9, 2)}


def off(*days):
    return Calendar(days_off=dict.fromkeys(days, WHY))


def test_a_session_may_begin_the_moment_the_one_before_it_ends():
    through = Calendar(sessions=(Session(time(8), time(12)), Session(time(12), time(16))))
    assert through.day_minutes == 480
    assert through.minutes_between(at("2026-11-23 11:00"), at("2026-11-23 13:00")) == 120


def test_a_working_day_is_the_eight_hours_that_an_office_is_open():
    assert Calendar().day_minutes == DAY_MINUTES == 8 * 60


def test_a_term_in_months_may_end_in_the_last_year_there_is_and_not_after_it():
    assert due_at(at("9999-11-30 09:00"), Term.parse("1m"), Calendar()) == at("9999-12-30 09:00")
    with pytest.raises(TermError, match="Thời hạn dài quá"):
        due_at(at("9999-12-01 09:00"), Term.parse("1m"), Calendar())


def test_the_first_and_the_last_working_day_there_are_can_be_reached_and_none_beyond():
    last = Calendar().table.days_before(date.max.toordinal())
    assert Calendar().working_day(0) == date.min
    assert Calendar().working_day(last) == date.max
    for beyond in (-1, last + 1):
        with pytest.raises(CalendarError, match="Thời hạn dài quá"):
            Calendar().working_day(beyond)


def test_a_calendar_looks_ten_years_ahead_and_no_further():
    day = date(2026, 11, 16)
    assert HORIZON == 10 * 366
    closed = [day + timedelta(days=n) for n in range(HORIZON - 1)]
    tenth, after = day + timedelta(days=HORIZON - 1), day + timedelta(days=HORIZON)
    opened = Calendar(days_off=dict.fromkeys(closed, WHY), swap_days={tenth: WHY})
    assert opened.next_working_day(day) == tenth
    with pytest.raises(CalendarError, match="Không có ngày làm việc nào sau 16/11/2026"):
        Calendar(days_off=dict.fromkeys([*closed, tenth], WHY), swap_days={after: WHY}).next_working_day(day)


def test_hours_may_run_to_the_last_day_there_is_and_not_past_it():
    start = at("9999-12-31 08:00")
    assert Calendar().advance(start, 480) == at("9999-12-31 17:30")
    with pytest.raises(CalendarError, match="Thời hạn dài quá"):
        Calendar().advance(start, 481)


@pytest.mark.parametrize("day", ["2020-01-01", "2020-04-30", "2020-05-01", "2020-09-02"])
def test_a_year_without_one_of_its_holidays_has_a_hole(day):
    whole(off(*HOLIDAYS))
    with pytest.raises(CalendarRefused, match=f"{date.fromisoformat(day):%d/%m/%Y}"):
        whole(off(*HOLIDAYS - {date.fromisoformat(day)}))


def test_the_day_of_culture_is_a_holiday_from_2026_on():
    years = {date(year, month, number) for year in (2025, 2026) for month, number in ((1, 1), (4, 30), (5, 1), (9, 2))}
    whole(off(*years, date(2026, 11, 24)))  # Monday 24/11/2025 is worked
    with pytest.raises(CalendarRefused, match="24/11/2026"):
        whole(off(*years))


def test_labour_day_is_asked_of_the_year_2000_already():
    with pytest.raises(CalendarRefused, match="01/05/2000"):
        whole(off(date(2000, 1, 3)))
    whole(off(date(1999, 1, 1)))


def test_every_year_between_the_first_and_the_last_is_asked_for_its_holidays():
    with pytest.raises(CalendarRefused, match="01/01/2021"):
        whole(off(*HOLIDAYS, *{day.replace(year=2022) for day in HOLIDAYS}))


def test_a_holiday_that_is_worked_instead_by_decision_is_no_hole():
    days = dict.fromkeys(HOLIDAYS - {date(2020, 5, 1)}, WHY)
    whole(Calendar(days_off=days, swap_days={date(2020, 5, 1): WHY}))


def test_a_closure_may_last_fifteen_days_and_no_more():
    first = date(2020, 6, 1)  # a Monday
    fifteen = {first + timedelta(days=n) for n in range(LONGEST_CLOSURE - 1)}
    whole(off(*HOLIDAYS, *fifteen))
    whole(off(*HOLIDAYS, *fifteen, first + timedelta(days=15)))
    with pytest.raises(CalendarRefused, match="01/06/2020"):
        whole(off(*HOLIDAYS, *fifteen, first + timedelta(days=15), first + timedelta(days=16)))


def test_a_day_keeps_its_name_its_source_and_how_sure_it_is():
    group = {"source": " Thông báo 1/TB ", "certainty": "S", "days": [{"day": "2026-12-24", "name": " Nghỉ hoán đổi "}]}
    told = {date(2026, 12, 24): Special("Nghỉ hoán đổi", "Thông báo 1/TB", "S")}
    assert read({"off": [group]}).off == read({"worked": [group]}).worked == read({"removed": [group]}).removed == told


@pytest.mark.parametrize("lacking", [{"name": " "}, {"source": ""}, {"certainty": "X"}, {"certainty": ""}])
def test_a_day_without_name_source_or_certainty_is_not_taken(lacking):
    told = {"name": "Nghỉ", "source": "Thông báo 1/TB", "certainty": "K"} | lacking
    with pytest.raises(CalendarRefused, match="calendar.sourced"):
        read({"off": [{**told, "days": [{"day": "2026-12-24", "name": told["name"]}]}]})


@pytest.mark.parametrize("groups", [("off", "worked"), ("off", "removed"), ("worked", "removed")])
def test_a_day_in_two_groups_is_refused(groups):
    days = [{"source": "Thông báo 1/TB", "certainty": "K", "days": [{"day": "2026-12-26", "name": "Nghỉ"}]}]
    with pytest.raises(CalendarRefused, match="26/12/2026"):
        read(dict.fromkeys(groups, days))


def test_a_moment_is_no_day():
    with pytest.raises(CalendarRefused, match="calendar.day"):
        read({"off": [{"source": "x", "certainty": "K", "days": [{"day": datetime(2026, 12, 24), "name": "Nghỉ"}]}]})  # noqa: DTZ001


def test_why_a_day_is_off_is_its_holiday_or_the_week_end():
    assert CALENDAR.why_off(date(2026, 11, 24)) == "Ngày Văn hóa Việt Nam"
    assert CALENDAR.why_off(date(2026, 11, 21)) == "Thứ Bảy"
    assert CALENDAR.why_off(date(2026, 11, 22)) == "Chủ nhật"
