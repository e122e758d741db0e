"""What an act sends out: the dossier's state to the national portal, a letter to the applicant."""

from datetime import datetime
from typing import Any

from django.conf import settings

from motcua.dossiers.models import Dossier
from motcua.law.acts import STATUS_NAMES
from motcua.law.calendar import HANOI
from motcua.outbox.posting import post
from motcua.people.actor import Actor
from motcua.people.models import Party, PartyKind

PORTAL, MAIL = "national_portal", "mail"


def tell_portal(kind: str, dossier: Dossier, *, by: Actor, at: datetime) -> None:
    """Write the dossier's state for the national portal; nothing before it has a code, for the portal knows it by that."""
    if dossier.code:
        post(PORTAL, kind, dossier.pk, state_of(dossier, by, at), at)


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


def state_of(dossier: Dossier, by: Actor, at: datetime) -> dict[str, Any]:
    """Return the dossier's state as the national portal is told it: neutral JSON."""
    procedure, party = dossier.revision.procedure, dossier.subject
    person = party.kind == PartyKind.PERSON
    given = list(dossier.components.all())
    return {
        "code": dossier.code,
        "procedure_code": procedure.code,
        "procedure_name": procedure.name["vi"],
        "sector_code": procedure.sector_code,
        "sector_name": procedure.sector["vi"],
        "channel": dossier.channel,
        "holder_name": party.name,
        "holder_number": party.personal_number,
        "holder_kind": "person" if person else "organisation",
        "tech_id": "",
        "phone": contact(dossier, "phone"),
        "email": contact(dossier, "email"),
        "summary": dossier.summary,
        **{f: _iso(getattr(dossier, f)) for f in ("submitted_at", "received_at", "finished_at", "returned_at")},
        "due_at": _iso(dossier.promised_at),
        "declined_at": _iso(at) if dossier.decline_reason else None,
        "status": dossier.status,
        "at": _iso(at),
        "collect": "0",
        "agency_code": dossier.competent.code,
        "agency_name": dossier.competent.name,
        "actor_name": by.name,
        "actor_title": by.title,
        "unit_name": dossier.receiver.name,
        "step_name": STATUS_NAMES[dossier.state],  # the portal knows our statuses by their Vietnamese names
        "step_from": _iso(at),
        "step_due": _iso(dossier.step_due_at),
        "flags": {
            "digitised": any(c.document_id for c in given),
            "vneid": dossier.assurance >= 2,
            "paid_online": False,
            "population_used": any(s.get("source") == "population" for s in dossier.sources.values()),
        },
    }


def _iso(moment: datetime | None) -> str | None:
    return moment.astimezone(HANOI).isoformat() if moment else None
