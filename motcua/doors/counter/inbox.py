"""The first page of the counter: what has come, what came back, what waits to go on or to be handed over; forwarding in bulk."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from motcua.acts import reception
from motcua.acts.base import acting_many
from motcua.doors.counter import officers, pages, rows
from motcua.dossiers import access
from motcua.dossiers.models import Dossier
from motcua.law.lifecycle import Status
from motcua.law.roles import Role
from motcua.people.requests import SignedInRequest, officer_required
from motcua.ui.forms import FieldError
from motcua.ui.values import Count

ON_A_PAGE = 50
FORWARDED = rows.BY_KEY["cho-chuyen"]


@officer_required(Role.RECEIVER)
@require_GET
def inbox(request: SignedInRequest) -> HttpResponse:
    """The tab asked for, oldest first."""
    tab = rows.BY_KEY.get(request.GET.get("muc", ""), rows.TABS[0])
    return _show(request, tab)


@officer_required(Role.RECEIVER)
@require_POST
def forward_many(request: SignedInRequest) -> HttpResponse:
    """Hand the ticked dossiers to one officer; each has its own result."""
    chosen = _ticked(request)
    post = next((p for p in officers.holders(chosen, request.now) if str(p.user_id) == request.POST.get("officer")), None)
    if not chosen:
        return _show(request, FORWARDED, FieldError("pick-all", _("Chọn ít nhất một hồ sơ để chuyển.")))
    if post is None:
        return _show(request, FORWARDED, FieldError("officer", _("Chọn người nhận hồ sơ.")))

    def act(dossier: Dossier, key: str) -> Dossier:
        return reception.forward(dossier, officer=post.user, by=request.actor, at=request.now, key=key)

    by_key = {each.pk: each for each in chosen}
    results = [(by_key[each.dossier], each.refused) for each in acting_many(act, chosen, key=request.key)]
    done = sum(not refused for _dossier, refused in results)
    return pages.page(request, "counter/forwarded.html", {"results": results, "done": done, "officer": post})


def _ticked(request: SignedInRequest) -> list[Dossier]:
    keys = [key for each in request.POST.getlist("dossier") if (key := _uuid(each))]
    return list(access.at_counter(request.actor, *Status).select_related("revision__plan").filter(pk__in=keys[:ON_A_PAGE]))


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _show(request: SignedInRequest, tab: rows.Tab, error: FieldError | None = None) -> HttpResponse:
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
        "ticked": request.POST.getlist("dossier"),
        "soon": rows.SOON,
    }
    return pages.page(request, "counter/inbox.html", values, pages.REFUSED if error else 200)


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
