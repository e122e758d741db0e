"""The search: procedures that fit the words, and why each does; without words, all of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from motcua.catalogue.finder.rows import Listed, catalogue, guide
from motcua.catalogue.finder.tokens import spelt
from motcua.doors.portal.requests import today_of
from motcua.doors.portal.words import two

MOST_FOUND, PER_PAGE, LONGEST = 100, 20, 200


@dataclass(frozen=True)
class Row:
    """One procedure in a list. `ours`: one can apply here; else the page tells how it is done. `why` it was found, in words."""

    code: str
    title: str
    sector: str
    ours: bool
    why: str = ""


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Procedures that fit the words, with or without diacritics, with typing errors, for who asks."""
    from motcua.doors.portal.home import EXAMPLES

    words, who, day = " ".join(request.GET.get("q", "").split())[:LONGEST], request.GET.get("cho", ""), today_of(request)
    guided, found = guide(day), catalogue(day)
    hits = found.find(words, guided.applicants(who))
    hits = hits[:MOST_FOUND] if words else hits
    page = Paginator(hits, PER_PAGE).get_page(request.GET.get("page"))
    asking = [(each.key, two(each.title), each.key == who, "?" + urlencode({"q": words, "cho": each.key})) for each in guided.who]
    values = {
        "words": words,
        "page": page,
        "rows": [row_of(found.listed[hit.code], hit.why) for hit in page],
        "total": len(hits),
        "examples": EXAMPLES,
        "who": asking,
        "asks": who if guided.applicants(who) else "",
        "events": [(two(each.title), each.key) for each in guided.events if any(code in found.listed for code in each.codes)],
    }
    return render(request, "portal/search.html", values)


def row_of(listed: Listed, why: Iterable[tuple[str, str]] = ()) -> Row:
    """Return a procedure as a row of a list, in the reader's language."""
    return Row(listed.code, two(listed.name), two(listed.sector), listed.ours, _why(why))


def _why(why: Iterable[tuple[str, str]]) -> str:
    """Say why a procedure was found, where its name alone does not show it."""
    told = dict(why)
    said = []
    if "typo" in told:
        said.append(_("hiểu là “%(words)s”") % {"words": spelt(told["typo"])})
    if "saying" in told:
        said.append(_("theo luật gọi là “%(words)s”") % {"words": told["saying"]})
    if not said and "name" not in told:
        for kind, sentence in (("keywords", _("có từ “%(words)s”")), ("result", _("kết quả có “%(words)s”"))):
            if kind in told:
                said.append(sentence % {"words": spelt(told[kind])})
                break
    return "; ".join(said)
