"""Dates, hours and time left in words, in the language of the page; clock time is always Vietnam's."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils import dateformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
WORKING_DAY_MINUTES = 480
_WEEKDAYS = (
    gettext_lazy("thứ Hai"),
    gettext_lazy("thứ Ba"),
    gettext_lazy("thứ Tư"),
    gettext_lazy("thứ Năm"),
    gettext_lazy("thứ Sáu"),
    gettext_lazy("thứ Bảy"),
    gettext_lazy("Chủ nhật"),
)


def local(value: datetime) -> datetime:
    """Return the same moment on Vietnam's clock. Raises ValueError for a time without a zone: it would be a guess."""
    if value.tzinfo is None:
        raise ValueError("a time without a zone")
    return value.astimezone(VIETNAM)


def clock(value: datetime) -> str:
    """17:00"""
    return local(value).strftime("%H:%M")


def date_words(value: date) -> str:
    """23/11/2026 (English: 23 November 2026)."""
    return dateformat.format(_day_of(value), pgettext("date format", "d/m/Y"))


def day(value: date) -> str:
    """thứ Hai 23/11/2026"""
    return f"{_WEEKDAYS[_day_of(value).weekday()]} {date_words(value)}"


def moment(value: datetime) -> str:
    """17:00 thứ Hai 23/11/2026"""
    return f"{clock(value)} {day(value)}"


def when(value: datetime, now: datetime) -> str:
    """17:00 hôm nay, 16:30 thứ Sáu 20/11, or with its year when that is not this year."""
    return f"{clock(value)} {near_day(value, now)}"


def stamp(value: datetime, now: datetime) -> str:
    """hôm nay 09:12, for "who told us and when"; other days as `when`."""
    if local(value).date() == local(now).date():
        return f"{_('hôm nay')} {clock(value)}"
    return when(value, now)


def near_day(value: date, now: datetime) -> str:
    """hôm nay, or thứ Sáu 20/11, or thứ Sáu 20/11/2025 when the year is another."""
    there, today = _day_of(value), local(now).date()
    if there == today:
        return _("hôm nay")
    if there.year != today.year:
        return day(there)
    return f"{_WEEKDAYS[there.weekday()]} {dateformat.format(there, pgettext('date format', 'd/m'))}"


def left(minutes: int, working_day: int = WORKING_DAY_MINUTES) -> str:
    """Còn 6 giờ 48, Quá 12 phút, Còn 1 ngày 6 giờ: working minutes, a day being `working_day` of them."""
    words = span(abs(minutes), working_day)
    return _("Quá %(span)s") % {"span": words} if minutes < 0 else _("Còn %(span)s") % {"span": words}


def span(minutes: int, working_day: int = WORKING_DAY_MINUTES) -> str:
    """12 phút, 1 giờ 18, 1 ngày 6 giờ, 3 ngày. The smallest unit that no longer matters is left out."""
    days, rest = divmod(minutes, working_day)
    hours, odd = divmod(rest, 60)
    if days:
        return _("%(days)d ngày %(hours)d giờ") % {"days": days, "hours": hours} if hours else _("%(days)d ngày") % {"days": days}
    if hours:
        return _("%(hours)d giờ %(minutes)02d") % {"hours": hours, "minutes": odd} if odd else _("%(hours)d giờ") % {"hours": hours}
    return _("%(minutes)d phút") % {"minutes": odd}


def _day_of(value: date) -> date:
    return local(value).date() if isinstance(value, datetime) else value
