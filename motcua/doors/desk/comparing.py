"""A draft beside its template, beside the draft before it, and beside what was signed, read out of the signed file itself."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from motcua.acts import wording
from motcua.documents import store
from motcua.documents.reading import Unreadable
from motcua.doors.desk import sheet
from motcua.doors.desk.opening import desk, opened, page
from motcua.dossiers.models import Dossier, Paper, Result
from motcua.dossiers.rewordings import Standing
from motcua.dossiers.texts import Against, against, lines_of
from motcua.lib.differ import Pair, changes, pairs
from motcua.people.requests import SignedInRequest

MOST_DRAFTS = 20


@dataclass(frozen=True)
class Later:
    """One draft against the one before it."""

    number: int
    at: datetime
    rows: list[Pair]


@dataclass(frozen=True)
class Signed:
    """A signed file against the draft; `found` None when it cannot be read, `why` then says so."""

    name: str
    found: Against | None
    why: str = ""


@desk
@require_safe
def compare(request: SignedInRequest, key: UUID) -> HttpResponse:
    """Everything that was changed on the way from the template to the signed paper."""
    dossier = opened(request, key)
    result = sheet.result_of(dossier)
    values: dict[str, Any] = {"dossier": dossier, "sheet": sheet.of(dossier, request.actor, request.now)}
    if result is not None:
        values |= {"standing": standing(dossier, result), "drafts": drafts(dossier), "signed": signed(result)}
    return page(request, "compare.html", values)


def changed(dossier: Dossier, result: Result | None) -> dict[str, Any]:
    """Return what the pages of proposing and signing show beside the draft: against the template, against the draft before."""
    if result is None:
        return {}
    return {"standing": standing(dossier, result), "drafts": drafts(dossier)[-1:]}


def standing(dossier: Dossier, result: Result) -> list[tuple[str, Any, Pair]]:
    """Return the rewordings of the draft that are printed: label, who and when, both texts."""
    held: Standing = wording.standing_of(dossier, result)
    return [(each.label, each, pairs([each.printed], [each.text])[0]) for each in held.held]


def drafts(dossier: Dossier) -> list[Later]:
    """Return every draft but the first against the one before it, oldest first."""
    papers = list(dossier.papers.filter(kind=Paper.Kind.RESULT).order_by("asked_at", "pk"))[-MOST_DRAFTS:]
    both = enumerate(zip(papers, papers[1:], strict=False), 2)
    return [Later(n, after.asked_at, changes(lines_of(before.values), lines_of(after.values))) for n, (before, after) in both]


def signed(result: Result | None) -> list[Signed]:
    """Return the signed paper and the issued one against the draft they were made of; nothing for what was signed by hand."""
    paper = result.paper if result else None
    if result is None or paper is None or paper.document is None:
        return []
    named = ((_("Bản đã ký"), result.signed), (_("Bản đã ban hành"), result.issued))
    found = []
    for name, document in named:
        if document is None:
            continue
        try:
            found.append(Signed(name, against(paper.values, store.content(paper.document), store.content(document))))
        except Unreadable as failure:
            found.append(Signed(name, None, str(failure)))
    return found
