"""Components that wrap what a template writes between their two tags."""

from typing import Any

from django.template import Context, Library
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from motcua.ui import icons

register = Library()


@register.simple_block_tag
def why(content: str, question: Any = "") -> SafeString:
    """Reasons folded under a question in the reader's words; closed by default, open in print."""
    summary = format_html("<summary>{}<span>{}</span></summary>", icons.icon("chevron"), question or _("Vì sao?"))
    return format_html('<details class="why">{}<div>{}</div></details>', summary, content)


@register.simple_block_tag
def answers(content: str) -> SafeString:
    """What it costs and when it is ready, before the start button; holds `answer`."""
    return format_html('<dl class="answers">{}</dl>', content)


@register.simple_block_tag
def answer(content: str, question: Any, big: Any) -> SafeString:
    """One answer: a question, its answer in large type, the rest below."""
    body = format_html('<span class="big num">{}</span><div class="small">{}</div>', big, content)
    return format_html("<div><dt>{}</dt><dd>{}</dd></div>", question, body)


@register.simple_block_tag
def needs(content: str) -> SafeString:
    """What to have at hand; holds `need`, those that need not be brought first."""
    return format_html('<ul class="needs">{}</ul>', content)


@register.simple_block_tag
def need(content: str, title: Any, have: bool = False) -> SafeString:
    """One paper or fact. `have`: the state already has it, so the person brings nothing."""
    mark = icons.icon("good", "is-good") if have else icons.icon("paper", "is-info")
    return format_html("<li>{}<div><b>{}</b>{}</div></li>", mark, title, content)


@register.simple_block_tag
def facts(content: str) -> SafeString:
    """Labels and values; holds `fact`. For a list use `facts_of`."""
    return format_html('<dl class="facts">{}</dl>', content)


@register.simple_block_tag
def fact(content: str, label: Any) -> SafeString:
    """One label with its value between the tags."""
    return format_html("<div><dt>{}</dt><dd>{}</dd></div>", label, content)


@register.simple_block_tag
def items(content: str) -> SafeString:
    """The papers and facts asked for in a supplement; holds `item`."""
    return format_html('<ol class="items">{}</ol>', content)


@register.simple_block_tag
def item(content: str, title: Any, tone: str = "soon", words: Any = "", done: bool = False) -> SafeString:
    """One card of a supplement: what is wrong, what to do, why, one action between the tags. Answered cards are quieter."""
    state = format_html('<strong class="tag tag--{}">{}{}</strong>', tone, icons.icon(icons.OF_TONE[tone]), words) if words else ""
    top = format_html('<div class="item__top"><h3 class="govuk-heading-m">{}</h3>{}</div>', title, state)
    return format_html('<li class="item{}">{}{}</li>', " item--done" if done else "", top, content)


@register.simple_block_tag
def due(content: str, title: Any, strip: Any = "", tone: str = "soon") -> SafeString:
    """The promised time on top of tracking: a strip that says what the clock does, the promise, the rest below."""
    mark = icons.icon(icons.OF_TONE[tone])
    top = format_html('<p class="strip strip--{}">{}<span>{}</span></p>', tone, mark, strip) if strip else ""
    return format_html('<div class="due">{}<div><h2 class="govuk-heading-l">{}</h2>{}</div></div>', top, title, content)


@register.simple_block_tag
def panel(content: str, label: Any) -> SafeString:
    """The side panel of a desk: what is selected, the next step, checks, facts."""
    return format_html('<aside class="panel" id="panel" aria-label="{}">{}</aside>', label, content)


@register.simple_block_tag
def next(content: str, title: Any) -> SafeString:  # noqa: A001
    """The next step with its own deadline and its acts; the only primary button of the view is in it."""
    return format_html('<div class="next"><h3>{}</h3>{}</div>', title, content)


@register.simple_block_tag
def card(content: str, title: Any = "") -> SafeString:
    """A quiet card: something that can be worked on."""
    head = format_html('<h2 class="govuk-heading-m">{}</h2>', title) if title else ""
    return format_html('<div class="card">{}{}</div>', head, content)


@register.simple_block_tag
def empty(content: str, title: Any) -> SafeString:
    """Nothing here yet, and what to do about it."""
    return format_html('<div class="empty"><p class="ink">{}</p>{}</div>', title, content)


@register.simple_block_tag(takes_context=True)
def nav(context: Context, content: str) -> SafeString:
    """The header's links (`nav_link`) and the person: in a row on wide screens, folded on a phone."""
    values = {"links": mark_safe(content), "person": context.get("person_menu"), "request": context.get("request")}  # noqa: S308 - rendered template
    return mark_safe(render_to_string("ui/parts/nav.html", {**values, "csrf_token": context.get("csrf_token")}))  # noqa: S308


@register.simple_tag
def nav_link(words: Any, url: str, current: bool = False) -> SafeString:
    """One link of the header; at most three for citizens."""
    here = SafeString(' aria-current="page"') if current else ""
    return format_html('<a href="{}"{}>{}</a>', url, here, words)
