"""A calendar that breaks a rule is refused by the rule's name; the calendar it would have changed is untouched (rule 33)."""

import tomllib
from datetime import date
from pathlib import Path

import pytest

from motcua.law.calendar import Calendar, Special
from motcua.law.calendar_rules import CalendarRefused, Edit, check, read, whole
from tests.law.hanoi import CALENDAR

TOLD = {"source": "Thông báo 1/TB", "certainty": "K"}


def group(*days, **told):
    return [{**TOLD, **told, "days": [{"day": d, "name": "Nghỉ hoán đổi"} for d in days]}]


def refused(data):
    with pytest.raises(CalendarRefused) as caught:
        check(CALENDAR, read(data))
    assert str(caught.value).startswith(caught.value.rule + ": ")
    return caught.value.rule


@pytest.mark.parametrize(
    "data,rule",
    [
        ({"off": group("2026-02-30")}, "calendar.day"),
        ({"off": group("mai")}, "calendar.day"),
        ({"off": group(20261225)}, "calendar.day"),
        ({"off": group(None)}, "calendar.day"),
        ({"off": group("2026-12-24", "2026-12-24")}, "calendar.once"),
        ({"off": group("2026-12-26"), "worked": group("2026-12-26")}, "calendar.once"),
        ({"off": group("2026-12-24", source=" ")}, "calendar.sourced"),
        ({"off": group("2026-12-24", certainty="maybe")}, "calendar.sourced"),
        ({"worked": group("2026-12-23")}, "calendar.swap_day"),
        ({"removed": group("2026-12-23")}, "calendar.known"),
        ({"removed": group("2026-04-30")}, "calendar.hole"),
        ({"off": group("2029-01-01")}, "calendar.hole"),
        ({"off": group(*[f"2026-12-{d:02d}" for d in range(1, 32)])}, "calendar.hole"),
        ({}, "calendar.groups"),
        ({"offf": group("2026-12-24")}, "calendar.groups"),
    ],
)
def test_what_breaks_a_rule_is_refused_by_its_name(data, rule):
    assert refused(data) == rule


def test_a_late_swap_is_taken_and_only_its_days_change():
    after = check(CALENDAR, read({"off": group("2026-12-31"), "worked": group(date(2026, 12, 26))}))
    assert not after.works(date(2026, 12, 31))
    assert after.works(date(2026, 12, 26))
    assert after.days_off.keys() - CALENDAR.days_off.keys() == {date(2026, 12, 31)}
    assert CALENDAR.works(date(2026, 12, 31))


def test_a_provisional_day_is_taken_back():
    after = check(CALENDAR, read({"removed": group("2026-01-10")}))
    assert not after.works(date(2026, 1, 10))


def test_the_calendar_that_ships_is_whole_and_so_is_an_empty_one():
    whole(CALENDAR)
    whole(Calendar())
    file = Path(__file__).parents[2] / "cities/hanoi/calendar.toml"
    assert read(tomllib.loads(file.read_text())).off.keys() == CALENDAR.days_off.keys()


def test_a_day_moved_from_worked_to_off_stands_once():
    edit = Edit(off={date(2026, 8, 22): Special("Nghỉ", "1/TB")})
    after = edit.applied(CALENDAR)
    assert date(2026, 8, 22) not in after.swap_days
    assert not after.works(date(2026, 8, 22))
    back = Edit(worked={date(2026, 8, 22): Special("Làm bù", "2/TB")}).applied(after)
    assert date(2026, 8, 22) not in back.days_off
    assert back.works(date(2026, 8, 22))
