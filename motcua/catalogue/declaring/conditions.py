"""Conditions as rows that selects can hold: an outline of tests, each at a level, and back to exactly what ui/forms/conditions.py reads.

A row is text: `level` (1 …), `sign` ("" or "not"), `kind` ("all", "any" or "test"), and of a test `field`, `how` ("is", "in", "given",
"empty") and `values`. A row belongs to the nearest "all" or "any" above it that stands one level higher.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from motcua.catalogue.declaring.shape import Data, spots
from motcua.lib.saying import N_, Sentence, Several
from motcua.lib.text import tidy

ALL, ANY, TEST = "all", "any", "test"
MOST_ROWS, MOST_LEVELS = 40, 8
HOW = {
    "is": N_("là"),
    "in": N_("là một trong"),
    "given": N_("đã được trả lời"),
    "empty": N_("chưa được trả lời"),
}
KINDS = {TEST: N_("Một câu trả lời"), ALL: N_("Mọi điều bên dưới đều đúng"), ANY: N_("Ít nhất một điều bên dưới đúng")}


@dataclass(frozen=True)
class Row:
    """One line of the outline, as typed."""

    level: int = 1
    sign: str = ""
    kind: str = TEST
    field: str = ""
    how: str = "is"
    values: tuple[str, ...] = ()


@dataclass(frozen=True)
class Asked:
    """A question that a condition may look at: its words, and what may be answered (value, words); none: typed."""

    words: Data
    kind: str = "text"
    answers: tuple[tuple[str, Data], ...] = ()


@dataclass(frozen=True)
class Made:
    """What came of the rows: the condition (None: always), or what is wrong by row (from 0)."""

    condition: Data | None
    wrong: dict[int, Sentence] = field(default_factory=dict)


YES, NO = "yes", "no"
TICKED: tuple[tuple[str, Data], ...] = (
    (YES, {"vi": "Có đánh dấu", "en": "Ticked"}),
    (NO, {"vi": "Không đánh dấu", "en": "Not ticked"}),
)


def askable(data: Data, place: str = "") -> dict[str, Asked]:
    """Return the questions that a condition of `place` may look at: all outside groups, and those of its own group."""
    group = place.partition(".")[0] if "." in place else ""
    found = {}
    for each in spots(data):
        if each.group not in ("", group) or each.place == place:
            continue
        options = tuple((option["value"], option["label"]) for option in each.item.get("options", []))
        ticks = each.item.get("widget") == "checkbox" and not options
        kind = "tick" if ticks else "choice" if options else str(each.rule.get("type", "text"))
        found[each.field] = Asked(each.item.get("short") or each.item["label"], kind, TICKED if ticks else options)
    return found


def rows_of(condition: Mapping[str, Any] | None) -> list[Row]:
    """Return a condition as rows; none: no rows."""
    return _rows(condition, 1) if condition else []


def _rows(condition: Mapping[str, Any], level: int) -> list[Row]:
    if "not" in condition:
        first, *rest = _rows(condition["not"], level)
        return [replace(first, sign="" if first.sign else "not"), *rest]
    for kind in (ALL, ANY):
        if kind in condition:
            return [Row(level, "", kind), *(row for each in condition[kind] for row in _rows(each, level + 1))]
    if "given" in condition:
        return [Row(level, "", TEST, condition["field"], "given" if condition["given"] else "empty")]
    how = "in" if "in" in condition else "is"
    values = condition["in"] if how == "in" else [condition["is"]]
    return [Row(level, "", TEST, condition["field"], how, tuple(_typed(value) for value in values))]


def _typed(value: Any) -> str:
    return {True: YES, False: NO}[value] if isinstance(value, bool) else str(value)


def made(rows: Sequence[Row], known: Mapping[str, Asked]) -> Made:
    """Return the condition that `rows` say; rows beside each other at the first level must all hold."""
    wrong = {at: says for at, row in enumerate(rows) if (says := _wrong(rows, at, row, known))}
    if wrong:
        return Made(None, wrong)
    parts = _parts(list(rows), 1, known)
    return Made(None if not parts else parts[0] if len(parts) == 1 else {ALL: parts})


def _wrong(rows: Sequence[Row], at: int, row: Row, known: Mapping[str, Asked]) -> Sentence | None:
    before = rows[at - 1] if at else None
    deepest = 1 if before is None else before.level + (before.kind != TEST)
    if row.level > min(deepest, MOST_LEVELS):
        return Sentence(N_("Cấp %(level)d phải nằm dưới một dòng “mọi điều” hoặc “ít nhất một điều”."), {"level": row.level})
    if row.kind != TEST:
        below = rows[at + 1] if at + 1 < len(rows) else None
        empty = below is None or below.level <= row.level
        return Sentence(N_("Dòng này cần ít nhất một điều bên dưới, ở cấp sâu hơn.")) if empty else None
    if row.field not in known:
        return Sentence(N_("Chọn câu hỏi để xét."))
    return _wrong_values(row, known[row.field])


def _wrong_values(row: Row, asked: Asked) -> Sentence | None:
    if row.how in ("given", "empty"):
        return None
    if not row.values or (row.how == "is" and len(row.values) != 1):
        return Sentence(N_("Chọn một câu trả lời.") if row.how == "is" else N_("Chọn ít nhất một câu trả lời."))
    answers = dict(asked.answers)
    strange = [value for value in row.values if answers and value not in answers]
    if strange:
        return Sentence(N_("Câu hỏi này không có câu trả lời “%(value)s”."), {"value": ", ".join(strange)})
    if asked.kind in ("integer", "number") and any(_number(value) is None for value in row.values):
        return Sentence(N_("Câu hỏi này trả lời bằng số: ghi số."))
    return None


def _parts(rows: list[Row], level: int, known: Mapping[str, Asked]) -> list[Data]:
    found: list[Data] = []
    at = 0
    while at < len(rows):
        end = next((i for i in range(at + 1, len(rows)) if rows[i].level <= level), len(rows))
        row = rows[at]
        part: Data = _test(row, known[row.field]) if row.kind == TEST else {row.kind: _parts(rows[at + 1 : end], level + 1, known)}
        found.append({"not": part} if row.sign == "not" else part)
        at = end
    return found


def _test(row: Row, asked: Asked) -> Data:
    if row.how in ("given", "empty"):
        return {"field": row.field, "given": row.how == "given"}
    values = [_value(each, asked) for each in row.values]
    return {"field": row.field, "is": values[0]} if row.how == "is" else {"field": row.field, "in": values}


def _value(text: str, asked: Asked) -> Any:
    if asked.kind == "tick":
        return text == YES
    return _number(text) if asked.kind in ("integer", "number") else text


def _number(text: str) -> float | int | None:
    try:
        number = float(text.replace(",", "."))
    except ValueError:
        return None
    return int(number) if number == int(number) else number


def unanswerable(condition: Mapping[str, Any] | None, known: Mapping[str, Asked]) -> list[tuple[str, str]]:
    """Return what a condition waits for that nobody can answer: (field, value), where the question offers other answers."""
    if not condition:
        return []
    if "field" not in condition:
        parts = [condition["not"]] if "not" in condition else condition.get(ALL, condition.get(ANY, []))
        return [each for part in parts for each in unanswerable(part, known)]
    asked = known.get(condition["field"])
    if asked is None or not asked.answers or "given" in condition:
        return []
    offered = {value for value, _label in asked.answers}
    wanted = condition["in"] if "in" in condition else [condition["is"]]
    return [(condition["field"], _typed(value)) for value in wanted if _typed(value) not in offered]


def posted(data: Mapping[str, str], lists: Mapping[str, Sequence[str]]) -> list[Row]:
    """Return the rows as they were sent (`rows` says how many), after the button pressed: add, remove:2, up:2, down:2."""
    count = min(int(data.get("rows", "0")) if data.get("rows", "0").isdigit() else 0, MOST_ROWS)
    rows = [_posted(data, lists, at) for at in range(count)]
    deed, _, place = data.get("_do", "").partition(":")
    at = int(place) if place.isdigit() else -1
    if deed == "add":
        rows.append(Row(rows[-1].level + (rows[-1].kind != TEST) if rows else 1))
    elif 0 <= at < len(rows) and deed == "remove":
        rows.pop(at)
    elif 0 <= at < len(rows) and deed in ("up", "down"):
        to = at - 1 if deed == "up" else at + 1
        if 0 <= to < len(rows):
            rows[at], rows[to] = rows[to], rows[at]
    return rows


def _posted(data: Mapping[str, str], lists: Mapping[str, Sequence[str]], at: int) -> Row:
    level = data.get(f"level-{at}", "1")
    kind = data.get(f"kind-{at}", TEST)
    how = data.get(f"how-{at}", "is")
    values = [tidy(str(text))[:200] for text in lists.get(f"value-{at}", ())] + _lines(data.get(f"typed-{at}", ""))
    return Row(
        int(level) if level.isdigit() and 1 <= int(level) <= MOST_LEVELS else 1,
        "not" if data.get(f"sign-{at}") == "not" else "",
        kind if kind in KINDS else TEST,
        data.get(f"field-{at}", "")[:60],
        how if how in HOW else "is",
        tuple(dict.fromkeys(value for value in values if value)),
    )


def _lines(text: str) -> list[str]:
    return [tidy(line)[:200] for line in text.splitlines() if tidy(line)]


def said(condition: Mapping[str, Any] | None, known: Mapping[str, Asked], words: Any) -> object:
    """Return a condition as a sentence; `words` picks the language of {"vi", "en"}."""
    if not condition:
        return Sentence(N_("luôn luôn"))
    if "not" in condition:
        return Sentence(N_("không phải (%(part)s)"), {"part": said(condition["not"], known, words)})
    for kind, between in ((ALL, N_("và")), (ANY, N_("hoặc"))):
        if kind in condition:
            return _joined([_bracketed(each, known, words) for each in condition[kind]], between)
    asked = known.get(condition["field"], Asked({"vi": condition["field"], "en": condition["field"]}))
    name = f"“{words(asked.words)}”"
    if "given" in condition:
        return Sentence(N_("%(name)s đã được trả lời") if condition["given"] else N_("%(name)s chưa được trả lời"), {"name": name})
    labels = {value: words(label) for value, label in asked.answers}
    values = [_typed(each) for each in (condition["in"] if "in" in condition else [condition["is"]])]
    told = Several(tuple(f"“{labels.get(value, value)}”" for value in values))
    return Sentence(
        N_("%(name)s là một trong %(values)s") if "in" in condition else N_("%(name)s là %(values)s"), {"name": name, "values": told}
    )


def _bracketed(part: Mapping[str, Any], known: Mapping[str, Asked], words: Any) -> object:
    several = len(part.get(ALL, part.get(ANY, ()))) > 1
    return Several(("(", said(part, known, words), ")"), "") if several else said(part, known, words)


def _joined(parts: Sequence[object], between: str) -> object:
    found: list[object] = []
    for part in parts:
        found += ([Sentence(between)] if found else []) + [part]
    return Several(tuple(found), " ")
