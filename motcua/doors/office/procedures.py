"""Procedures of the city: where each stands, what it lacks, its revisions and decisions, two revisions side by side."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Prefetch, QuerySet
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from motcua.catalogue.candidates import candidate_of, offered_online
from motcua.catalogue.comparing import differences
from motcua.catalogue.declaring import comparing as form_comparing
from motcua.catalogue.lacking import lacking
from motcua.catalogue.models import Procedure, PublicationItem, Revision, words
from motcua.catalogue.national_record import national_facts
from motcua.doors.office.opening import office, page
from motcua.fees.trial import standing
from motcua.law.calendar import HANOI
from motcua.law.gates import Block, blocks
from motcua.law.publication import CHANGE_NAMES, LIFE_NAMES, Change, Life
from motcua.lib.text import fold
from motcua.people.requests import SignedInRequest

PER_PAGE = 50
TONES = {Life.DRAFT: "soon", Life.DECIDED: "info", Life.IN_FORCE: "good", Life.SUPERSEDED: "still"}


@dataclass(frozen=True)
class Row:
    """One procedure of the list: where it stands and what its revision lacks."""

    procedure: Procedure
    tone: str
    state: str
    draft: bool
    lacking: list[Block]
    level: str


@office
@require_safe
def procedures(request: SignedInRequest) -> HttpResponse:
    """Every procedure, found by words; with `thieu`, only those whose record lacks something. Five queries a page."""
    asked, today = " ".join(request.GET.get("q", "").split())[:200], _today(request)
    found = Procedure.objects.order_by("code")
    for word in fold(asked).split():
        found = found.filter(search__contains=word)
    if "thieu" in request.GET:
        found = lacking(found, today)
    shown = Paginator(found.prefetch_related(Prefetch("revisions", _whole())), PER_PAGE).get_page(request.GET.get("page"))
    rows = [_row(each, today) for each in shown]
    return page(request, "procedures.html", {"rows": rows, "page": shown, "words": asked, "lacking_only": "thieu" in request.GET})


@office
@require_safe
def procedure(request: SignedInRequest, code: str) -> HttpResponse:
    """One procedure: each revision with its decision, what stands in the way of the draft."""
    found, today = named(code), _today(request)
    revisions = list(_whole().filter(procedure=found).order_by("-number"))
    items = {item.revision_id: item for item in PublicationItem.objects.filter(procedure=found).select_related("publication")}
    draft = next((each for each in revisions if each.valid_from is None), None)
    values = {
        "procedure": found,
        "revisions": [_shown(each, items.get(each.pk), today) for each in revisions],
        "draft": draft,
        "national": not revisions and national_facts(code) is not None,
        "blocks": standing(draft, today) if draft else [],
        "abolished": [item for item in items.values() if item.change is Change.ABOLISH],
        "pairs": [(later, earlier) for later, earlier in zip(revisions, revisions[1:], strict=False)],
    }
    return page(request, "procedure.html", values)


@office
@require_safe
def compare(request: SignedInRequest, code: str, before: int, after: int) -> HttpResponse:
    """Two revisions of a procedure, part by part, side by side."""
    found = {each.number: each for each in _whole().filter(procedure=named(code), number__in=(before, after))}
    if before not in found or after not in found:
        raise Http404
    values = {"procedure": named(code), "before": found[before], "after": found[after]}
    return page(
        request,
        "compare.html",
        {**values, "differences": differences(found[before], found[after]), "asked": _asked(found[before], found[after])},
    )


def _asked(before: Revision, after: Revision) -> list[form_comparing.Difference]:
    """How the two ask, question by question."""
    return [] if before.form_id == after.form_id else form_comparing.differences(before.form.data, after.form.data)


def named(code: str) -> Procedure:
    """Return a procedure by its code. Raises Http404."""
    found = Procedure.objects.filter(code=code).first()
    if found is None:
        raise Http404
    return found


def _today(request: SignedInRequest) -> date:
    return request.now.astimezone(HANOI).date()


def _whole() -> QuerySet[Revision]:
    return Revision.objects.select_related("procedure", "plan", "form").prefetch_related("requirements", "templates").order_by("number")


def _row(found: Procedure, today: date) -> Row:
    revisions = list(found.revisions.all())
    draft = any(each.valid_from is None for each in revisions)
    decided = [each for each in revisions if each.valid_from is not None]
    held = next((each for each in decided if each.life(today) is Life.IN_FORCE), decided[-1] if decided else None)
    if held is None:
        return Row(found, "still", _("Thành phố chưa công bố"), draft, [], "")
    life = held.life(today)
    state = _("Đã bãi bỏ") if life is Life.SUPERSEDED else _(LIFE_NAMES[life])
    return Row(found, TONES[life], state, draft, blocks(candidate_of(held)), level_of(held))


def level_of(revision: Revision) -> str:
    """Return the service level in words: full, partial, or none online."""
    if not offered_online(revision.facts):
        return _("Không trực tuyến")
    return _("Toàn trình") if revision.full_online else _("Một phần")


def _shown(revision: Revision, item: PublicationItem | None, today: date) -> dict[str, Any]:
    life = revision.life(today)
    return {
        "revision": revision,
        "tone": TONES[life],
        "state": _(LIFE_NAMES[life]),
        "publication": item.publication if item else None,
        "change": _(CHANGE_NAMES[item.change]) if item else "",
        "level": level_of(revision),
        "reason": words(revision.facts.get("partial_reason", {})),
    }
