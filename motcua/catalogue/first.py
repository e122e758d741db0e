"""The first draft of a procedure that only the nation has published: its record in the shape of ours, to be worked on.

What the record says is taken over; what it does not say begins from `starter/` (a plain form, five steps, two templates) and is named
in `unsure`, so that everybody sees what an officer has not looked at yet. Pure but for reading those files.
"""

import copy
import json
from functools import cache
from pathlib import Path
from typing import Any

from motcua.catalogue.reading import Record
from motcua.law.critical import term_minutes
from motcua.law.terms import Term

STARTER = Path(__file__).parent / "starter"
CHANNELS = {"Trực tiếp": 1, "Trực tuyến": 2, "Dịch vụ bưu chính": 3}
UNITS = {"Ngày làm việc": "wd", "Giờ làm việc": "wh", "Ngày": "d", "Tháng": "m"}
KINDS = {"Cấp xã": "commune", "Cấp tỉnh": "department"}
RESULT, REFUSAL = "ket-qua", "tu-choi"
UNSURE = ["term", "competent_kind", "form", "steps", "templates", "requirements", "channels", "supplement_days", "sector_code"]
_SHARES = (("receive", 0.1), ("examine", 0.55), ("sign", 0.15), ("issue", 0.05), ("hand_over", 0.05))
_CUTOFF = "15:00"


def stated_term(facts: dict[str, Any]) -> str:
    """Return the term of the record's online channel, else of its first that states one, as ours ('5wd'); '' where none can be read."""
    told = sorted(facts.get("channels", []), key=lambda each: each["channel"] != "Trực tuyến")
    for each in told:
        term = each.get("term")
        if term and term.get("unit") in UNITS and float(term["amount"]).is_integer() and term["amount"] > 0:
            return f"{int(term['amount'])}{UNITS[term['unit']]}"
    return ""


def stated_kind(facts: dict[str, Any]) -> str:
    """Return the kind of agency that settles it by the record's levels: the commune before the department; '' where neither is named."""
    kinds = {KINDS[level] for level in facts.get("levels", []) if level in KINDS}
    return "commune" if "commune" in kinds else "department" if kinds else ""


def first_record(facts: dict[str, Any], *, term: str, kind: str, supplement_days: int) -> Record:
    """Return the first record of ours from the nation's `facts`. Raises TermError for a term that cannot be read."""
    name = {"vi": facts["name"], "en": facts["name"]}
    cases = [each for each in facts.get("cases", []) if each["requirements"]]
    minutes = term_minutes(Term.parse(term))
    procedure = {
        "code": facts["code"],
        "name": name,
        "decision": "",
        "term": term,
        "cutoff": _CUTOFF,
        "supplement_mode": "restart",
        "supplement_days": supplement_days,
        "competent_kind": kind,
        "full_online": False,
        "applicants": list(facts.get("applicants", [])),
        "agency_field": "agency",
        "contact": {"phone": "phone", "email": "email"},
        "summary": facts["name"],
        "intro": {"vi": facts.get("about") or facts["name"]},
        "conditions": {"vi": facts.get("conditions", "")},
        "channels": _channels(facts),
        "results": [{"code": each["code"], "vi": each["name"], "en": each["name"]} for each in facts.get("results", [])],
        "legal_bases": [{"number": each["number"], "title": each["title"]} for each in facts.get("legal_bases", [])],
        "requirements": _papers(cases),
        "steps": _steps(minutes),
        "unsure": UNSURE,
    }
    if not procedure["requirements"]:
        procedure["no_papers"] = True
    return Record(procedure, _form(cases), _templates(facts))


def _channels(facts: dict[str, Any]) -> list[dict[str, Any]]:
    known = [each for each in facts.get("channels", []) if each["channel"] in CHANNELS]
    return [{"channel": CHANNELS[each["channel"]], "fees": [_fee(line) for line in each.get("fees", [])]} for each in known]


def _fee(line: dict[str, Any]) -> dict[str, Any]:
    """A fee line as published; an amount in another currency stays words."""
    name = " ".join((line.get("condition") or "Phí, lệ phí").split())[:300]
    in_dong = line.get("amount") is not None and line.get("currency") in ("VND", None) and float(line["amount"]).is_integer()
    return {"name": name, "amount": int(line["amount"])} if in_dong else {"name": name}


