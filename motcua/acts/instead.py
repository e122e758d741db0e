"""A paper in place of data: asked with a reason while the database that should spare it does not answer or does not have it."""

from datetime import datetime

from motcua.acts import outgoing
from motcua.acts.base import Words, acting, repeatable
from motcua.catalogue.models import Requirement
from motcua.dossiers.applying import instead, papers_of
from motcua.dossiers.models import Dossier, Lookup, PaperInstead
from motcua.law.intake import Item, check_reason
from motcua.law.lifecycle import Act
from motcua.law.once_only import GROUND_NAMES, Ground, NotSpared, PaperSpared, ground_for_paper
from motcua.lib.saying import N_
from motcua.lib.text import fold
from motcua.people.actor import Actor


@repeatable
def ask_paper(dossier: Dossier, *, requirement: str, reason: str, by: Actor, at: datetime, key: str) -> Dossier:
    """Ask for a paper that a database should spare (NĐ 309/2026 Điều 2): from now on it is one of the papers of this dossier.

    The applicant reads the reason. Raises PaperSpared while the database has it or was not asked, NotSpared for a paper that no database
    spares, ReasonMissing.
    """
    reason = check_reason(reason)
    words: Words = {"requirement": requirement, "reason": reason}
    with acting(Act.ASK_PAPER, dossier, by=by, at=at, key=key, words=words) as dossier:
        paper = _spared(dossier, requirement)
        ground = ground_of(dossier, paper)
        words["ground"] = ground
        PaperInstead(
            dossier=dossier, requirement=paper.key, system=paper.found_in, ground=ground, reason=reason, asked_by_id=by.id, asked_at=at
        ).save(force_insert=True)
        line = f"{dossier.summary}: cần giấy “{paper.name['vi']}” vì {GROUND_NAMES[ground]}. {reason}"
        outgoing.tell_applicant(dossier, "Cần giấy thay dữ liệu", [line], at=at)
    return dossier


def ground_of(dossier: Dossier, paper: Requirement) -> Ground:
    """Return why this paper may be asked of this dossier. Raises PaperSpared."""
    states = Lookup.objects.filter(dossier=dossier, system=paper.found_in).values_list("state", flat=True)
    return ground_for_paper(set(states))


def check_items(dossier: Dossier, items: list[Item]) -> None:
    """Raise PaperSpared when a request for supplement asks for a paper that a database spares and that was not asked for by `ask_paper`.

    A paper is told by its key, or by its name where the officer wrote it by hand.
    """
    asked = instead(dossier)
    spared = {r.key: r for r in papers_of(dossier) if r.found_in and r.key not in asked}
    names = {fold(r.name["vi"]): key for key, r in spared.items()}
    for item in items:
        key = item.requirement if item.requirement in spared else names.get(fold(item.name), "")
        if key:
            name = spared[key].name["vi"]
            raise PaperSpared(N_("“%(name)s” đã có cơ sở dữ liệu thay: tra cứu, không được thì yêu cầu giấy thay và nêu lý do."), name=name)


def _spared(dossier: Dossier, requirement: str) -> Requirement:
    found = next((r for r in papers_of(dossier) if r.key == requirement and r.found_in), None)
    if found is None or found.key in instead(dossier):
        raise NotSpared(N_("Giấy này không do cơ sở dữ liệu thay, hoặc đã yêu cầu rồi."))
    return found
