"""What an act sends out: the dossier's state to the national portal, a letter to the applicant."""

from datetime import datetime
from typing import Any

from django.conf import settings

from motcua.dossiers import told
from motcua.dossiers.models import Dossier
from motcua.dossiers.origins import NATIONAL_PORTAL
from motcua.dossiers.told import iso
from motcua.fees.models import FeeQuote
from motcua.law.acts import STATUS_NAMES
from motcua.law.calendar import HANOI
from motcua.law.lifecycle import Status
from motcua.outbox.posting import post
from motcua.people.actor import Actor
from motcua.people.models import Party, PartyKind

PORTAL, MAIL = "national_portal", "mail"
PROGRESS = "dossier.progress"
READ_ALONG = (*told.READ_ALONG, "fee_quote")  # with a page of dossiers, for `state_of`


def tell_portal(kind: str, dossier: Dossier, *, by: Actor, at: datetime) -> None:
    """Write the dossier's state, or for `dossier.progress` one step, for the national portal.

    Nothing leaves before there is a number the portal knows it by, nor of what a ministry's own system tells there.
    """
    if known_as(dossier) and not dossier.mirrored:
        post(PORTAL, kind, dossier.pk, step_of(dossier, by, at) if kind == PROGRESS else state_of(dossier, by, at), at)


def known_as(dossier: Dossier) -> str:
    """Return the number the national portal knows a dossier by: its own for what was filed there (never renumbered), else ours."""
    return dossier.external_code if dossier.origin == NATIONAL_PORTAL else dossier.code or ""


def tell_applicant(dossier: Dossier, subject: str, lines: list[str], *, at: datetime) -> None:
    """Write a letter to the applicant, if they gave an address, and to the holder they apply for, if there is one with an address."""
    if payload := letter(dossier, subject, lines):
        post(MAIL, "letter", dossier.pk, payload, at)
    if dossier.holder and dossier.holder.email and (not payload or dossier.holder.email != payload["to"]):
        told = _written(dossier, dossier.holder, dossier.holder.email, subject, lines)
        post(MAIL, "letter", dossier.pk, told, at)


def letter(dossier: Dossier, subject: str, lines: list[str]) -> dict[str, Any] | None:
    """Return a letter to the applicant, None without an address; the link leads to the dossier, not into it."""
    address = contact(dossier, "email")
    if not address:
        return None
    return _written(dossier, dossier.applicant, address, subject, lines)


def _written(dossier: Dossier, to: Party, address: str, subject: str, lines: list[str]) -> dict[str, Any]:
    link = f"{settings.PUBLIC_URL}/viec-cua-toi/{dossier.pk}/"
    text = "\n\n".join([f"Kính gửi {to.name},", *lines, f"Xem hồ sơ: {link}", f"{dossier.receiver.name}"])
    return {"to": address, "subject": subject, "text": text}


def contact(dossier: Dossier, what: str) -> str:
    """Return the phone or email for this dossier: what its form gave (`facts.contact` names the question), else the party's own."""
    asked = dossier.revision.facts.get("contact", {}).get(what, "")
    return str(dossier.answers.get(asked) or getattr(dossier.applicant, what) or "")


def spoken(moment: datetime) -> str:
    """Return a moment as it is written in a letter: '17:30 ngày 23/11/2026'."""
    local = moment.astimezone(HANOI)
    return f"{local:%H:%M} ngày {local:%d/%m/%Y}"


def state_of(dossier: Dossier, by: Actor, at: datetime, scanned: set[str] | None = None) -> dict[str, Any]:
    """Return the whole dossier as the national portal is told it: neutral JSON, with the step that led here; `scanned` as told.py."""
    procedure, party = dossier.revision.procedure, dossier.subject
    declined = dossier.state is Status.DECLINED
    return {
        **step_of(dossier, by, at),
        "procedure_code": procedure.code,
        "procedure_name": procedure.name["vi"],
        "sector_code": procedure.sector_code,
        "sector_name": procedure.sector["vi"],
        "channel": dossier.channel,
        "holder_name": party.name,
        "holder_number": party.personal_number,
        "holder_kind": "person" if party.kind == PartyKind.PERSON else "organisation",
        "tech_id": "",
        "phone": contact(dossier, "phone"),
        "email": contact(dossier, "email"),
        "summary": dossier.summary,
        **{f: iso(getattr(dossier, f)) for f in ("submitted_at", "received_at", "returned_at")},
        "due_at": iso(dossier.promised_at),
        "finished_at": None if declined else iso(dossier.finished_at),
        "declined_at": iso(dossier.finished_at) if declined else None,
        "note": dossier.decline_reason,
        "collect": "1" if dossier.answers.get("receive_by") == "post" else "0",
        "agency_code": dossier.competent.code,
        "agency_name": dossier.competent.name,
        **_beside(dossier, scanned),
    }


def _beside(dossier: Dossier, scanned: set[str] | None) -> dict[str, Any]:
    """Papers, supplements, results and flags; the fees as quoted at reception, unless another system told its own."""
    found = told.whole(dossier, scanned)
    quote: FeeQuote | None = getattr(dossier, "fee_quote", None)
    lines = quote.lines if quote and not dossier.origin else []
    quoted = [
        {"name": line["name"], "code": line["item"], "amount": line["payable"], "when": told.AT_RECEPTION}
        for line in lines
        if line["payable"] is not None
    ]
    return found | {"fees": quoted + found["fees"]}


def step_of(dossier: Dossier, by: Actor, at: datetime) -> dict[str, Any]:
    """Return the step just made as the national portal is told it: neutral JSON."""
    return {
        "code": known_as(dossier),
        "status": dossier.status,
        "at": iso(at),
        "actor_name": by.name,
        "actor_title": by.title,
        "unit_name": dossier.receiver.name,
        "step_name": STATUS_NAMES[dossier.state],  # the portal knows our statuses by their Vietnamese names
        "step_from": iso(at),
        "step_due": iso(dossier.step_due_at),
    }
