"""What the state knows already, filled into the form: from the account, and from the population registry, asked once a draft."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from motcua.acts import lookups
from motcua.dossiers.applying import form_for
from motcua.dossiers.models import Draft, Lookup
from motcua.law.calendar import HANOI
from motcua.people.actor import Actor
from motcua.people.models import Party, PartyKind
from motcua.ports import Person, Purpose, Refused, Unreachable, asking
from motcua.ui.forms import Form
from motcua.ui.forms.sources import Filled, fill_in

HOLDER = "holder"
Told = Mapping[str, tuple[Mapping[str, Any], datetime]]


def form_and_filled(draft: Draft, now: datetime) -> tuple[Form, Filled, Lookup | None]:
    """Return the form, the draft's answers with what is known filled in, and the last look-up. Two queries."""
    form = form_for(draft, now.astimezone(HANOI).date())
    lookup = draft.lookups.order_by("asked_at", "pk").last()
    return form, _filled(form, draft, _told(draft, lookup, now)), lookup


def _filled(form: Form, draft: Draft, told: Told) -> Filled:
    """Fill in what is known; where another applies, what they told of the holder is marked as matched, not as an account's."""
    if draft.holder is None:
        return fill_in(form, draft.answers or {}, draft.sources, told)
    before = {field: {**mark, "source": "identity"} if mark["source"] == HOLDER else mark for field, mark in draft.sources.items()}
    filled = fill_in(form, draft.answers or {}, before, told)
    marks = {field: {**mark, "source": HOLDER} if mark["source"] == "identity" else mark for field, mark in filled.sources.items()}
    return Filled(filled.answers, marks)


def from_account(party: Party, at: datetime) -> Told:
    """Return what the e-identity account told at sign-in, by source and path."""
    if party.kind == PartyKind.ORGANISATION:
        return {"organisation": ({"name": party.name, "tax_code": party.personal_number}, at)}
    return {"identity": ({"name": party.name, "number": party.personal_number, "birth_date": party.birth_date}, at)}


def _told(draft: Draft, lookup: Lookup | None, now: datetime) -> Told:
    if draft.holder:  # what the registry knows of another is not shown to who applies for them
        return {"identity": ({"name": draft.holder.name, "number": draft.holder.personal_number}, now)}
    account = from_account(draft.applicant, draft.made_by.last_login or now)
    if lookup and lookup.answered_at and lookup.state == Lookup.State.MATCHED:
        return {**account, "population": (lookup.answer, lookup.answered_at)}
    return account


def ask_registry(draft: Draft, *, by: Actor, now: datetime) -> None:
    """Ask the registry about the applicant, if the form can use it; failing to reach it leaves the questions to the person."""
    party = draft.subject
    form = form_for(draft, now.astimezone(HANOI).date())
    asked = any(each.source == "population" for each in form.prefills())
    asked = asked or draft.holder is not None
    if not asked or party.kind != PartyKind.PERSON or not party.personal_number or party.birth_date is None:
        return
    lookup = lookups.ask_for_draft(draft, party.personal_number, by=by, at=now)
    if lookup.state == Lookup.State.MATCHED:
        return
    purpose = Purpose(str(draft.pk), draft.revision.procedure.code, by.id)
    person: Person | None = None
    failed = False
    try:
        person = asking.ask(
            "population_registry",
            lambda registry: registry.look_up(number=party.personal_number, name=party.name, birth_date=party.birth_date, purpose=purpose),
        )
    except (Unreachable, Refused):
        failed = True
    lookups.record_answer(lookup, person, failed=failed, by=by, at=now)
