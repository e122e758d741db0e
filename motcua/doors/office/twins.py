"""Procedures that may be one and the same: the list, two side by side, what the controller decides of them."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.acts import runs
from motcua.acts.duplicates import judge_pair
from motcua.catalogue.duplicate_verdict import verdicts
from motcua.catalogue.duplicates import Pair, pair_key
from motcua.catalogue.finder.twins import mark
from motcua.catalogue.finding import current
from motcua.catalogue.models import DuplicateVerdict, Procedure
from motcua.catalogue.national_record import national_facts
from motcua.catalogue.sides import NAMES, Side, of_facts, of_revision
from motcua.doors.office.opening import office, page
from motcua.dossiers.runs import Run, going, latest
from motcua.law.calendar import HANOI
from motcua.law.lifecycle import Refusal
from motcua.law.roles import Role
from motcua.lib.saying import Sentence
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
    """The pairs that a run found last, those not yet decided first; with `xong`, also those found to differ."""
    found, decided = latest(Run.Kind.TWINS), verdicts()
    pairs = [_pair(told) for told in found.answer["pairs"]] if found else []
    everything = "xong" in request.GET
    shown = [pair for pair in pairs if everything or not _differ(decided.get(pair.key))]
    at = Paginator(shown, PER_PAGE).get_page(request.GET.get("page"))
    codes = {code for pair in at for code in pair.codes}
    names = {each.code: each.name["vi"] for each in Procedure.objects.filter(code__in=codes)}
    values = {
        "page": at,
        "rows": [_row(pair, names, decided.get(pair.key)) for pair in at],
        "total": len(pairs),
        "left": len(shown),
        "everything": everything,
        "found": found,
        "stale": found is not None and found.answer["mark"] != mark(_day(request)),
        "going": going(Run.Kind.TWINS),
    }
    return page(request, "twins.html", values)


@office
@require_POST
def find(request: SignedInRequest) -> HttpResponse:
    """Begin to look for pairs in the catalogue of today."""
    run = runs.ask(Run.Kind.TWINS, {}, by=request.actor, at=request.now, key=request.key)
    return redirect("office:run", run.pk)


def _pair(told: list[Any]) -> Pair:
    one, other, text, values, score = told
    return Pair((one, other), Sentence(text, values), score)


def _differ(decided: DuplicateVerdict | None) -> bool:
    return decided is not None and decided.verdict == DuplicateVerdict.Verdict.DIFFERENT


def _row(pair: Pair, named: dict[str, str], decided: DuplicateVerdict | None) -> Row:
    one, other = pair.codes
    names = (named.get(one, one), named.get(other, other))
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
