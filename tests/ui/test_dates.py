"""Hours, days and time left in words, on Vietnam's clock, in both languages."""

from datetime import UTC, date, datetime

import pytest
from django.utils import translation

from motcua.ui import dates
from motcua.ui.components import filters

NOW = datetime(2026, 11, 23, 2, 12, tzinfo=UTC)  # 09:12 Monday in Hà Nội
FIVE = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
FRIDAY = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)


def test_a_moment_has_hour_weekday_and_date() -> None:
    assert dates.moment(FIVE) == "17:00 thứ Hai 23/11/2026"
    assert dates.day(date(2026, 11, 22)) == "Chủ nhật 22/11/2026"
    with translation.override("en"):
        assert dates.moment(FIVE) == "17:00 Monday 23 November 2026"


def test_today_is_said_as_today() -> None:
    assert dates.when(FIVE, NOW) == "17:00 hôm nay"
    assert dates.stamp(NOW, NOW) == "hôm nay 09:12"
    assert dates.when(FRIDAY, NOW) == "16:30 thứ Sáu 20/11"
    assert dates.stamp(FRIDAY, NOW) == "16:30 thứ Sáu 20/11"
    assert dates.when(FRIDAY.replace(year=2025), NOW) == "16:30 thứ Năm 20/11/2025"


def test_the_day_is_vietnams_not_the_servers() -> None:
    assert dates.near_day(datetime(2026, 11, 22, 18, 0, tzinfo=UTC), NOW) == "hôm nay"


@pytest.mark.parametrize(
    ("minutes", "vietnamese", "english"),
    [
        (408, "Còn 6 giờ 48", "6 h 48 left"),
        (-12, "Quá 12 phút", "12 min over"),
        (-102, "Quá 1 giờ 42", "1 h 42 over"),
        (65, "Còn 1 giờ 05", "1 h 05 left"),
        (120, "Còn 2 giờ", "2 h left"),
        (840, "Còn 1 ngày 6 giờ", "1 d 6 h left"),
        (1440, "Còn 3 ngày", "3 d left"),
        (0, "Còn 0 phút", "0 min left"),
    ],
)
def test_time_left_is_in_working_days_hours_and_minutes(minutes: int, vietnamese: str, english: str) -> None:
    assert dates.left(minutes) == vietnamese
    with translation.override("en"):
        assert dates.left(minutes) == english


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        dates.clock(datetime(2026, 11, 23, 9, 0))  # noqa: DTZ001


def test_small_words_of_numbers() -> None:
    assert filters.masked("001194012372") == "001\u00a0•••\u00a0•••\u00a0372"
    assert filters.masked("123") == "•••"
    assert filters.dong(12000) == "12.000\u00a0đồng"
    with translation.override("en"):
        assert filters.dong(12000) == "VND\u00a012,000"
    assert filters.dong(None) == ""
    assert filters.size(1_234_567) == "1,2 MB"
    assert filters.size(340) == "1 KB"
    assert filters.whole("hôm nay") == "hôm\u00a0nay"
