"""Mẫu 02 and Mẫu 03: what the counter asks for, or why it does not take a dossier in."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.translation import override

from motcua.acts.forms.common import COUNTER, applicant, head, moment_words, submitter
from motcua.dossiers.models import Dossier, Paper
from motcua.law.intake import Item
from motcua.people.actor import Actor


@override("vi")
def supplement_values(
    dossier: Dossier, *, items: Sequence[Item], reason: str, until: datetime, by: Actor, asked_at: datetime
) -> dict[str, Any]:
    """Return what Mẫu 02 says: everything that is missing, with reason and guidance, and by when. Takes the next number."""
    return {
        **head(dossier, dossier.receiver, Paper.Kind.SUPPLEMENT_REQUEST, asked_at, COUNTER),
        **applicant(dossier),
        "items": [{"name": i.name, "instruction": i.instruction, "basis": i.basis} for i in items],
        "reason": reason,
        "until": moment_words(until),
        **_help(dossier, by),
        "guide": by.name,
    }


@override("vi")
def refusal_values(dossier: Dossier, *, reason: str, by: Actor, declined_at: datetime) -> dict[str, Any]:
    """Return what Mẫu 03 says. Takes the next number."""
    return {
        **head(dossier, dossier.receiver, Paper.Kind.REFUSAL, declined_at, COUNTER),
        **applicant(dossier),
        "reason": reason,
        **_help(dossier, by),
        "submitter": submitter(dossier),
        "refuser": by.name,
    }


def _help(dossier: Dossier, by: Actor) -> dict[str, str]:
    phone = f", điện thoại {dossier.receiver.phone}" if dossier.receiver.phone else ""
    return {"website": settings.PUBLIC_URL, "help": f"{by.name}, {dossier.receiver.name}{phone}"}
