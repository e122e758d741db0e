"""Filters: dates and hours in words, time left, money, masked numbers."""

from datetime import date, datetime

from django.template import Library
from django.template.defaultfilters import stringfilter
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from motcua.ui import dates

register = Library()
_NO_BREAK = "\u00a0"


@register.filter
def moment(value: datetime | None) -> str:
    """17:00 thứ Hai 23/11/2026; empty for None."""
    return dates.moment(value) if value else ""


@register.filter
def day(value: date | None) -> str:
    """thứ Hai 23/11/2026; empty for None."""
    return dates.day(value) if value else ""


@register.filter
def date_words(value: date | None) -> str:
    """23/11/2026; empty for None."""
    return dates.date_words(value) if value else ""


@register.filter
def clock(value: datetime | None) -> str:
    """17:00; empty for None."""
    return dates.clock(value) if value else ""


@register.filter
def when_from(value: datetime | None, now: datetime) -> str:
    """17:00 hôm nay, seen from `now`; the tag `when` takes `now` from the page."""
    return dates.when(value, now) if value else ""


@register.filter
def left(minutes: int | None) -> str:
    """Còn 6 giờ 48, Quá 12 phút: working minutes; empty for None."""
    return "" if minutes is None else dates.left(minutes)


@register.filter
def span(minutes: int | None, day: int = dates.WORKING_DAY_MINUTES) -> str:
    """6 giờ 48: minutes, a day of `day` of them (working minutes unless told otherwise); empty for None."""
    return "" if minutes is None else dates.span(minutes, day)


@register.filter
def dong(amount: int | None) -> str:
    """12.000 đồng, in English VND 12,000; whole; empty for None."""
    if amount is None:
        return ""
    number = f"{amount:,}".replace(",", pgettext("between thousands", "."))
    return (_("%(amount)s đồng") % {"amount": number}).replace(" ", _NO_BREAK)


@register.filter
@stringfilter
def masked(number: str) -> str:
    """001 ••• ••• 372: the first three and last three, as much as a person needs to know their own number."""
    digits = number.strip()
    if len(digits) < 8:
        return "•" * len(digits)
    hidden = "•" * (len(digits) - 6)
    middle = _NO_BREAK.join(hidden[at : at + 3] for at in range(0, len(hidden), 3))
    return _NO_BREAK.join((digits[:3], middle, digits[-3:]))


@register.filter
@stringfilter
def whole(words: str) -> str:
    """The same words with no-break spaces, for dates and short compounds in titles and strips."""
    return words.replace(" ", _NO_BREAK)


@register.filter
def size(count: int | None) -> str:
    """1,2 MB; 340 KB (decimal, as phones show it); empty for None."""
    if count is None:
        return ""
    if count < 1_000_000:
        return f"{max(1, round(count / 1000))} KB"
    return f"{count / 1_000_000:.1f} MB".replace(".", ",")
