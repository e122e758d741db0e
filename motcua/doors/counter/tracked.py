"""What a ministry's system settles for people of this counter: to look at and to track, never to decide here."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from motcua.doors.counter import pages
from motcua.dossiers import access
from motcua.law.lifecycle import STATUS_NAMES
from motcua.law.roles import Role
from motcua.people.requests import SignedInRequest, officer_required

ON_A_PAGE = 50


@officer_required(Role.RECEIVER)
@require_GET
def tracked(request: SignedInRequest) -> HttpResponse:
    """List them, last filed first: the ministry's number, what it says and since when. Opening one is a read that is written."""
    shown = Paginator(access.mirrored(request.actor), ON_A_PAGE).get_page(request.GET.get("page"))
    rows = [(each, _(STATUS_NAMES[each.state]), getattr(each, "filed_at", None)) for each in shown.object_list]
    return pages.page(request, "counter/tracked.html", {"page_obj": shown, "rows": rows, "now": request.now})
