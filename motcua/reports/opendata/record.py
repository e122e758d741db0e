"""One procedure as open data: the city's revision in force, else what the nation publishes; amounts as computed by the fee rules.

Keys are explained in `fields.py`. Texts are {"vi", "en"}; reasons of fees are said in the language that is active.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from motcua.catalogue.candidates import offered_online
from motcua.catalogue.models import NationalRecord, Procedure, Revision
from motcua.catalogue.routing import Routing
from motcua.catalogue.sides import NATIONAL_CHANNELS, NATIONAL_UNITS
from motcua.fees.quoting import costs
from motcua.law.calendar import HANOI
from motcua.law.fees import Quote
from motcua.law.terms import Term
from motcua.reports.opendata.questions import questions_of

Json = dict[str, Any]
CHANNELS = {number: name for name, number in NATIONAL_CHANNELS.items()}
AGENCY_KINDS = {"Cấp xã": "commune", "Cấp tỉnh": "city", "Cấp bộ": "ministry"}


@dataclass(frozen=True)
class Source:
    """What is known of one procedure on a day: either of the two records may be missing."""

    procedure: Procedure
    revision: Revision | None
    national: NationalRecord | None
    routings: tuple[Routing, ...] = ()


def record_of(source: Source, day: date) -> Json:
    """Return the record of a procedure as it stands on `day`."""
    procedure, revision, nation = source.procedure, source.revision, source.national
    told = nation.facts if nation else {}
    shared = {
        "code": procedure.code,
        "name": both(procedure.name),
        "sector": {"code": procedure.sector_code, **both(procedure.sector)},
        "published_by_city": revision is not None,
        "changed_on": changed_on(source, day).isoformat(),
    }
    content = _ours(revision, day) if revision else _theirs(told)
    return {**shared, **content, "competence": [_competence(row) for row in source.routings], "national_record": _record(nation)}


def changed_on(source: Source, day: date) -> date:
    """Return the last day (Hà Nội) on which what is published here of a procedure changed, by `day`."""
    days = [source.revision.valid_from] if source.revision else []
    days += [source.national.imported_at.astimezone(HANOI).date()] if source.national else []
    days += [row.valid_from for row in source.routings]
    return max((each for each in days if each and each <= day), default=day)


def _ours(revision: Revision, day: date) -> Json:
    facts = revision.facts
    term, second = revision.legal_term(), revision.second_term()
    papers = [_paper(each) for each in revision.requirements.all()]
    return {
        "revision": {
            "number": revision.number,
            "decision": revision.decision,
            "valid_from": _iso(revision.valid_from),
            "valid_to": _iso(revision.valid_to),
        },
        "agency_kind": revision.competent_kind,
        "service_level": level_of(revision),
        "partial_reason": both(facts.get("partial_reason") or {}),
        "applicants": list(facts.get("applicants", [])),
        "term": term_of(term),
        "second_term": term_of(second) if second else None,
        "channels": [_channel(revision, each["channel"], day, term) for each in facts.get("channels", [])],
        "cases": [{"name": "", "requirements": papers}] if papers else [],
        "results": [{"code": each.get("code", ""), **both(each)} for each in facts.get("results", [])],
        "legal_bases": [{"number": each["number"], "title": each["title"]} for each in facts.get("legal_bases", [])],
        "questions": questions_of(revision.form.data),
        "form": {"key": revision.form.key, "version": revision.form.version},
    }


def level_of(revision: Revision) -> str:
    """Return how far a procedure of the city is online: full, partial or none."""
    if not offered_online(revision.facts):
        return "none"
    return "full" if revision.full_online else "partial"


def _theirs(facts: Json) -> Json:
    """What the nation tells of a procedure that the city has not published; what it does not tell is null."""
    terms = [_stated(each) for each in facts.get("channels", [])]
    return {
        "revision": None,
        "agency_kind": next((AGENCY_KINDS[each] for each in facts.get("levels", []) if each in AGENCY_KINDS), None),
        "service_level": None,
        "partial_reason": both({}),
        "applicants": list(facts.get("applicants", [])),
        "term": next((each for each in terms if each), None),
        "second_term": None,
        "channels": [
            {
                "channel": NATIONAL_CHANNELS.get(each["channel"]),
                "name": each["channel"],
                "term": term,
                "fees": None,
                "stated_fees": list(each["fees"]),
            }
            for each, term in zip(facts.get("channels", []), terms, strict=True)
        ],
        "cases": [_case(each) for each in facts.get("cases", [])],
        "results": [{"code": each["code"], "vi": each["name"], "en": ""} for each in facts.get("results", [])],
        "legal_bases": [{"number": each["number"], "title": each["title"]} for each in facts.get("legal_bases", [])],
        "questions": [],
        "form": None,
    }


def _channel(revision: Revision, number: int, day: date, term: Term) -> Json:
    return {
        "channel": number,
        "name": CHANNELS.get(number, ""),
        "term": term_of(term),
        "fees": fees_of(revision, number, day),
        "stated_fees": [],
    }


def fees_of(revision: Revision, channel: int, day: date) -> Json:
    """Return what `channel` costs on `day` by the rules in force: for everybody, for classes that pay otherwise, and under conditions."""
    found = costs(revision.procedure.code, channel, day, revision)
    return {
        **quote_of(found.quote),
        "classes": [{"payer": each.payer, **quote_of(each.quote)} for each in found.classes],
        "conditional": [{"rule": rule.key, "name": rule.name, "payable": under.payable} for rule, under in found.possible],
    }


def quote_of(found: Quote) -> Json:
    """Return a quote: amounts in whole VND (null: nobody has told us), each line with the rules behind it; reasons as said now."""
    lines = [
        {
            "item": line.item,
            "name": line.name,
            "kind": line.kind.value,
            "charged": line.charged,
            "supported": line.supported,
            "payable": line.payable,
            "reasons": [
                {"rule": why.rule, "says": str(why.says), "basis": why.source.basis, "certainty": why.source.certainty}
                for why in line.reasons
            ],
        }
        for line in found.lines
    ]
    return {"charged": found.charged, "supported": found.supported, "payable": found.payable, "certain": found.certain, "lines": lines}


def _paper(requirement: Any) -> Json:
    return {
        "key": requirement.key,
        "name": both(requirement.name),
        "originals": requirement.originals,
        "copies": requirement.copies,
        "condition": requirement.condition,
        "found_in": requirement.found_in,
        "basis": requirement.basis,
        "forms": [],
    }


def _case(case: Json) -> Json:
    papers = [
        {
            "key": "",
            "name": {"vi": each["name"], "en": ""},
            "originals": each["originals"],
            "copies": each["copies"],
            "condition": None,
            "found_in": "",
            "basis": "",
            "forms": list(each.get("forms", [])),
        }
        for each in case["requirements"]
    ]
    return {"name": case["name"], "requirements": papers}


def term_of(term: Term) -> Json:
    """Return a term of law: amount, unit (wd, wh, d, m, same-day), as the catalogue writes it."""
    return {"amount": term.amount, "unit": term.unit.value, "said": str(term)}


def _stated(channel: Json) -> Json | None:
    """A term as the portal states it; its unit is null where the portal's word may mean two ("Ngày")."""
    term = channel["term"]
    if not term:
        return {"amount": None, "unit": None, "said": channel["term_text"]} if channel.get("term_text") else None
    units = NATIONAL_UNITS.get(term["unit"] or "", set())
    unit = next(iter(units)).value if len(units) == 1 else None
    return {"amount": term["amount"], "unit": unit, "said": f"{term['amount']} {term['unit'] or ''}".strip()}


def _competence(row: Routing) -> Json:
    return {
        "case": row.case,
        "when": both(row.when),
        "decides": both(row.decides),
        "receives": both(row.receives),
        "system": row.system,
        "filing": row.filing,
        "address": row.address,
        "level": row.level,
        "reason": both(row.reason),
        "boundless": row.boundless,
        "interlinked": row.interlinked,
        "basis": row.basis,
        "certainty": row.certainty,
        "valid_from": _iso(row.valid_from),
        "valid_to": _iso(row.valid_to),
    }


def _record(nation: NationalRecord | None) -> Json | None:
    if nation is None:
        return None
    return {
        "version": nation.version,
        "imported_at": _moment(nation.imported_at),
        "source": nation.source,
        "facts": nation.facts,
        "warnings": nation.warnings,
    }


def both(text: Json) -> Json:
    """Return a text of the catalogue with both languages, '' for one it has not."""
    return {"vi": text.get("vi", ""), "en": text.get("en", "")}


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _moment(at: datetime) -> str:
    return at.astimezone(HANOI).isoformat(timespec="seconds")
