"""Components drawn from lists of values."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.core.paginator import Page
from django.http import HttpRequest
from django.template import Context, Library
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from motcua.ui import icons
from motcua.ui.values import FileRow, Point

register = Library()
_ACCEPT = "image/*,application/pdf"
_POINT_ICON = {"done": "tick", "now": "clock", "later": "dot"}


@register.simple_tag
def facts_of(rows: Iterable[Any]) -> SafeString:
    """Labels and values from (label, value) pairs or summary rows; a row says below its value where it came from, or why it is asked."""
    pairs = ((*row, _beside(row)) for row in rows)
    return format_html('<dl class="facts">{}</dl>', format_html_join("", "<div><dt>{}</dt><dd>{}{}</dd></div>", pairs))


def _beside(row: Any) -> SafeString:
    """What a summary row says beside its value: a note, what a register told instead, where it came from."""
    said = [getattr(row, name, "") for name in ("note", "told", "origin")]
    return format_html_join("", ' <span class="origin">{}</span>', ((each,) for each in said if each))


@register.simple_tag
def timeline(points: Sequence[Point]) -> SafeString:
    """Where a dossier is: oldest first; done ticked, now ringed, later plain."""
    return format_html('<ol class="timeline">{}</ol>', format_html_join("", "{}", ((_point(each),) for each in points)))


def _point(point: Point) -> SafeString:
    mark = icons.icon(point.icon or _POINT_ICON[point.state])
    here = SafeString(' aria-current="step"') if point.state == "now" else ""
    body = format_html('<span class="dot">{}</span><b>{}</b><p>{}</p>', mark, point.title, point.note)
    return format_html('<li class="{}"{}>{}</li>', point.state, here, body)


@register.inclusion_tag("ui/parts/error_summary.html")
def error_summary(errors: Sequence[Any]) -> dict[str, Any]:
    """What must be put right, each a link to its field. `errors` have `anchor` and `message`."""
    return {"errors": list(errors or ())}


@register.inclusion_tag("ui/parts/pagination.html", takes_context=True)
def pagination(context: Context, page: Page[Any], name: str = "page") -> dict[str, Any]:
    """Before and after, with the page number; the rest of the query string stays."""
    request = context.get("request")
    query = request.GET.copy() if isinstance(request, HttpRequest) else None
    return {"page": page, "before": _address(query, name, page, -1), "after": _address(query, name, page, 1)}


def _address(query: Any, name: str, page: Page[Any], step: int) -> str:
    wanted = page.number + step
    if not 1 <= wanted <= page.paginator.num_pages:
        return ""
    if query is None:
        return f"?{name}={wanted}"
    query = query.copy()
    query[name] = str(wanted)
    return f"?{query.urlencode()}"


@register.inclusion_tag("ui/parts/file.html")
def file_row(file: FileRow) -> dict[str, Any]:
    """One file: its name, size, note and state."""
    return {"file": file, "mark": icons.OF_TONE.get(file.tone, "")}


@register.inclusion_tag("ui/parts/upload.html")
def upload(name: str, label: Any, hint: Any = "", error: Any = "", accept: str = _ACCEPT, many: bool = False) -> dict[str, Any]:
    """Choose or photograph a file; `error` is the reason the last one was refused."""
    return {"name": name, "label": label, "hint": hint, "error": error, "accept": accept, "many": many}


@register.inclusion_tag("ui/parts/check.html")
def check(tone: str, title: Any, note: Any = "") -> dict[str, Any]:
    """One thing looked at by machine or person; inside `<ul class="checks">`. `tone`: good, soon, bad, info."""
    return {"tone": tone, "mark": icons.OF_TONE[tone], "title": title, "note": note}
