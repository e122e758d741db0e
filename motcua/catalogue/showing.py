"""What `motcua catalogue show` prints: the nation's record as read, or, where the nation has none here, our revision in the same shape."""

from datetime import date
from typing import Any

from motcua.catalogue.candidates import parts_of
from motcua.catalogue.finding import current
from motcua.catalogue.models import Revision
from motcua.catalogue.national_record import national_facts
from motcua.catalogue.sides import NATIONAL_CHANNELS
from motcua.law.deadlines import Term, Unit
from motcua.law.publication import Part

_UNITS = {
    Unit.WORKING_DAYS: "Ngày làm việc",
    Unit.WORKING_HOURS: "Giờ làm việc",
    Unit.DAYS: "Ngày",
    Unit.MONTHS: "Tháng",
    Unit.SAME_DAY: "Ngày làm việc",
}
_CHANNELS = {number: name for name, number in NATIONAL_CHANNELS.items()}
_LEVELS = {"commune": "Cấp xã", "department": "Cấp tỉnh", "city": "Cấp tỉnh"}


def shown(code: str, day: date) -> dict[str, Any] | None:
    """Return the facts of procedure `code`: the present national record, else our revision in force on `day`, else None."""
    facts = national_facts(code)
    if facts is not None:
        return facts
    revision = current(day).prefetch_related("requirements").filter(procedure__code=code).first()
    return facts_of(revision) if revision else None


def facts_of(revision: Revision) -> dict[str, Any]:
    """Return a revision of ours in the shape of a national record, in the portal's words."""
    facts, term = revision.facts, Term.parse(revision.term)
    told = {"amount": 1 if term.unit is Unit.SAME_DAY else term.amount, "unit": _UNITS[term.unit]}
    papers = [{"name": r.name["vi"], "originals": r.originals, "copies": r.copies, "forms": []} for r in revision.requirements.all()]
    has = parts_of(revision)
    level = _LEVELS.get(revision.competent_kind)
    return {
        "code": revision.procedure.code,
        "name": revision.procedure.name["vi"],
        "decision": revision.decision,
        "sector": revision.procedure.sector["vi"],
        "levels": [level] if level else [],
        "applicants": list(facts.get("applicants", [])),
        "channels": [
            {"channel": _CHANNELS[c["channel"]], "term": told, "fees": [_fee(fee) for fee in c.get("fees", [])]} for c in facts["channels"]
        ],
        "cases": [{"name": "", "requirements": papers}],
        "results": [{"code": result.get("code", ""), "name": result["vi"]} for result in facts.get("results", [])],
        "legal_bases": [{"number": basis["number"], "title": basis["title"]} for basis in facts.get("legal_bases", [])],
        "complete": has == frozenset(Part),
        "missing": sorted(part.value for part in set(Part) - has),
        "service_level": "toàn trình" if revision.full_online else "một phần",
    }


def _fee(fee: dict[str, Any]) -> dict[str, Any]:
    return {"amount": fee.get("amount"), "currency": "VND", "condition": fee.get("condition") or ""}
