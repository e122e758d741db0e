"""Components of the officers' desk."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.template import Context, Library
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from motcua.ui import dates, icons
from motcua.ui.components.marks import now_of
from motcua.ui.values import Count, WorkRow

register = Library()


@register.simple_tag(takes_context=True)
def time_left(context: Context, minutes: int | None, due_at: datetime | None = None, note: Any = "", soon_within: int = 480) -> SafeString:
    """Quá, Còn or Tạm dừng, with the promised time under it. `minutes` are working minutes; None means paused."""
    tone = tone_of(minutes, soon_within)
    words = dates.left(minutes) if minutes is not None else _("Tạm dừng")
    small = note or (_("hẹn %(when)s") % {"when": dates.when(due_at, now_of(context))} if due_at else "")
    return format_html(
        '<div class="left left--{}">{}<div>{}<small>{}</small></div></div>', tone, icons.icon(icons.OF_TONE[tone]), words, small
    )


def tone_of(minutes: int | None, soon_within: int = 480) -> str:
    """bad once over, soon within `soon_within` working minutes, good before that, still while paused."""
    if minutes is None:
        return "still"
    if minutes < 0:
        return "bad"
    return "soon" if minutes <= soon_within else "good"


@register.simple_tag
def time_left_tag(minutes: int | None, soon_within: int = 480) -> SafeString:
    """The same as a tag, for the top of a panel."""
    tone = tone_of(minutes, soon_within)
    words = dates.left(minutes) if minutes is not None else _("Tạm dừng")
    return format_html('<strong class="tag tag--{}">{}{}</strong>', tone, icons.icon(icons.OF_TONE[tone]), words)


@register.inclusion_tag("ui/parts/work_row.html", takes_context=True)
def work_row(context: Context, row: WorkRow) -> dict[str, Any]:
    """One row of `<table class="work">`: time left, dossier, applicant, step, holder."""
    return {"row": row, "now": now_of(context)}


@register.simple_tag
def group_row(words: Any, columns: int = 5) -> SafeString:
    """A heading inside the worklist that says what the rows under it need."""
    return format_html('<tr class="grouprow"><th colspan="{}" scope="rowgroup">{}</th></tr>', columns, words)


@register.simple_tag
def counts(entries: Sequence[Count], label: Any = "") -> SafeString:
    """Filters with the number of rows each holds."""
    inside = format_html_join("", "<li>{}</li>", ((_count(each),) for each in entries))
    return format_html('<ul class="counts" aria-label="{}">{}</ul>', label or _("Lọc theo hạn"), inside)


def _count(entry: Count) -> SafeString:
    mark = icons.icon(icons.OF_TONE[entry.tone], f"is-{entry.tone}") if entry.tone else ""
    here = SafeString(' aria-current="true"') if entry.current else ""
    return format_html('<a href="{}"{}>{}{} <span class="num">{}</span></a>', entry.url, here, mark, entry.label, entry.number)


@register.simple_tag
def steps(names: Sequence[Any], current: Sequence[int] | int) -> SafeString:
    """The bar of steps; `current` (or each of them, when several are worked at once) counts from 0; the number of steps is all done."""
    here = [current] if isinstance(current, int) else list(current)
    inside = format_html_join("", "{}", ((_step(name, at, here),) for at, name in enumerate(names)))
    return format_html('<ol class="steps">{}</ol>', inside)


def _step(name: Any, at: int, here: Sequence[int]) -> SafeString:
    if at < here[0]:
        done = format_html('<span class="govuk-visually-hidden">{}</span>', _("Xong:"))
        return format_html('<li class="done">{} {} {}</li>', icons.icon("tick"), done, name)
    if at in here:
        return format_html('<li class="now" aria-current="step">{}</li>', name)
    return format_html("<li>{}</li>", name)


@register.simple_tag
def refuse(act: Any, reason: Any, law: Any = "", url: str = "") -> SafeString:
    """An act that is not allowed now: it stays visible, locked, with the reason and the law's article."""
    cited = format_html('<a class="govuk-link" href="{}">{}</a>', url, law) if url else format_html('<span class="law">{}</span>', law)
    top = format_html("<div><span>{} {}</span></div>", icons.icon("lock"), act)
    return format_html('<div class="refuse">{}<p>{} {}</p></div>', top, reason, cited if law else "")
