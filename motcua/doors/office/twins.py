"""Procedures that may be one and the same: the list, two side by side, what the controller decides of them."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from motcua.acts.duplicates import judge_pair
from motcua.catalogue.duplicate_verdict import verdicts
from motcua.catalogue.duplicates import pair_key
from motcua.catalogue.finder.rows import catalogue
from motcua.catalogue.finder.twins import pairs
from motcua.catalogue.finding import current
from motcua.catalogue.models import DuplicateVerdict
from motcua.catalogue.national_record import national_facts
from motcua.catalogue.sides import NAMES, Side, of_facts, of_revision
from motcua.doors.office.opening import office, page
from motcua.law.calendar import HANOI
from motcua.law.lifecycle import Refusal
from motcua.law.roles import Role
from motcua.people.requests import SignedInRequest

PER_PAGE = 40
TONES = {DuplicateVerdict.Verdict.DIFFERENT: "still", DuplicateVerdict.Verdict.DUPLICATE: "soon"}


@dataclass(frozen=True)
class Row:
    """A pair of the list: codes and names, why, how likely in percent, and what was decided."""

    codes: tuple[str, str]
    names: tuple[str, str]
    why: str
    score: int
    tone: str
    verdict: str
    note: str


@office
@require_safe
def twins(request: SignedInRequest) -> HttpResponse:
    """The pairs that may be one, those not yet decided first; with `xong`, also those found to differ."""
    listed, decided = catalogue(_day(request)).listed, verdicts()
    rows = [_row(pair, listed, decided.get(pair.key)) for pair in pairs(_day(request))]
    everything = "xong" in request.GET
    shown = rows if everything else [row for row in rows if row.tone != "still"]
    at = Paginator(shown, PER_PAGE).get_page(request.GET.get("page"))
    return page(request, "twins.html", {"page": at, "rows": list(at), "total": len(rows), "left": len(shown), "everything": everything})


def _row(pair: Any, listed: dict[str, Any], decided: DuplicateVerdict | None) -> Row:
    one, other = pair.codes
    names = (listed[one].name["vi"], listed[other].name["vi"])
    tone = TONES[DuplicateVerdict.Verdict(decided.verdict)] if decided else "info"
    said = str(decided.get_verdict_display()) if decided else _("Chưa xét")
    return Row(pair.codes, names, str(pair.why), round(100 * pair.score), tone, said, decided.note if decided else "")


@office
@require_http_methods(["GET", "HEAD", "POST"])
def twin(request: SignedInRequest, one: str, other: str) -> HttpResponse:
    """Two procedures side by side; the controller says whether they are one. Raises Http404 for a code there is none of."""
    refusal_words = ""
    if request.method == "POST":
        try:
            judge_pair(
                (one, other),
                request.POST.get("verdict", ""),
                request.POST.get("note", ""),
                by=request.actor,
                at=request.now,
                key=request.key,
            )
        except Refusal as refusal:
            refusal_words = str(refusal)
        else:
            messages.success(request, _("Đã ghi kết luận."))
            return redirect("office:twins")
    first, second = _side(one, request), _side(other, request)
    values = {
        "codes": (one, other),
        "parts": [(_(name), first[key].lines, second[key].lines, first[key].said == second[key].said) for key, name in NAMES.items()],
        "history": DuplicateVerdict.objects.filter(pair=pair_key((one, other))),
        "choices": DuplicateVerdict.Verdict.choices,
        "may": any(post.role is Role.CONTROLLER for post in request.actor.posts),
        "typed": request.POST,
        "refusal": refusal_words,
    }
    return page(request, "twin.html", values, refused=bool(refusal_words))


def _side(code: str, request: SignedInRequest) -> Side:
    facts = national_facts(code)
    if facts is not None:
        return of_facts(facts)
    revision = current(_day(request)).prefetch_related("requirements").filter(procedure__code=code).first()
    if revision is None:
        raise Http404
    return of_revision(revision)


def _day(request: SignedInRequest) -> Any:
    return request.now.astimezone(HANOI).date()
