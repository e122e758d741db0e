"""Asking the population registry about whose matter it is: the intent is recorded, the registry asked, its answer recorded."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from motcua.acts import lookups
from motcua.doors.counter import pages
from motcua.doors.counter.dossier import show
from motcua.dossiers.applying import form_for
from motcua.dossiers.known import asking_of, tax_code_of
from motcua.dossiers.models import Consent, Draft, Lookup
from motcua.law.calendar import HANOI
from motcua.law.lifecycle import Refusal
from motcua.law.roles import Role
from motcua.people.actor import Actor
from motcua.people.models import Party, PartyKind
from motcua.people.requests import SignedInRequest, officer_required
from motcua.policy.limiting import limited
from motcua.ports import Purpose, asking
from motcua.ui.forms import FieldError, Form


@officer_required(Role.RECEIVER)
@require_POST
@limited("look_ups")
def check(request: SignedInRequest, key: UUID) -> HttpResponse:
    """Compare number, name and birth date of whose matter it is with the registry, once per person and dossier."""
    dossier = pages.opened(request, key)
    party = dossier.subject
    if not can_ask(party):
        return show(request, dossier, [FieldError("identity", _("Thiếu số định danh hoặc ngày sinh nên chưa tra cứu được."))])
    try:
        lookup = lookups.ask_for_dossier(dossier, party.personal_number, by=request.actor, at=request.now)
    except Refusal as refusal:
        return show(request, dossier, [FieldError("identity", str(refusal))])
    tell(request, ask(lookup, party, dossier.revision.procedure.code, by=request.actor, at=request.now))
    return redirect("counter:dossier", key)


def keep_consent(draft: Draft, agreed: bool, *, by: Actor, at: datetime, key: str) -> None:
    """Keep what the person at the counter said when the officer read out what would be fetched, from where and what for."""
    day = at.astimezone(HANOI).date()
    asked = asking_of(draft, form_for(draft, day), day)
    if asked.told:
        lookups.decide(draft, asked.told, agreed, asked.version, by=by, at=at, key=key)


def ask_for_draft(draft: Draft, *, by: Actor, at: datetime) -> Lookup | None:
    """Ask about the walk-in applicant of a draft, who agreed; None when they did not, or number or birth date is missing."""
    party = draft.subject
    agreed = Consent.objects.filter(draft=draft, system=lookups.POPULATION).last()
    if not can_ask(party) or agreed is None or not agreed.agreed:
        return None
    lookup = lookups.ask_for_draft(draft, party.personal_number, by=by, at=at)
    return ask(lookup, party, draft.revision.procedure.code, by=by, at=at)


def ask_firm(draft: Draft, form: Form, answers: Mapping[str, Any], *, by: Actor, at: datetime) -> None:
    """Ask the business registry about the firm whose tax code was written, where the person agreed; its answer fills in the rest."""
    code = tax_code_of(form, answers, draft.subject)
    agreed = Consent.objects.filter(draft=draft, system=lookups.BUSINESS).last() if code else None
    if agreed is None or not agreed.agreed:
        return
    lookup = lookups.ask_for_draft(draft, code, by=by, at=at, system=lookups.BUSINESS)
    if lookup.waits_for(by.id, at):
        purpose = Purpose(str(draft.pk), draft.revision.procedure.code, by.id)
        lookups.record_answer(lookup, by=by, at=at, **vars(asking.firm(code, purpose)))


def can_ask(party: Party) -> bool:
    """Tell whether enough is known of a person to ask: the registry wants number, name and birth date together."""
    return party.kind == PartyKind.PERSON and bool(party.personal_number) and party.birth_date is not None


def ask(lookup: Lookup, party: Party, procedure: str, *, by: Actor, at: datetime) -> Lookup:
    """Ask the registry unless it has answered already, and record what it said; that it did not answer is recorded too."""
    if not lookup.waits_for(by.id, at) or party.birth_date is None:
        return lookup
    purpose = Purpose(str(lookup.dossier_id or lookup.draft_id), procedure, by.id)
    found = asking.person(party.personal_number, party.name, party.birth_date, purpose)
    return lookups.record_answer(lookup, by=by, at=at, **vars(found))


def tell(request: SignedInRequest, lookup: Lookup) -> None:
    """Say on the next page how the look-up ended."""
    if lookup.state == Lookup.State.MATCHED:
        messages.success(request, _("Danh tính khớp với CSDL quốc gia về dân cư."))
    elif lookup.state == Lookup.State.NO_MATCH:
        messages.warning(request, _("CSDL quốc gia về dân cư không có người khớp cả số định danh, họ tên và ngày sinh."))
    else:
        messages.warning(request, _("CSDL quốc gia về dân cư chưa trả lời, đang lấy dữ liệu. Hồ sơ vẫn làm tiếp được."))
