"""A revision as the gates of publication see it, and what it lacks."""

from typing import Any

from motcua.catalogue.models import Revision
from motcua.catalogue.results.using import doubled, known_places, named
from motcua.law.gates import Candidate
from motcua.law.publication import Part
from motcua.law.terms import Term
from motcua.lib.saying import Sentence

ONLINE = 2


def candidate_of(revision: Revision, failing: tuple[str, ...] = (), unasked: tuple[Sentence, ...] = ()) -> Candidate:
    """Return what the gates need to know of a revision; `failing` names the examples that came out wrong, `unasked` what lacks a question.

    Both are known above the catalogue (fees/trial.py gives them together).
    """
    facts = revision.facts
    return Candidate(
        code=revision.procedure.code,
        parts=parts_of(revision),
        online=offered_online(facts),
        full_online=revision.full_online,
        reason=str(facts.get("partial_reason", {}).get("vi", "")),
        plan=revision.plan.plan(),
        term=Term.parse(revision.term, revision.cutoff),
        failing=failing,
        unasked=unasked,
        plain_form="form" in facts.get("unsure", ()) and not revision.form.saved_by,
        second=revision.second_term(),
        templates=frozenset(template.name for template in revision.templates.all()),
        papers=tuple(named(template) for template in revision.templates.all()),
        places=known_places(revision.form.data),
        doubled=doubled(revision.templates.all()),
    )


def parts_of(revision: Revision) -> frozenset[Part]:
    """Return which of the seven parts of NĐ 63/2010 Điều 8 the revision has. Papers count when some are asked, or none is said to be."""
    facts = revision.facts
    has = {
        Part.NAME: bool(revision.procedure.name.get("vi", "").strip()),
        Part.SEQUENCE: bool(revision.plan.steps),
        Part.CHANNELS: bool(facts.get("channels")),
        Part.PAPERS: bool(facts.get("no_papers")) or bool(revision.requirements.all()),
        Part.TERM: bool(revision.term),
        Part.APPLICANTS: bool(facts.get("applicants")),
        Part.AGENCY: bool(revision.competent_kind),
    }
    return frozenset(part for part, there in has.items() if there)


def offered_online(facts: dict[str, Any]) -> bool:
    """Tell whether one of the published channels is the online one."""
    return any(each["channel"] == ONLINE for each in facts.get("channels", []))
