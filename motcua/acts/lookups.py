"""Asking a database about a person: the intent is recorded before the door asks, the answer after."""

from dataclasses import asdict
from datetime import datetime

from procrastinate.contrib.django import app

from motcua.acts.base import acting, recording
from motcua.dossiers.models import Dossier, Draft, Lookup
from motcua.law.lifecycle import Act
from motcua.lib.ids import new_id
from motcua.people.actor import Actor
from motcua.people.fields import index_of
from motcua.people.rights import Deed
from motcua.ports import Person

POPULATION = "population"
FETCH = "motcua.jobs.fetch"


def ask_for_draft(draft: Draft, number: str, *, by: Actor, at: datetime) -> Lookup:
    """Record that the applicant's own data are asked for, to fill in a form. A successful answer for the same draft is used again."""
    found = Lookup.objects.filter(draft=draft, person_index=index_of(number), state=Lookup.State.MATCHED).first()
    if found:
        return found
    lookup = Lookup(draft=draft, person_index=index_of(number), system=POPULATION, asked_by=by.id, asked_at=at)
    with recording(Deed.LOOK_UP, "draft", draft.pk, by=by, at=at, key=f"ask:{lookup.pk.hex}", words={"system": POPULATION}):
        lookup.save(force_insert=True)
    return lookup


def ask_for_dossier(dossier: Dossier, number: str, *, by: Actor, at: datetime) -> Lookup:
    """Record that an officer asks about a person in this dossier: one successful query per person and dossier."""
    found = Lookup.objects.filter(dossier=dossier, person_index=index_of(number), state=Lookup.State.MATCHED).first()
    if found:
        return found
    lookup = Lookup(dossier=dossier, person_index=index_of(number), system=POPULATION, asked_by=by.id, asked_at=at)
    with acting(Act.CHECK_IDENTITY, dossier, by=by, at=at, key=f"ask:{lookup.pk.hex}", words={"system": POPULATION}):
        lookup.save(force_insert=True)
    return lookup


def record_answer(lookup: Lookup, person: Person | None, *, failed: bool = False, by: Actor, at: datetime) -> Lookup:
    """Keep what the database answered: the person, no match, or that it did not answer: then a job asks again."""
    state = Lookup.State.FAILED if failed else Lookup.State.MATCHED if person else Lookup.State.NO_MATCH
    subject = lookup.dossier_id or lookup.draft_id
    assert subject is not None
    kind = "dossier" if lookup.dossier_id else "draft"
    key = f"answer:{lookup.pk.hex}:{new_id().hex}"
    with recording(Deed.LOOK_UP, kind, subject, by=by, at=at, key=key, words={"state": state}):
        lookup.state, lookup.answered_at = state, at
        lookup.answer = {**asdict(person), "birth_date": person.birth_date.isoformat()} if person else None
        lookup.save(update_fields=["state", "answer", "answered_at"])
        if failed:
            app.configure_task(FETCH).defer(lookup=str(lookup.pk))
    return lookup
