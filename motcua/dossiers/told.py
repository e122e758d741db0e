"""What the national portal is told of a dossier beside its state: papers, supplements, fees, results, and the flags of the scoreboard.

Everything is read from rows and entries of what happened (process.md section 6; docs/decisions/0028): nothing is inferred from how the
city works today. Neutral JSON; times ISO 8601 in Hà Nội.
"""

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings

from motcua.audit.models import Entry, EntryWords
from motcua.dossiers.models import Component, Dossier, Lookup, Result, SupplementRequest
from motcua.dossiers.origins import NATIONAL_PORTAL, Origin
from motcua.dossiers.promises import Promise
from motcua.law.calendar import HANOI
from motcua.law.lifecycle import Act, Status
from motcua.ui.forms.paths import DATABASES, POPULATION

VAULT = "vault"  # Component.source of a paper taken from the national store of digital results
ON_THE_PORTAL, BY_OUR_GATEWAY, OFFLINE = "portal", "city", ""
AT_RECEPTION, AT_SUPPLEMENT = 1, 2
VERIFIED = 2  # level of an e-identity account that the police checked


# Read with a page of dossiers (`prefetch_related`), `whole` asks nothing more of each but a result and what was scanned.
READ_ALONG = ("components__document", "supplements__asked_by", "supplements__items", "promises", "duties", "lookups", "filed_at")


def whole(dossier: Dossier, scanned: set[str] | None = None) -> dict[str, Any]:
    """Return {papers, supplements, fees, results, flags} of a dossier; `scanned` from `scanned_papers`, read here when not given."""
    components = sorted(dossier.components.all(), key=lambda each: each.pk)
    if scanned is None:
        scanned = scanned_papers([dossier])[dossier.pk] if any(c.document_id for c in components) else set()
    origin: Origin | None = getattr(dossier, "filed_at", None) if dossier.origin else None
    papers = [_paper(each, scanned) for each in components if each.document_id or each.given == Component.Given.DATABASE]
    return {
        "papers": papers,
        "supplements": _supplements(dossier),
        "fees": _fees(dossier, origin),
        "results": _results(dossier),
        "flags": {
            "digitised": any(each.document_id for each in components),
            "vneid": dossier.assurance >= VERIFIED,
            "paid_online": ON_THE_PORTAL if origin and origin.paid and dossier.origin == NATIONAL_PORTAL else OFFLINE,
            "population_used": population_used(dossier),
            "filed_on_portal": dossier.origin == NATIONAL_PORTAL,
        },
    }


def scanned_papers(dossiers: Collection[Dossier]) -> dict[UUID, set[str]]:
    """Return for each dossier the requirements whose paper an officer scanned, by the sealed entries. Two queries."""
    keys = [dossier.pk for dossier in dossiers]
    entries = dict(Entry.objects.filter(subject__in=keys, act=Act.DIGITISE).values_list("pk", "subject"))
    found: dict[UUID, set[str]] = {key: set() for key in keys}
    for words in EntryWords.objects.filter(pk__in=entries) if entries else ():
        found[entries[words.pk]].add(str(words.words.get("requirement", "")))
    return found


def population_used(dossier: Dossier) -> bool:
    """Tell whether the population database gave an answer of this dossier, or matched a person in it."""
    if any(DATABASES.get(source.get("source", "")) == POPULATION for source in dossier.sources.values()):
        return True
    return any(each.system == POPULATION and each.state == Lookup.State.MATCHED for each in dossier.lookups.all())


def _paper(component: Component, scanned: set[str]) -> dict[str, Any]:
    reused = component.given == Component.Given.DATABASE
    return {
        "id": component.pk.hex,
        "requirement": component.requirement,
        "name": component.document.name if component.document else component.name,
        "scanned": bool(component.document_id) and component.requirement in scanned,
        "reused": reused,
        "from_vault": reused and component.source == VAULT,
    }


def _supplements(dossier: Dossier) -> list[dict[str, Any]]:
    asked = list(dossier.supplements.all())
    promises = list(dossier.promises.all()) if asked else []
    return [_supplement(each, promises, dossier) for each in asked]


def _supplement(request: SupplementRequest, promises: list[Promise], dossier: Dossier) -> dict[str, Any]:
    before = [p.moment for p in promises if p.made_at <= request.asked_at]
    after = [p.moment for p in promises if request.answered_at and p.made_at >= request.answered_at]
    return {
        "id": request.pk.hex,
        "asked_by": request.asked_by.name,
        "reason": request.reason,
        "asked_at": iso(request.asked_at),
        "taken_by": dossier.receiver.name if request.answered_at else "",
        "answered_at": iso(request.answered_at),
        "items": [{"name": item.name, "instruction": item.instruction, "answer": item.answer} for item in request.items.all()],
        "due_before": iso(before[-1] if before else None),
        "due_after": iso(after[0] if after else None),
    }


def _fees(dossier: Dossier, origin: Origin | None) -> list[dict[str, Any]]:
    told = [{"name": f["name"], "code": f["code"], "amount": f["amount"], "when": f["when"]} for f in (origin.fees if origin else [])]
    if dossier.received_at is None:
        return told
    duties = [duty for duty in dossier.duties.all() if duty.amount is not None]
    return told + [{"name": duty.what, "code": "", "amount": duty.amount, "when": AT_SUPPLEMENT} for duty in duties]


def _results(dossier: Dossier) -> list[dict[str, Any]]:
    if dossier.state not in (Status.DONE, Status.RETURNED):
        return []
    result = Result.objects.filter(dossier=dossier, issued__isnull=False).first()
    if result is None:
        return []
    published = dossier.revision.facts.get("results", [])
    code = published[0]["code"] if len(published) == 1 else next((r["code"] for r in published if r["vi"] == result.title), "")
    address = f"{settings.PUBLIC_URL}/xac-minh/{result.token}/"
    return [{"id": result.pk.hex, "name": result.title, "number": result.number, "code": code, "url": address}]


def iso(moment: datetime | None) -> str | None:
    """Return a moment as ISO 8601 in Hà Nội."""
    return moment.astimezone(HANOI).isoformat() if moment else None
