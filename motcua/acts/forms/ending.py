"""Mẫu 05: the agency stops settling a dossier, says why, and gives back papers and money."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import override

from motcua.acts.forms.common import head, leader, moment_words
from motcua.dossiers.models import Component, Dossier, Paper


@override("vi")
def stop_values(
    dossier: Dossier, *, reason: str, stopped_at: datetime, asked: str = "", papers: Sequence[str] | None = None, fees: Sequence[str] = ()
) -> dict[str, Any]:
    """Return what Mẫu 05 says. Takes the next number. Call it inside the act; make due as `Paper.Kind.STOP_NOTICE`.

    `asked` is the applicant's own request when they withdraw (their words or a sentence). `papers` are those given back (default: the
    paper originals and copies seen at the counter), `fees` the amounts given back, in words.
    """
    agency = dossier.competent if dossier.received_at else dossier.receiver
    title, name = leader(agency)
    return {
        **head(dossier, agency, Paper.Kind.STOP_NOTICE, stopped_at),
        "applicant": dossier.applicant.name,
        "address": dossier.applicant.address or None,
        "request": dossier.revision.procedure.name["vi"],
        "received_at": moment_words(dossier.received_at) if dossier.received_at else None,
        "asked": asked or None,
        "stage": _stage(dossier),
        "reason": reason,
        "papers": list(papers) if papers is not None else _on_paper(dossier),
        "fees": list(fees),
        "collect_at": dossier.receiver.name,
        "signer_title": title,
        "signer_name": name,
    }


def _stage(dossier: Dossier) -> str:
    names = [step.name["vi"] for step in dossier.steps.filter(finished_at=None)]
    return "; ".join(names) or dossier.get_status_display()


def _on_paper(dossier: Dossier) -> list[str]:
    held = Component.objects.filter(dossier=dossier, given=Component.Given.PAPER).order_by("id")
    return [f"{c.name}: {c.originals} bản chính, {c.copies} bản sao" for c in held]
