"""Who must confirm an application beside the applicant, as the procedure publishes it, and how that stands."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import translation

from motcua.catalogue.models import words
from motcua.dossiers.applying import form_for
from motcua.dossiers.confirmations import Confirmation
from motcua.dossiers.models import Channel, Dossier, Draft
from motcua.lib.crypto import canonical
from motcua.ui.forms.conditions import holds
from motcua.ui.forms.summary import Section


@dataclass(frozen=True)
class CoSigner:
    """One person to ask. `shows` are the fields they confirm, and all they see; `before`: nothing is filed until they confirmed."""

    key: str
    name: str
    number: str
    email: str
    says: str
    shows: tuple[str, ...]
    before: bool
    fingerprint: str


def cosigners(draft: Draft, answers: Mapping[str, Any]) -> list[CoSigner]:
    """Return who must confirm an online application with these answers, the applicant left out; nobody at the counter, where they stand."""
    if draft.channel != Channel.ONLINE:
        return []
    asked = [each for each in draft.revision.facts.get("cosign", []) if holds(each.get("when"), answers)]
    found = [_of(each, answers) for each in asked]
    return [each for each in found if each.number and each.number != draft.subject.personal_number]


def _of(asked: Mapping[str, Any], answers: Mapping[str, Any]) -> CoSigner:
    shown = {field: answers.get(field) for field in asked["shows"]}
    return CoSigner(
        asked["key"],
        str(answers.get(asked["name"], "")),
        str(answers.get(asked["number"], "")),
        str(answers.get(asked.get("email", ""), "")),
        words(asked["says"]),
        tuple(asked["shows"]),
        bool(asked.get("before", True)),
        hashlib.sha256(canonical([asked["key"], shown])).hexdigest(),
    )


def standing(draft: Draft, answers: Mapping[str, Any]) -> list[tuple[CoSigner, Confirmation | None]]:
    """Return everybody who must confirm, each with what was asked of them for these very answers. One query."""
    held = {(each.key, each.fingerprint): each for each in Confirmation.objects.filter(draft=draft)}
    return [(each, held.get((each.key, each.fingerprint))) for each in cosigners(draft, answers)]


def waiting(draft: Draft, answers: Mapping[str, Any]) -> list[str]:
    """Return the names of those whose confirmation must come before anything is filed, and has not."""
    return [who.name for who, held in standing(draft, answers) if who.before and not (held and held.confirmed)]


def waiting_of(dossier: Dossier) -> list[str]:
    """Return the names of those whose confirmation a filed dossier waits for. One query."""
    return [each.name for each in dossier.confirmations.all() if not each.confirmed]


def shown_to(held: Confirmation, day: date) -> tuple[CoSigner | None, list[Section]]:
    """Return what a co-signer sees: what they are asked, and the answers they confirm, none else; None when the answers have changed."""
    draft = held.draft
    who = next((c for c in cosigners(draft, draft.answers) if (c.key, c.fingerprint) == (held.key, held.fingerprint)), None)
    if who is None:
        return None, []
    sections = form_for(draft, day).summary(draft.answers, translation.get_language() or "vi")
    kept = [(section, tuple(row for row in section.rows if row.field in who.shows)) for section in sections]
    return who, [Section(section.title, section.page_id, rows) for section, rows in kept if rows]
