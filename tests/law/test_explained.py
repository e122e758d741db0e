"""'Why this date?': every day counted or left out, with its reason, the source of the day and the article that counts."""

from dataclasses import replace
from datetime import date

import pytest

from motcua.law.calendar import DayEnd
from motcua.law.deadlines import Pause, Term, explain
from tests.law.hanoi import CALENDAR, at


def test_why_this_date_names_counted_and_skipped_days_and_the_source():
    found = explain(at("2026-11-20 10:00"), Term.parse("5wd"), CALENDAR)
    assert found.at == at("2026-11-30 10:00")
    assert [d.day for d, _ in found.counted] == [20, 23, 25, 26, 27, 30]
    assert sum(m for _, m in found.counted) == 5 * 480
    assert (date(2026, 11, 24), "Ngày Văn hóa Việt Nam") in found.skipped
    assert (date(2026, 11, 21), "Thứ Bảy") in found.skipped
    assert any("28/2026/QH16" in s and "[S]" in s for s in found.sources)


def test_in_calendar_days_every_day_counts_and_only_the_days_after_the_end_are_skipped():
    found = explain(at("2026-11-11 10:00"), Term.parse("10d"), CALENDAR)  # ends Saturday 21/11
    assert found.at == at("2026-11-23 10:00")
    assert sum(m for _, m in found.counted) == 10 * 24 * 60
    assert (date(2026, 11, 15), 24 * 60) in found.counted
    assert found.skipped == [(date(2026, 11, 22), "Chủ nhật")]


def test_why_this_date_names_the_articles_that_counted():
    assert explain(at("2026-11-20 10:00"), Term.parse("5wd"), CALENDAR).rules == ["91/2015/QH13 Điều 147 khoản 2 [T]"]
    paused = explain(at("2026-11-20 10:00"), Term.parse("10d"), CALENDAR, [Pause(at("2026-11-23 08:00"), at("2026-11-24 08:00"))])
    assert {"91/2015/QH13 Điều 148 khoản 5 [T]", "61/2018/NĐ-CP Điều 19 khoản 4 [T]"} <= set(paused.rules)


def test_what_was_waited_for_up_to_the_receipt_is_no_part_of_why_this_date():
    waited = Pause(at("2026-11-19 10:00"), at("2026-11-20 10:00"), "Chờ bổ sung")
    term = Term.parse("5wd")
    assert explain(at("2026-11-20 10:00"), term, CALENDAR, [waited]) == explain(at("2026-11-20 10:00"), term, CALENDAR)


def test_a_day_waited_through_is_skipped_with_its_reason():
    found = explain(
        at("2026-11-13 10:00"), Term.parse("5wd"), CALENDAR, [Pause(at("2026-11-16 07:00"), at("2026-11-17 07:00"), "Chờ bổ sung")]
    )
    assert (date(2026, 11, 16), "Chờ bổ sung") in found.skipped


def why(received, term, *pauses, calendar=CALENDAR, **more):
    return explain(at(received), Term.parse(term, **more), calendar, [Pause(at(a), at(b), c) for a, b, c in pauses])


def test_working_minutes_are_told_day_by_day():
    found = why("2026-11-13 10:00", "2wd")
    assert [(day.day, minutes) for day, minutes in found.counted] == [(13, 360), (16, 480), (17, 120)]
    assert [(day.day, said) for day, said in found.skipped] == [(14, "Thứ Bảy"), (15, "Chủ nhật")]
    assert found.sources == []


def test_calendar_minutes_are_told_day_by_day_up_to_the_terms_own_end():
    found = why("2026-11-18 10:00", "3d")  # ends Saturday 21/11, due on Monday
    assert found.at == at("2026-11-23 10:00")
    assert [(day.day, minutes) for day, minutes in found.counted] == [(18, 840), (19, 1440), (20, 1440), (21, 600)]
    assert [day.day for day, _ in found.skipped] == [22]


