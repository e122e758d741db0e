"""The first page of the counter: what has come, what came back, what waits to go on or to be handed over."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_GET

from motcua.doors.counter import officers, pages, rows
from motcua.doors.counter.dossier import METHODS
from motcua.dossiers.models import Dossier
from motcua.law.roles import Role
from motcua.people.requests import SignedInRequest, officer_required
from motcua.ui.forms import FieldError
from motcua.ui.values import Count

ON_A_PAGE = 50
FORWARDED = rows.BY_KEY["cho-chuyen"]
MANY = {"moi": "receive_many", "da-bo-sung": "receive_many", "cho-chuyen": "forward_many", "cho-tra": "hand_over_many"}


@officer_required(Role.RECEIVER)
@require_GET
def inbox(request: SignedInRequest) -> HttpResponse:
    """The tab asked for, oldest first."""
    tab = rows.BY_KEY.get(request.GET.get("muc", ""), rows.TABS[0])
    return show(request, tab)


def show(request: SignedInRequest, tab: rows.Tab, error: FieldError | None = None) -> HttpResponse:
    """Render the list of a tab; with `error`, refused, and what was ticked and typed stands again."""
    words = request.GET.get("q", "").strip()[:100]
    found = rows.waiting(request.actor, words)
    shown = Paginator(_in(tab, found), ON_A_PAGE).get_page(request.GET.get("page"))
    dossiers = list(shown.object_list)
    values: dict[str, Any] = {
        "tab": tab,
        "tabs": _tabs(found, tab, words),
        "words": words,
        "page_obj": shown,
        "lines": rows.lines(dossiers, request.now),
        "posts": officers.holders(dossiers, request.now) if tab is FORWARDED else [],
        "errors": [error] if error else [],
        "ticked": _ticks(request, dossiers),
        "many": MANY.get(tab.key, ""),
        "methods": [(str(key), words) for key, words in METHODS.items()],
        "typed": request.POST,
        "soon": rows.SOON,
    }
    return pages.page(request, "counter/inbox.html", values, pages.REFUSED if error else 200)


def _ticks(request: SignedInRequest, dossiers: list[Dossier]) -> list[str]:
    """What stands ticked: what was posted, or with `chon=het` in the address every dossier of the page."""
    return [str(each.pk) for each in dossiers] if request.GET.get("chon") == "het" else request.POST.getlist("dossier")


def _in(tab: rows.Tab, found: Any) -> Any:
    if tab is FORWARDED:
        found = found.select_related("revision__procedure", "revision__plan", "applicant", "competent", "step_officer")
    return found.filter(tab.holds).order_by(tab.order, "pk")


def _tabs(found: Any, here: rows.Tab, words: str) -> list[Count]:
    held = rows.numbers(found)
    return [Count(str(tab.label), held[tab.key], _address(tab, words), current=tab is here) for tab in rows.TABS]


def _address(tab: rows.Tab, words: str) -> str:
    query = {"muc": tab.key, "q": words} if words else {"muc": tab.key}
    return f"{reverse('counter:inbox')}?{urlencode(query)}"