def _papers(cases: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Every paper once; asked in the cases that name it, always when all do. A count the page leaves out is 0: to be looked at."""
    rows: dict[str, dict[str, Any]] = {}
    asked_in: dict[str, list[str]] = {}
    for at, case in enumerate(cases, 1):
        for paper in case["requirements"]:
            name = " ".join(paper["name"].split())
            row = {"name": {"vi": name}, "originals": _count(paper["originals"]), "copies": _count(paper["copies"])}
            rows.setdefault(name, row)
            asked_in.setdefault(name, [])
            if f"case{at}" not in asked_in[name]:
                asked_in[name].append(f"case{at}")
    several = len(cases) > 1
    told = [
        {**row, **({"condition": {"field": "case", "in": asked_in[name]}} if several and len(asked_in[name]) < len(cases) else {})}
        for name, row in rows.items()
    ]
    return [{"key": f"paper{at}", **row} for at, row in enumerate(told, 1)]


def _count(stated: int | None) -> int:
    return min(stated or 0, 99)


def _form(cases: list[dict[str, Any]]) -> dict[str, Any]:
    """The starter's form, with a question about the case where the record tells several apart."""
    form = _starter("form")
    if len(cases) > 1:
        values = [f"case{at}" for at in range(1, len(cases) + 1)]
        names = [" ".join(each["name"].split())[:300] or f"{at}" for at, each in enumerate(cases, 1)]
        form["schema"]["properties"]["case"] = {"enum": values}
        form["schema"]["required"].insert(0, "case")
        form["layout"]["pages"][0]["questions"].insert(
            0,
            {
                "field": "case",
                "label": {"vi": "Bạn thuộc trường hợp nào?", "en": "Which case is yours?"},
                "short": {"vi": "Trường hợp", "en": "Case"},
                "widget": "radios",
                "why": {"vi": "Mỗi trường hợp cần giấy tờ khác nhau.", "en": "Each case needs other papers."},
                "options": [{"value": value, "label": {"vi": name, "en": name}} for value, name in zip(values, names, strict=True)],
            },
        )
    return form


def _templates(facts: dict[str, Any]) -> dict[str, dict[str, Any]]:
    result, refusal = _starter(RESULT), _starter(REFUSAL)
    named = next((each["name"] for each in facts.get("results", [])), facts["name"])
    result["title"] = {"vi": " ".join(named.split())[:200].upper(), "en": result["title"]["en"]}
    return {RESULT: result, REFUSAL: refusal}


def _steps(minutes: int) -> list[dict[str, Any]]:
    """Five steps that share nine tenths of the term: receive, examine and draft, sign, issue, hand over."""
    given = {key: max(1, int(minutes * share)) for key, share in _SHARES}
    label = {
        "received": {"vi": "Đã tiếp nhận", "en": "Received"},
        "granted": {"vi": "Đủ điều kiện: trình ký kết quả", "en": "Eligible: propose the result"},
        "refused": {"vi": "Không đủ điều kiện: trả lời, nêu lý do", "en": "Not eligible: reply with the reason"},
        "signed": {"vi": "Đã ký", "en": "Signed"},
        "issued": {"vi": "Đã ban hành", "en": "Issued"},
    }
    rows: list[tuple[str, str, str, str, str, list[tuple[str, str, str]]]] = [
        ("receive", "receiver", "receive", "Tiếp nhận, kiểm tra", "Receive and check", [("received", "examine", "")]),
        (
            "examine",
            "case_officer",
            "work",
            "Thẩm định, dự thảo kết quả",
            "Examine, draft the result",
            [("granted", "sign", RESULT), ("refused", "sign", REFUSAL)],
        ),
        ("sign", "signer", "sign", "Lãnh đạo ký", "Signature", [("signed", "issue", "")]),
        ("issue", "records_clerk", "issue", "Cấp số, đóng dấu, ban hành", "Number, seal and issue", [("issued", "hand_over", "")]),
        ("hand_over", "receiver", "hand_over", "Trả kết quả", "Hand over the result", []),
    ]
    return [
        {
            "key": key,
            "role": role,
            "kind": kind,
            "minutes": given[key],
            "name": {"vi": vi, "en": en},
            "outcomes": [
                {"key": out, "to": to, "label": label[out], **({"template": template} if template else {})} for out, to, template in ways
            ],
        }
        for key, role, kind, vi, en, ways in rows
    ]


def _starter(name: str) -> dict[str, Any]:
    return copy.deepcopy(_read(name))


@cache
def _read(name: str) -> dict[str, Any]:
    data: dict[str, Any] = json.loads((STARTER / f"{name}.json").read_text("utf-8"))
    return data