def test_the_seconds_of_a_receipt_are_not_told():
    assert why("2026-11-16 10:00:59", "1wd").counted == why("2026-11-16 10:00", "1wd").counted


def test_a_day_of_which_part_was_waited_counts_the_other_part():
    waited = why("2026-11-16 10:00", "2wd", ("2026-11-17 10:00", "2026-11-18 10:00", "Chờ bổ sung"))
    assert [(day.day, minutes) for day, minutes in waited.counted] == [(16, 360), (17, 120), (18, 360), (19, 120)]
    assert waited.skipped == []
    days = why("2026-11-16 10:00", "2d", ("2026-11-17 10:00", "2026-11-18 09:00", "Chờ bổ sung"))
    assert [(day.day, minutes) for day, minutes in days.counted] == [(16, 840), (17, 600), (18, 900), (19, 540)]


def test_days_waited_through_say_why_and_days_off_between_them_say_their_own():
    found = why("2026-11-19 10:00", "2wd", ("2026-11-20 07:00", "2026-11-25 18:00", ""))
    assert [(day.day, said) for day, said in found.skipped] == [
        (20, "Tạm dừng"),
        (21, "Thứ Bảy"),
        (22, "Chủ nhật"),
        (23, "Tạm dừng"),
        (24, "Ngày Văn hóa Việt Nam"),
        (25, "Tạm dừng"),
    ]


def test_the_evening_of_a_receipt_is_neither_counted_nor_skipped():
    found = why("2026-11-16 18:00", "1wd")
    assert [day.day for day, _ in found.counted] == [17]
    assert found.skipped == []
    assert why("2026-11-16 18:00", "2wd", ("2026-11-18 09:00", "2026-11-18 10:00", "Chờ bổ sung")).skipped == []


def test_a_saturday_worked_instead_is_counted_and_its_source_told():
    found = why("2026-08-21 09:00", "1wd")
    assert [(day.day, minutes) for day, minutes in found.counted] == [(21, 420), (22, 60)]
    assert found.sources == [f"{CALENDAR.swap_days[date(2026, 8, 22)].source} [{CALENDAR.swap_days[date(2026, 8, 22)].certainty}]"]


@pytest.mark.parametrize(
    ("term", "articles"),
    [
        ("5wd", {"91/2015/QH13 Điều 147 khoản 2 [T]"}),
        ("12wh", {"process.md 2.4, giờ làm việc [S]"}),
        ("10d", {"91/2015/QH13 Điều 147 khoản 2 [T]", "91/2015/QH13 Điều 148 khoản 5 [T]"}),
        ("1m", {"91/2015/QH13 Điều 148 khoản 4 [T]", "91/2015/QH13 Điều 148 khoản 5 [T]"}),
        ("same-day", {"60/2014/QH13 Điều 5 khoản 3 [T]", "23/2015/NĐ-CP Điều 7 [T]"}),
    ],
)
def test_each_measure_names_its_own_articles_and_no_others(term, articles):
    assert set(why("2026-11-16 10:00", term).rules) == articles
    midnight = why("2026-11-16 10:00", term, calendar=replace(CALENDAR, day_end=DayEnd.MIDNIGHT))
    assert set(midnight.rules) == articles | {"91/2015/QH13 Điều 148 khoản 6 [T]"}
    waited = why("2026-11-16 10:00", term, ("2026-11-16 11:00", "2026-11-16 11:30", "Chờ"))
    assert set(waited.rules) == articles | {"61/2018/NĐ-CP Điều 19 khoản 4 [T]"}


def test_the_cutoff_is_named_where_it_moved_the_beginning():
    cutoff = "process.md 2.4, tiếp nhận sau 15 giờ [u]"
    assert cutoff in why("2026-11-16 15:01", "2wd", after_cutoff=True).rules
    assert cutoff not in why("2026-11-16 15:00", "2wd", after_cutoff=True).rules
    assert cutoff not in why("2026-11-16 15:01", "2wd").rules
