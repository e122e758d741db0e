"""What an application asks: the form fitted to what the state knows of the person it is for, the papers, the authority of a proxy."""

from datetime import date
from typing import Any

from motcua.catalogue.forms import form_of
from motcua.catalogue.models import Requirement
from motcua.catalogue.requirements import AUTHORISATION, applies, asked_of
from motcua.dossiers.models import Dossier, Draft
from motcua.law.once_only import PaperSpared, ground_for_paper
from motcua.ui.forms import Form


def form_for(draft: Draft, day: date) -> Form:
    """Return the form of a draft on `day`, without the answers that the sex the state knows rules out."""
    return form_of(draft.revision, day).fitting(draft.subject.sex)


def papers_asked(held: Draft | Dossier, answers: dict[str, Any]) -> list[Requirement]:
    """Return the papers this application must bring: what the procedure asks, the authority where another applies, and what an officer
    asked in place of data."""
    also = instead(held) if isinstance(held, Dossier) else set()
    extra = [r for r in held.revision.requirements.all() if r.key in also and applies(r, answers)] if also else []
    return [*([AUTHORISATION] if held.holder_id else []), *asked_of(held.revision, answers), *extra]


def instead(dossier: Dossier) -> set[str]:
    """Return the papers asked in place of data that a database should have given, by key. One query."""
    return set(dossier.papers_instead.values_list("requirement", flat=True))


def papers_of(held: Draft | Dossier) -> list[Requirement]:
    """Return every paper an application may have, whether asked or not, the authority first where another applies."""
    return [*([AUTHORISATION] if held.holder_id else []), *held.revision.requirements.all()]


def spared(dossier: Dossier) -> list[Requirement]:
    """Return the papers that a database spares this dossier and that were not asked in its place."""
    also = instead(dossier)
    return [r for r in papers_of(dossier) if r.found_in and r.key not in also and applies(r, dossier.answers)]


def may_ask_paper(dossier: Dossier) -> bool:
    """Tell whether a spared paper may be asked now: its database was asked and did not answer, or does not have it."""
    papers = {r.found_in for r in spared(dossier)}
    if not papers:
        return False
    states: dict[str, set[str]] = {}
    for system, state in dossier.lookups.values_list("system", "state"):
        states.setdefault(system, set()).add(state)
    return any(_ground(states.get(system, set())) for system in papers)


def _ground(states: set[str]) -> bool:
    try:
        ground_for_paper(states)
    except PaperSpared:
        return False
    return True
