"""What the state knows already, filled into the form: from the account, and from databases the person agreed to, asked once a draft."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from motcua.acts import lookups
from motcua.dossiers import known
from motcua.dossiers.applying import form_for
from motcua.dossiers.known import Told
from motcua.dossiers.models import Consent, Draft, Lookup
from motcua.law.calendar import HANOI
from motcua.people.actor import Actor
from motcua.people.models import Party, PartyKind
from motcua.ports import Purpose, asking
from motcua.ui.forms import Form
from motcua.ui.forms.paths import BUSINESS, POPULATION
from motcua.ui.forms.sources import Filled, fill_in

HOLDER = "holder"
Looked = dict[str, Lookup]  # the last look-up of each database


def form_and_filled(draft: Draft, now: datetime) -> tuple[Form, Filled, Looked]:
    """Return the form, the draft's answers with what is known filled in, and the last look-up of each database. Two queries."""
    day = now.astimezone(HANOI).date()
    form = form_for(draft, day)
    asked = list(draft.lookups.order_by("asked_at", "pk"))
    return form, _filled(form, draft, _told(form, draft, asked, now), day), {each.system: each for each in asked}


def _filled(form: Form, draft: Draft, told: Told, day: date) -> Filled:
    """Fill in what is known; where another applies, what they told of the holder is marked as matched, not as an account's."""
    fixed = known.fixed_on(day)
    if draft.holder is None:
        return fill_in(form, draft.answers or {}, draft.sources, told, fixed)
    before = {field: {**mark, "source": "identity"} if mark["source"] == HOLDER else mark for field, mark in draft.sources.items()}
    filled = fill_in(form, draft.answers or {}, before, told, fixed)
    marks = {field: {**mark, "source": HOLDER} if mark["source"] == "identity" else mark for field, mark in filled.sources.items()}
    return Filled(filled.answers, marks)


def from_account(party: Party, at: datetime) -> Told:
    """Return what the e-identity account told at sign-in, by source and path."""
    if party.kind == PartyKind.ORGANISATION:
        return {"organisation": ({"name": party.name, "tax_code": party.personal_number}, at)}
    return {"identity": ({"name": party.name, "number": party.personal_number, "birth_date": party.birth_date}, at)}


def _told(form: Form, draft: Draft, asked: list[Lookup], now: datetime) -> Told:
    if draft.holder:  # what the registry knows of another is not shown to who applies for them
        told: Told = {"identity": ({"name": draft.holder.name, "number": draft.holder.personal_number}, now)}
        return told | _firm(form, draft, asked)
    account = from_account(draft.applicant, draft.made_by.last_login or now)
    return account | known.told_by(asked, draft.applicant, known.tax_code_of(form, draft.answers or {}, draft.applicant))


def _firm(form: Form, draft: Draft, asked: list[Lookup]) -> Told:
    code = known.tax_code_of(form, draft.answers or {}, draft.applicant)
    return known.told_by([each for each in asked if each.system == BUSINESS], draft.applicant, code)


def decided(draft: Draft) -> dict[str, bool]:
    """Return what the person decided about each database, the last word counts."""
    return dict(Consent.objects.filter(draft=draft).order_by("at", "pk").values_list("system", "agreed"))


def undecided(draft: Draft, form: Form) -> list[str]:
    """Return the databases the form can use that the person has not been asked about; for another, nothing of theirs is fetched."""
    wanted = [each for each in known.systems_of(form, draft.subject) if not (draft.holder and each == POPULATION)]
    done = decided(draft) if wanted else {}
    return [each for each in wanted if each not in done]


def ask_databases(draft: Draft, *, by: Actor, now: datetime) -> None:
    """Ask what the person agreed to: the population database about them, the business registry about the firm, if one is named."""
    form = form_for(draft, now.astimezone(HANOI).date())
    agreed = {system for system, yes in decided(draft).items() if yes}
    if POPULATION in agreed and draft.holder is None and POPULATION in known.systems_of(form, draft.subject):
        _ask_population(draft, Lookup.Purpose.PREFILL, by=by, now=now)
    if BUSINESS in agreed:
        ask_firm(draft, form, draft.answers or {}, by=by, now=now)


def match_holder(draft: Draft, *, by: Actor, now: datetime) -> Lookup | None:
    """Ask whether the holder is who the proxy says: a duty, of which the proxy learns yes or no, nothing else."""
    return _ask_population(draft, Lookup.Purpose.HOLDER, by=by, now=now)


def _ask_population(draft: Draft, purpose: str, *, by: Actor, now: datetime) -> Lookup | None:
    party = draft.subject
    if party.kind != PartyKind.PERSON or not party.personal_number or party.birth_date is None:
        return None
    lookup = lookups.ask_for_draft(draft, party.personal_number, by=by, at=now, purpose=purpose)
    if not lookup.waits_for(by.id, now):
        return lookup
    found = asking.person(party.personal_number, party.name, party.birth_date, _purpose(draft, by))
    return lookups.record_answer(lookup, by=by, at=now, **vars(found))


def ask_firm(draft: Draft, form: Form, answers: Mapping[str, Any], *, by: Actor, now: datetime) -> bool:
    """Ask the business registry about the firm that `answers` name, if that was agreed; say whether it was asked now."""
    code = known.tax_code_of(form, answers, draft.subject)
    if not code or BUSINESS not in known.systems_of(form, draft.subject) or not decided(draft).get(BUSINESS):
        return False
    lookup = lookups.ask_for_draft(draft, code, by=by, at=now, system=BUSINESS)
    if not lookup.waits_for(by.id, now):
        return False
    lookups.record_answer(lookup, by=by, at=now, **vars(asking.firm(code, _purpose(draft, by))))
    return True


def _purpose(draft: Draft, by: Actor) -> Purpose:
    return Purpose(str(draft.pk), draft.revision.procedure.code, by.id)
