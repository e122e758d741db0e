"""The officer's own questions of a template as rows of plain text, and back to a declared form. What a row does not show is kept."""

from collections.abc import Sequence
from copy import deepcopy
from typing import Any

from motcua.catalogue.processes.words import slug
from motcua.lib.saying import N_, Sentence
from motcua.lib.text import tidy

Row = dict[str, str]
KINDS: dict[str, str] = {
    "text": N_("Một dòng chữ"),
    "textarea": N_("Đoạn văn"),
    "date": N_("Ngày"),
    "number": N_("Số nguyên"),
    "radios": N_("Chọn một trong danh sách"),
    "checkbox": N_("Có hoặc không"),
    "personal_number": N_("Số định danh cá nhân"),
}
_SCHEMAS: dict[str, dict[str, Any]] = {
    "text": {"type": "string", "maxLength": 300},
    "textarea": {"type": "string", "maxLength": 2000},
    "date": {"type": "string", "format": "date"},
    "number": {"type": "integer", "minimum": 0, "maximum": 1_000_000_000_000},
    "radios": {"type": "string"},
    "checkbox": {"type": "boolean"},
    "personal_number": {"type": "string", "pattern": "^[0-9]{12}$", "x-personal": True},
}
EMPTY: Row = {**dict.fromkeys(("name", "was", "label_vi", "label_en", "options", "hint", "default"), ""), "kind": "text", "required": "1"}


def rows_of(form: dict[str, Any], defaults: dict[str, str]) -> list[Row]:
    """Return the questions of a declared form as rows."""
    required = set(form["schema"].get("required", ()))
    return [_row(q, q["field"] in required, defaults.get(q["field"], "")) for page in form["layout"]["pages"] for q in page["questions"]]


def form_of(rows: Sequence[Row], base: dict[str, Any]) -> tuple[dict[str, Any], dict[str, str], list[tuple[str, Sentence]]]:
    """Return the declared form and what is filled in first, and what is wrong (field of the row, sentence).

    `base` is the form the rows began from: what a row does not show of a question (limits, messages) stays as it was there.
    """
    form, wrong = deepcopy(base), list[tuple[str, Sentence]]()
    pages, was = form["layout"]["pages"], {q["field"]: (q, page["id"]) for page in base["layout"]["pages"] for q in page["questions"]}
    properties, old = {}, base["schema"]["properties"]
    by_page: dict[str, list[dict[str, Any]]] = {page["id"]: [] for page in pages}
    for n, row in enumerate(rows):
        wrong += [(f"fields-{n}-{column}", says) for column, says in _faults(row)]
        question, page = was.get(row["name"], ({}, pages[-1]["id"]))
        by_page[page].append(_question(row, question))
        properties[row["name"]] = _schema(row, old.get(row["name"]), question.get("widget"))
    for page in pages:
        page["questions"] = by_page[page["id"]]
    form["layout"]["pages"] = [page for page in pages if page["questions"]] or pages[:1]
    form["schema"]["properties"] = properties
    form["schema"]["required"] = [row["name"] for row in rows if row["required"]]
    return form, {row["name"]: row["default"] for row in rows if row["default"].strip()}, wrong


def named(rows: Sequence[Row]) -> list[Row]:
    """Return the rows with a lasting name for each that has none yet, made of its label."""
    taken, made = {row["name"] for row in rows if row["name"]}, list[Row]()
    for row in rows:
        name = row["name"] or (slug(row["label_vi"], taken) if row["label_vi"].strip() else "")
        name = f"o_{name}" if name and not name[0].isalpha() else name
        taken.add(name)
        made.append({**row, "name": name})
    return made


def _row(question: dict[str, Any], required: bool, default: str) -> Row:
    label, options = question["label"], question.get("options", [])
    lines = [f"{o['label']['vi']} | {o['label']['en']}" for o in options]
    return {
        "name": question["field"],
        "was": label["vi"],
        "label_vi": label["vi"],
        "label_en": label["en"],
        "kind": "radios" if question["widget"] == "select" else question["widget"],
        "required": "1" if required else "",
        "options": "\n".join(lines),
        "hint": question.get("hint", {}).get("vi", ""),
        "default": default,
    }


def _faults(row: Row) -> list[tuple[str, Sentence]]:
    found = []
    if not row["label_vi"].strip():
        found.append(("label_vi", Sentence(N_("Ghi mục này hỏi cán bộ điều gì."))))
    if row["kind"] == "radios" and len(_options(row, [])) < 2:
        found.append(("options", Sentence(N_("Ghi ít nhất hai lựa chọn, mỗi dòng một lựa chọn."))))
    return found


def _question(row: Row, was: dict[str, Any]) -> dict[str, Any]:
    vi = tidy(row["label_vi"])
    made = {**was, "field": row["name"], "label": {"vi": vi, "en": tidy(row["label_en"]) or vi}, "widget": row["kind"]}
    if was.get("widget") == "select" and row["kind"] == "radios":
        made["widget"] = "select"
    made.pop("options", None)
    if row["kind"] == "radios":
        made["options"] = _options(row, was.get("options", []))
    hint = tidy(row["hint"])
    if hint != was.get("hint", {}).get("vi", ""):
        made.pop("hint", None)
        made |= {"hint": {"vi": hint, "en": hint}} if hint else {}
    return made


def _options(row: Row, was: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The choices as lines "words | English"; one that was there before keeps its value, so that kept answers still mean it."""
    values = {option["label"]["vi"]: option["value"] for option in was}
    made: dict[str, dict[str, Any]] = {}
    for line in (tidy(each) for each in row["options"].splitlines() if each.strip()):
        vi, _mark, en = (part.strip() for part in line.partition("|"))
        value = values.get(vi) or slug(vi, {*made, *values.values()})
        made[value] = {"value": value, "label": {"vi": vi, "en": en or vi}}
    return [option for option in made.values() if option["label"]["vi"]]


def _schema(row: Row, was: dict[str, Any] | None, widget: str | None) -> dict[str, Any]:
    kind = row["kind"]
    if was is not None and (widget == kind or (widget == "select" and kind == "radios")) and "enum" not in was:
        return was
    return dict(_SCHEMAS.get(kind, _SCHEMAS["text"]))
