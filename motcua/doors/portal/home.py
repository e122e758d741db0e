"""The home page and the search: what do you need to do, in your own words."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from motcua.catalogue import finding
from motcua.doors.portal import cards
from motcua.doors.portal.requests import citizen_of, now_of, today_of
from motcua.doors.portal.words import two
from motcua.lib.text import fold

MOST_FOUND = 100
PER_PAGE = 20
EXAMPLES = (_("khai sinh cho con"), _("bản sao từ sổ gốc"), _("mất bằng tốt nghiệp"))
# icon, title, what is behind it, the words searched (Vietnamese: the catalogue's own).
EVENTS = (
    ("child", _("Sinh con"), _("Đăng ký khai sinh"), "khai sinh"),
    ("rings", _("Kết hôn"), _("Đăng ký, giấy xác nhận"), "kết hôn"),
    ("home", _("Nhà và đất"), _("Giấy chứng nhận, xây dựng"), "nhà đất"),
    ("shop", _("Mở cửa hàng"), _("Hộ kinh doanh, thực phẩm"), "kinh doanh"),
    ("school", _("Học tập, văn bằng"), _("Bản sao bằng tốt nghiệp"), "bằng tốt nghiệp"),
    ("lotus", _("Người thân qua đời"), _("Khai tử, thừa kế"), "khai tử"),
)


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Search first; then, signed in, what waits and for whom; then the events of a life."""
    user = citizen_of(request)
    values: dict[str, Any] = {"examples": EXAMPLES, "events": _events(request), "citizen": user}
    if user:
        values |= {"affairs": cards.newest(user, now_of(request))}
    return render(request, "portal/home.html", values)


def _events(request: HttpRequest) -> list[tuple[str, str, str, str]]:
    """The events of a life for which something is published today. One query."""
    asked = {str(at): Count("pk", filter=_names(event[3])) for at, event in enumerate(EVENTS)}
    found = finding.current(today_of(request)).aggregate(**asked)
    return [(icon, str(title), str(behind), query) for at, (icon, title, behind, query) in enumerate(EVENTS) if found[str(at)]]


def _names(query: str) -> Q:
    every = Q()
    for word in fold(query).split():
        every &= Q(procedure__search__contains=word)
    return every


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Procedures in force that fit the words, with or without diacritics; without words, all of them."""
    words = " ".join(request.GET.get("q", "").split())[:200]
    found = finding.search(words, today_of(request), MOST_FOUND)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    rows = [(each.procedure, two(each.procedure.sector)) for each in page]
    values = {"words": words, "page": page, "rows": rows, "total": len(found), "examples": EXAMPLES}
    return render(request, "portal/search.html", values)
