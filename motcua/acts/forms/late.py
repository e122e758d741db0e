"""Mẫu 04: the agency that will be late apologises, says why, and names another day."""

from datetime import datetime
from typing import Any

from django.utils.translation import override

from motcua.acts.forms.common import head, leader, moment_words
from motcua.dossiers.models import Dossier, Paper


@override("vi")
def apology_values(dossier: Dossier, *, reason: str, new_due: datetime, said_at: datetime) -> dict[str, Any]:
    """Return what Mẫu 04 says: due until now at the dossier's promise, from now at `new_due`. Takes the next number.

    Call it inside the act, before `promised_at` is changed; make due as `Paper.Kind.APOLOGY`.
    """
    title, name = leader(dossier.competent)
    assert dossier.received_at is not None
    return {
        **head(dossier, dossier.competent, Paper.Kind.APOLOGY, said_at),
        "applicant": dossier.applicant.name,
        "address": dossier.applicant.address or None,
        "request": dossier.revision.procedure.name["vi"],
        "received_at": moment_words(dossier.received_at),
        "due_at": moment_words(dossier.promised_at) if dossier.promised_at else "…",
        "reason": reason,
        "new_due": moment_words(new_due),
        "collect_at": dossier.receiver.name,
        "signer_title": title,
        "signer_name": name,
    }
