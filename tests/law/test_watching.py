"""When a clock calls for somebody."""

from datetime import date, datetime

import pytest

from motcua.law.calendar import HANOI, Calendar, CalendarError, Special
from motcua.law.watching import Alarm, alarms, apology_day, reply_alarms, share_passed

CALENDAR = Calendar(days_off={date(2026, 11, 24): Special("Ngày Văn hóa Việt Nam", "28/2026/QH16")})
FRIDAY = datetime(2026, 11, 20, 10, 0, tzinfo=HANOI)
DUE = datetime(2026, 11, 30, 10, 0, tzinfo=HANOI)  # five working days, the 24th is off


def at(text):
    return datetime.fromisoformat(f"2026-11-{text}").replace(tzinfo=HANOI)


@pytest.mark.parametrize(
    "now, expected",
    [
        ("20 10:00", set()),
        ("26 17:29", set()),  # 3.75 days of 5 less a minute
        ("26 17:30", {Alarm.SOON}),
        ("27 00:01", {Alarm.SOON, Alarm.APOLOGY}),  # Friday: the last working day before Monday the 30th
        ("29 12:00", {Alarm.SOON, Alarm.APOLOGY}),
        ("30 00:00", {Alarm.TODAY}),
        ("30 10:00", {Alarm.TODAY}),
        ("30 10:01", {Alarm.OVERDUE}),
    ],
)
def test_a_clock_calls_at_its_share_the_day_before_on_the_day_and_after(now, expected):
    assert alarms(FRIDAY, DUE, at(now), 75, CALENDAR) == expected


def test_a_later_share_calls_later():
    assert alarms(FRIDAY, DUE, at("27 09:59"), 80, CALENDAR) == {Alarm.APOLOGY}


@pytest.mark.parametrize(
    "now, expected",
    [("20 15:59", set()), ("20 16:30", {Alarm.REPLY_SOON}), ("23 09:00", {Alarm.REPLY_SOON}), ("23 09:01", {Alarm.REPLY_LATE})],
)
def test_the_answer_before_acceptance_has_a_clock_of_its_own(now, expected):
    assert reply_alarms(at("20 09:00"), at("23 09:00"), at(now), 75, CALENDAR) == expected


def test_nothing_but_days_off_between_two_moments_is_a_whole_span():
    assert share_passed(at("21 08:00"), at("22 08:00"), at("21 09:00"), CALENDAR) == 100
    assert share_passed(FRIDAY, DUE, FRIDAY, CALENDAR) == 0
    assert share_passed(FRIDAY, DUE, at("30 23:00"), CALENDAR) == 100


def test_an_apology_must_be_ready_on_the_working_day_before():
    assert apology_day(DUE, CALENDAR) == date(2026, 11, 27)
    assert apology_day(at("25 09:00"), CALENDAR) == date(2026, 11, 23)
    assert apology_day(at("27 09:00"), CALENDAR) == date(2026, 11, 26)


def test_a_calendar_without_a_working_day_before_says_so():
    with pytest.raises(CalendarError):
        apology_day(DUE, Endless())


class Endless(Calendar):
    """Never worked."""

    def works(self, day):
        """Never."""
        return False
