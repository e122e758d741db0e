"""Small marks: icons, tags, time, buttons, strips, progress, language switch."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.template import Context, Library
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from motcua.ui import dates, icons

register = Library()


@register.simple_tag
def icon(name: str, classes: str = "") -> SafeString:
    """An icon of `icons.SHAPES`; words must stand beside it."""
    return icons.icon(name, classes)


@register.simple_tag
def tag(tone: str, words: Any, icon: str = "") -> SafeString:  # noqa: A002
    """A state in words, with its icon and hue. `tone`: good, soon, bad, info, still."""
    mark = icons.icon(icon or icons.OF_TONE[tone])
    return format_html('<strong class="tag tag--{}">{}{}</strong>', tone, mark, words)


def now_of(context: Context) -> datetime:
    """Return the page's moment: `now` of the context, else the clock."""
    found = context.get("now")
    return found if isinstance(found, datetime) else timezone.now()


@register.simple_tag(takes_context=True)
def when(context: Context, value: datetime | None) -> str:
    """17:00 hôm nay; 16:30 thứ Sáu 20/11. Empty for None."""
    return dates.when(value, now_of(context)) if value else ""


@register.simple_tag(takes_context=True)
def stamp(context: Context, value: datetime | None) -> str:
    """hôm nay 09:12. Empty for None."""
    return dates.stamp(value, now_of(context)) if value else ""


@register.simple_tag(takes_context=True)
def near_day(context: Context, value: datetime | None) -> str:
    """hôm nay; thứ Sáu 20/11. Empty for None."""
    return dates.near_day(value, now_of(context)) if value else ""


@register.simple_tag
def time_of(value: datetime) -> SafeString:
    """A `time` element: 17:00 thứ Hai 23/11/2026, kept on one line where it fits."""
    return format_html('<time datetime="{}">{}</time>', dates.local(value).isoformat(), dates.moment(value))


@register.simple_tag
def strip(tone: str, words: Any, icon: str = "") -> SafeString:  # noqa: A002
    """One tinted line on top of a card. `tone`: info (the state told us), soon (the clock), good, bad."""
    mark = icons.icon(icon or ("data" if tone == "info" else icons.OF_TONE[tone]))
    return format_html('<p class="strip strip--{}">{}<span>{}</span></p>', tone, mark, words)


@register.simple_tag
def button(words: Any, kind: str = "primary", name: str = "", value: str = "", key: str = "", icon: str = "") -> SafeString:  # noqa: A002
    """A submit button. `kind`: primary (one a view), secondary. `key` is the officer's shortcut, shown on it."""
    attributes = [format_html(' name="{}" value="{}"', name, value)] if name else []
    attributes += [format_html(' data-key="{}"', key)] if key else []
    inside = _inside(words, kind, key, icon)
    return format_html('<button class="{}" type="submit"{}>{}</button>', _button_class(kind), SafeString("".join(attributes)), inside)


@register.simple_tag
def button_link(words: Any, url: str, kind: str = "primary", key: str = "", icon: str = "") -> SafeString:  # noqa: A002
    """A link that begins something, looking like a button."""
    keyed = format_html(' data-key="{}"', key) if key else SafeString("")
    return format_html('<a class="{}" href="{}"{}>{}</a>', _button_class(kind), url, keyed, _inside(words, kind, key, icon))


def _button_class(kind: str) -> str:
    return "govuk-button" if kind == "primary" else f"govuk-button govuk-button--{kind}"


def _inside(words: Any, kind: str, key: str, icon_name: str) -> SafeString:
    mark = icons.icon(icon_name, "icon--end" if icon_name == "arrow" else "") if icon_name else SafeString("")
    if key:
        return format_html('<span>{}{}</span><kbd class="{}">{}</kbd>', mark, words, "on" if kind == "primary" else "", key)
    return format_html("{}{}", words, mark) if icon_name == "arrow" else format_html("{}{}", mark, words)


@register.simple_tag
def progress(done: int, total: int, words: Any) -> SafeString:
    """How far a long job is, in a bar and in words."""
    bar = format_html('<progress class="progress" value="{}" max="{}">{}/{}</progress>', done, max(total, 1), done, total)
    return format_html('<p class="progressline" role="status">{}<span>{}</span></p>', bar, words)


@register.simple_tag
def preparing(url: str, words: Any = "", seconds: int = 2) -> SafeString:
    """Something a job is still making: asks `url` again every `seconds` with htmx; without scripts a link does it.

    The view at `url` answers either this tag again or the finished fragment.
    """
    told = words or _("Đang chuẩn bị")
    link = format_html('<a class="govuk-link stand" href="">{}</a>', _("Xem lại"))
    inside = format_html("{}<span>{}</span><noscript>{}</noscript>", icons.icon("clock"), told, link)
    polling = 'hx-get="{}" hx-trigger="every {}s" hx-swap="outerHTML"'
    return format_html('<p class="strip strip--still" role="status" ' + polling + ">{}</p>", url, seconds, inside)


@register.simple_tag(takes_context=True)
def language_switch(context: Context, label: str = "") -> SafeString:
    """A link to this same page in the other language; the choice is kept in a cookie."""
    other = "vi" if context.get("other_language") == "vi" else "en"
    request = context.get("request")
    query = request.GET.copy() if isinstance(request, HttpRequest) else None
    if query is None:
        address = f"?lang={other}"
    else:
        query["lang"] = other
        address = "?" + query.urlencode()
    words = label or ("English" if other == "en" else "Tiếng Việt")
    return format_html('<a class="govuk-link" href="{}" lang="{}" hreflang="{}">{}</a>', address, other, other, words)
