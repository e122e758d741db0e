"""The worklist: what waits, least time left first, with the chosen dossier beside it."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.views.decorators.http import require_safe

from motcua.doors.desk import lists, sheet
from motcua.doors.desk.opening import desk, opened, page
from motcua.doors.desk.rows import headed
from motcua.law.roles import Role
from motcua.people.requests import SignedInRequest

PER_PAGE = 50


@desk
@require_safe
def worklist(request: SignedInRequest) -> HttpResponse:
    """Show the list; `chon` in the address opens a dossier in the side panel, and that is written as a read."""
    wanted = lists.Wanted.of(request.GET)
    waiting = lists.found(request.actor, wanted)
    part = Paginator(lists.grouped(waiting, wanted.group, request.now), PER_PAGE).get_page(request.GET.get("page"))
    chosen = request.GET.get("chon", "")
    values = {
        "wanted": wanted,
        "filters": lists.filters(waiting, wanted, request.GET, request.now),
        "procedures": lists.procedures(request.actor),
        "page_obj": part,
        "groups": headed(list(part), user=request.user.pk, chosen=chosen, query=request.GET, now=request.now),
        "signs": any(post.role is Role.SIGNER for post in request.actor.posts),
        **(_chosen(request, chosen) if chosen else {}),
    }
    return page(request, "worklist.html", values)


def _chosen(request: SignedInRequest, chosen: str) -> dict[str, object]:
    try:
        key = UUID(chosen)
    except ValueError:
        return {}
    return {"sheet": sheet.of(opened(request, key), request.actor, request.now)}
