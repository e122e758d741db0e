"""The papers that a draft asks, as rows of plain data (columns of Requirement): to the editor's text and back, moved, taken out."""

from collections.abc import Mapping, Sequence
from typing import Any

from motcua.catalogue.declaring.changing import key_of
from motcua.catalogue.declaring.fields import BOTH, BOTH_LANGUAGES
from motcua.lib.saying import N_, Sentence
from motcua.lib.text import tidy

Row = dict[str, Any]
MOST_PAPERS, MOST_COPIES, MOST_KEY = 60, 99, 40
TEXTS = ("name", "hint", "why")


def typed_of(row: Row) -> dict[str, str]:
    """Return a row as the editor's text."""
    texts = {f"{name}_{language}": row[name].get(language, "") for name in TEXTS for language in BOTH}
    return texts | {"basis": row["basis"], "originals": str(row["originals"]), "copies": str(row["copies"]), "found_in": row["found_in"]}


def found(rows: Sequence[Row], key: str) -> Row | None:
    """Return the row of a paper, None when there is none."""
    return next((row for row in rows if row["key"] == key), None)


def written(rows: Sequence[Row], key: str, typed: Mapping[str, str]) -> tuple[list[Row], dict[str, Sentence]]:
    """Return the rows with the paper `key` ("": a new one at the end) as typed, and what is wrong by name of input."""
    before = found(rows, key)
    made: Row = {"condition": before["condition"] if before else None}
    wrong = dict[str, Sentence]()
    for name in TEXTS:
        told = {language: tidy(typed.get(f"{name}_{language}", ""))[:2000] for language in BOTH}
        missing = [language for language in BOTH if not told[language]]
        if missing and (name == "name" or len(missing) == 1):
            wrong[f"{name}_{missing[0]}"] = Sentence(BOTH_LANGUAGES)
        made[name] = told if any(told.values()) else {}
    made |= {"basis": tidy(typed.get("basis", ""))[:200], "found_in": tidy(typed.get("found_in", ""))[:40]}
    for name in ("originals", "copies"):
        text = typed.get(name, "").strip() or "0"
        if not (text.isascii() and text.isdigit() and int(text) <= MOST_COPIES):
            wrong[name] = Sentence(N_("Ghi số bản, từ 0 đến 99."))
            continue
        made[name] = int(text)
    if not wrong and not made["originals"] and not made["copies"]:
        wrong["originals"] = Sentence(N_("Ghi ít nhất một bản chính hoặc một bản sao."))
    if before is None and len(rows) >= MOST_PAPERS:
        wrong["name_vi"] = Sentence(N_("Bản thảo đã có quá nhiều giấy tờ."))
    made["key"] = key or key_of(made["name"].get("vi", ""), {row["key"] for row in rows}, "giay_to")[:MOST_KEY]
    return ([made if row is before else row for row in rows] if before else [*rows, made]), wrong


def with_condition(rows: Sequence[Row], key: str, condition: Row | None) -> list[Row]:
    """Return the rows with the condition of one paper written anew."""
    return [{**row, "condition": condition} if row["key"] == key else row for row in rows]


def changed(rows: Sequence[Row], what: str) -> list[Row]:
    """Return the rows after a button: `up:KEY`, `down:KEY`, `remove:KEY`. What is not there changes nothing."""
    deed, _mark, key = what.partition(":")
    made = list(rows)
    at = next((number for number, row in enumerate(made) if row["key"] == key), -1)
    if at < 0:
        return made
    row = made.pop(at)
    if deed in ("up", "down"):
        made.insert(max(at + (-1 if deed == "up" else 1), 0), row)
    return made
