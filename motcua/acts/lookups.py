"""Asking a database about a person or a firm: consent and intent are recorded before the door asks, the answer after.

One successful query per person and dossier: what a draft was answered passes on to its dossier, a question under way is not asked twice,
and one that failed is asked again in its own row.
"""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from procrastinate.contrib.django import app

from motcua.acts.base import Words, acting, done_before, recording, wait_for
from motcua.dossiers.models import Consent, Dossier, Draft, Lookup
from motcua.law.lifecycle import Act
from motcua.law.once_only import check_consent
from motcua.lib.ids import new_id
from motcua.people.actor import Actor, ActorKind
from motcua.people.fields import index_of
from motcua.people.finding import agency_of
from motcua.people.models import Party
from motcua.people.rights import Deed
from motcua.ports import Firm, Person

POPULATION, BUSINESS = "population", "business"
FETCH = "motcua.jobs.fetch"
UNDER_WAY = timedelta(seconds=10)  # a question younger than this is being asked by another page


def decide(draft: Draft, told: Mapping[str, Mapping[str, Any]], agreed: bool, version: str, *, by: Actor, at: datetime, key: str) -> None:
    """Keep what the person decided about each database of `told` (its words as they were read); refusing costs nothing."""
    if done_before(key):
        return
    words: Words = {"systems": sorted(told), "agreed": agreed, "version": version}
    officer = UUID(by.id) if by.kind is ActorKind.OFFICER else None
    with recording(Deed.CONSENT, "draft", draft.pk, by=by, at=at, key=key, words=words):
        for system, text in told.items():
            row = Consent(draft=draft, party=draft.subject, system=system, agreed=agreed, text_version=version, told=dict(text), at=at)
            row.asked_by_id = officer
            row.save(force_insert=True)


def ask_for_draft(
    draft: Draft, number: str, *, by: Actor, at: datetime, system: str = POPULATION, purpose: str = Lookup.Purpose.PREFILL
) -> Lookup:
    """Record that a database is asked for a draft; `Lookup.waits_for` says whether the door that called is to ask it.

    Raises ConsentMissing when it would fill in the form and the person has not agreed.
    """
    with transaction.atomic():
        found = _under_way(draft, number, system, at)
        if found:
            return found
        consent = Consent.objects.filter(draft=draft, system=system).last()
        if purpose == Lookup.Purpose.PREFILL:
            check_consent(consent.agreed if consent else None)
        lookup = _opened(draft, number, system, by, at)
        lookup.purpose, lookup.consent = purpose, consent
        key = f"ask:{lookup.pk.hex}:{lookup.tries}"
        with recording(Deed.LOOK_UP, "draft", draft.pk, by=by, at=at, key=key, words=_words(lookup)):
            lookup.save()
    return lookup


def ask_for_dossier(dossier: Dossier, number: str, *, by: Actor, at: datetime, system: str = POPULATION) -> Lookup:
    """Record that an officer asks about a person in this dossier, a duty that needs no consent (NĐ 309/2026 Điều 2)."""
    with transaction.atomic():
        found = _under_way(dossier, number, system, at)
        if found:
            return found
        lookup = _opened(dossier, number, system, by, at)
        lookup.purpose = Lookup.Purpose.IDENTITY
        with acting(Act.CHECK_IDENTITY, dossier, by=by, at=at, key=f"ask:{lookup.pk.hex}:{lookup.tries}", words=_words(lookup)):
            lookup.save()
    return lookup


def record_answer(
    lookup: Lookup,
    told: Person | Firm | None,
    *,
    failed: bool = False,
    why: str = "",
    evidence: str = "",
    by: Actor,
    at: datetime,
) -> Lookup:
    """Keep what the database answered: who was asked for, nobody, or that it did not answer (`why`): then a job asks again.

    An answer about somebody else is nobody. `evidence` is an answer that made no sense, kept encrypted.
    """
    held = "dossier" if lookup.dossier_id else "draft"
    subject = lookup.dossier_id or lookup.draft_id
    assert subject is not None
    told = told if told is not None and lookup.person_index in _indexes(told) else None
    state = Lookup.State.FAILED if failed else Lookup.State.MATCHED if told else Lookup.State.NO_MATCH
    key = f"answer:{lookup.pk.hex}:{new_id().hex}"
    with recording(Deed.LOOK_UP, held, subject, by=by, at=at, key=key, words={"state": state, **({"why": why} if why else {})}):
        lookup.state, lookup.answered_at, lookup.failure, lookup.evidence = state, at, why[:300], evidence or None
        lookup.answer = _kept(told) if told else None
        lookup.save(update_fields=["state", "answer", "answered_at", "failure", "evidence"])
        if isinstance(told, Person) and told.old_number:
            Party.objects.filter(number_index=lookup.person_index).update(old_index=index_of(told.old_number))
        if failed:
            app.configure_task(FETCH).defer(lookup=str(lookup.pk))
    return lookup


def _under_way(held: Draft | Dossier, number: str, system: str, at: datetime) -> Lookup | None:
    """The answer this draft or dossier has already, or the question another page is asking now; waits for such a page to have said so."""
    wait_for(f"look-up:{held.pk.hex}:{system}:{index_of(_root(number))}")
    rows = _rows(held, number, system)
    matched = rows.filter(state=Lookup.State.MATCHED).first()
    return matched or rows.filter(state=Lookup.State.ASKED, asked_at__gt=at - UNDER_WAY).first()


def _rows(held: Draft | Dossier, number: str, system: str) -> QuerySet[Lookup]:
    where: dict[str, Any] = {"dossier": held} if isinstance(held, Dossier) else {"draft": held}
    return Lookup.objects.filter(person_index=index_of(_root(number)), system=system, **where)


def _opened(held: Draft | Dossier, number: str, system: str, by: Actor, at: datetime) -> Lookup:
    """The row of a question that failed, once more, or a new one; not saved yet."""
    lookup: Lookup | None = _rows(held, number, system).filter(state__in=[Lookup.State.FAILED, Lookup.State.ASKED]).first()
    if lookup is None:
        lookup = Lookup(person_index=index_of(_root(number)), system=system, procedure=held.revision.procedure.code, tries=0)
        lookup.dossier, lookup.draft = (held, None) if isinstance(held, Dossier) else (None, held)
        lookup.number = number if system == BUSINESS else None
    lookup.tries, lookup.state, lookup.asked_at = lookup.tries + 1, Lookup.State.ASKED, at
    lookup.asked_by, lookup.asker = by.id, _asker(by)
    return lookup


def _words(lookup: Lookup) -> Words:
    words: Words = {"system": lookup.system, "purpose": lookup.purpose}
    return words | ({"consent": lookup.consent_id.hex} if lookup.consent_id else {})


def _asker(by: Actor) -> str:
    """Unit and role of an officer, for the person to read; '' for the person themselves."""
    if by.kind is not ActorKind.OFFICER or not by.posts:
        return ""
    post = by.posts[0]
    return f"{post.title}, {agency_of(post.agency_id).name}"[:300]


def _root(number: str) -> str:
    """A branch's tax code leads to its firm."""
    return number.partition("-")[0]


def _indexes(told: Person | Firm) -> set[str]:
    if isinstance(told, Firm):
        return {index_of(_root(told.tax_code))}
    return {index_of(each) for each in (told.number, told.old_number) if each}


def _kept(told: Person | Firm) -> dict[str, Any]:
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in asdict(told).items()}
