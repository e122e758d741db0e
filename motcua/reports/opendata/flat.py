"""The open data as tables: one row a procedure for CSV; a sheet a matter for .xlsx, each row with the code it belongs to."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from motcua.lib.saying import N_, say
from motcua.reports.opendata.fields import FIELDS
from motcua.reports.opendata.record import Json

Row = dict[str, str]
HEAD = {
    name: name
    for name in (
        *("code", "name_vi", "name_en", "sector_code", "sector_vi", "published_by_city", "changed_on"),
        *("revision", "decision", "valid_from", "agency_kind", "service_level", "partial_reason", "applicants", "term"),
        *("channels", "payable", "requirements", "results", "legal_bases", "decides", "filing", "national_version", "warnings"),
    )
}


@dataclass(frozen=True)
class Sheet:
    """One sheet: its title, its columns, and the rows that a record gives it."""

    title: str
    columns: tuple[str, ...]

    def head(self) -> Mapping[str, str]:
        """The columns, each named as in the JSON."""
        return {name: name for name in self.columns}


def row_of(record: Json) -> Row:
    """Return a record as one row; lists with "; " between."""
    revision, nation = record["revision"] or {}, record["national_record"] or {}
    papers = [_paper(each) for case in record["cases"] for each in case["requirements"]]
    row = {
        "code": record["code"],
        "name_vi": record["name"]["vi"],
        "name_en": record["name"]["en"],
        "sector_code": record["sector"]["code"],
        "sector_vi": record["sector"]["vi"],
        "published_by_city": record["published_by_city"],
        "changed_on": record["changed_on"],
        "revision": revision.get("number"),
        "decision": revision.get("decision"),
        "valid_from": revision.get("valid_from"),
        "agency_kind": record["agency_kind"],
        "service_level": record["service_level"],
        "partial_reason": record["partial_reason"]["vi"],
        "applicants": _joined(record["applicants"]),
        "term": (record["term"] or {}).get("said"),
        "channels": _joined(each["name"] for each in record["channels"]),
        "payable": _joined(_payable(each) for each in record["channels"]),
        "requirements": _joined(papers),
        "results": _joined(each["vi"] for each in record["results"]),
        "legal_bases": _joined(each["number"] or each["title"] for each in record["legal_bases"]),
        "decides": _joined(dict.fromkeys(each["decides"]["vi"] for each in record["competence"])),
        "filing": _joined(dict.fromkeys(each["filing"] for each in record["competence"])),
        "national_version": nation.get("version"),
        "warnings": len(nation.get("warnings", [])) if nation else None,
    }
    return {name: _said(value) for name, value in row.items()}


SHEETS = (
    Sheet("procedures", tuple(HEAD)),
    Sheet("channels", ("code", "channel", "name", "term", "charged", "supported", "payable", "conditional", "stated_fees")),
    Sheet("requirements", ("code", "case", "key", "name_vi", "name_en", "originals", "copies", "condition", "found_in", "basis", "forms")),
    Sheet("results", ("code", "result_code", "vi", "en")),
    Sheet("legal_bases", ("code", "number", "title")),
    Sheet("competence", ("code", "case", "decides", "receives", "system", "filing", "address", "level", "basis", "certainty")),
    Sheet("questions", ("code", "page", "group", "field", "label_vi", "label_en", "type", "required", "personal", "asked_if")),
    Sheet("warnings", ("code", "field", "why")),
)


def rows_of(sheet: str, record: Json) -> Iterator[Row]:
    """Yield the rows that a record gives one sheet."""
    for row in _ROWS[sheet](record):
        yield {name: _said(value) for name, value in {"code": record["code"], **row}.items()}


def dictionary() -> tuple[Mapping[str, str], list[Row]]:
    """Return the sheet that says what each field means: its head, its rows."""
    rows = [{"field": each.path, "kind": each.kind, "means": say(each.means)} for each in FIELDS]
    return {"field": say(N_("Trường")), "kind": say(N_("Kiểu")), "means": say(N_("Ý nghĩa"))}, rows


def _channels(record: Json) -> Iterator[Json]:
    for each in record["channels"]:
        fees = each["fees"] or {}
        amounts = {name: fees.get(name) for name in ("charged", "supported", "payable")}
        conditional = _joined(f"{one['name']}: {_said(one['payable']) or '?'}" for one in fees.get("conditional", []))
        stated = _joined(f"{fee['amount']} {fee['currency']} {fee['condition']}".strip() for fee in each["stated_fees"])
        term = (each["term"] or {}).get("said")
        yield {"channel": each["channel"], "name": each["name"], "term": term, **amounts, "conditional": conditional, "stated_fees": stated}


def _requirements(record: Json) -> Iterator[Json]:
    for case in record["cases"]:
        for each in case["requirements"]:
            names = {"name_vi": each["name"]["vi"], "name_en": each["name"]["en"]}
            yield {**each, **names, "case": case["name"], "condition": _json(each["condition"]), "forms": _joined(each["forms"])}


def _competence(record: Json) -> Iterator[Json]:
    for each in record["competence"]:
        yield {**each, "decides": each["decides"]["vi"], "receives": each["receives"]["vi"]}


def _questions(record: Json) -> Iterator[Json]:
    for each in record["questions"]:
        yield {**each, "label_vi": each["label"]["vi"], "label_en": each["label"]["en"], "asked_if": _json(each["asked_if"])}


_ROWS: dict[str, Any] = {
    "procedures": lambda record: [row_of(record)],
    "channels": _channels,
    "requirements": _requirements,
    "results": lambda record: [{"result_code": each["code"], "vi": each["vi"], "en": each["en"]} for each in record["results"]],
    "legal_bases": lambda record: record["legal_bases"],
    "competence": _competence,
    "questions": _questions,
    "warnings": lambda record: (record["national_record"] or {}).get("warnings", []),
}


def _paper(paper: Json) -> str:
    return f"{paper['name']['vi']} ({paper['originals'] or 0} bản chính, {paper['copies'] or 0} bản sao)"


def _payable(channel: Json) -> str:
    amount = (channel["fees"] or {}).get("payable")
    return f"{channel['name']}: {'?' if amount is None else amount}"


def _joined(parts: Iterable[str]) -> str:
    return "; ".join(part for part in parts if part)


def _json(value: Any) -> str:
    return "" if value is None else json.dumps(value, ensure_ascii=False, sort_keys=True)


def _said(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)
