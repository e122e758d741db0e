"""The home page: what do you need to do, in your own words; then what waits, then the events of a life."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from motcua.catalogue.finder.rows import catalogue, guide
from motcua.catalogue.finder.sayings import Event
from motcua.doors.portal import cards
from motcua.doors.portal.finding import Row, row_of
from motcua.doors.portal.requests import citizen_of, now_of, today_of
from motcua.doors.portal.words import two

EXAMPLES = (_("khai sinh cho con"), _("bản sao từ sổ gốc"), _("mất bằng tốt nghiệp"))


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Search first; then, signed in, what waits and for whom; then the events of a life for which something is published today."""
    user, day = citizen_of(request), today_of(request)
    listed = catalogue(day).listed
    events = [(e.icon, two(e.title), two(e.behind), e.key) for e in guide(day).events if any(code in listed for code in e.codes)]
    values: dict[str, Any] = {"examples": EXAMPLES, "events": events, "citizen": user}
    if user:
        values |= {"affairs": cards.newest(user, now_of(request))}
    return render(request, "portal/home.html", values)


@require_safe
def event(request: HttpRequest, key: str) -> HttpResponse:
    """What an event of a life asks of one, in the order in which it is done. Raises Http404 for an event there is none of."""
    found = guide(today_of(request)).event(key)
    rows = _rows(found, request) if found else []
    if not (found and rows):
        raise Http404
    return render(request, "portal/event.html", {"title": two(found.title), "behind": two(found.behind), "rows": rows})


def _rows(found: Event, request: HttpRequest) -> list[Row]:
    listed = catalogue(today_of(request)).listed
    return [row_of(listed[code]) for code in found.codes if code in listed]
