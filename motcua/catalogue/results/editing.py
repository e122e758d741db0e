"""A result template as the office's editor shows it: nested rows of plain text, and back to what is kept.

A state is kept with its places as keys; `shown` and `kept` of the palette stand between it and what the officer reads and types.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from motcua.catalogue.results import fields
from motcua.catalogue.results.palette import Palette, Unknown
from motcua.catalogue.results.shape import BLANK, MOST_FIELDS, MOST_PARTS, MOST_ROWS, faults
from motcua.lib.saying import N_, Sentence

State = dict[str, Any]
TOP = ("title_vi", "title_en", "symbol", "subtitle")
WHEN = ("when", "test", "said")
KINDS = {"text": N_("Đoạn văn"), "facts": N_("Các dòng nhãn và nội dung"), "table": N_("Bảng"), "note": N_("Ghi chú nhỏ")}
LISTS = {"body": ("kind", "text", *WHEN), "basis": ("text", *WHEN), "recipients": ("text", *WHEN), "fields": tuple(fields.EMPTY)}
ROW = ("label", "text", *WHEN)
MOST = {"body": MOST_PARTS, "basis": MOST_ROWS, "recipients": MOST_ROWS, "fields": MOST_FIELDS}
TEXTS = {"text", "label", "subtitle", "default"}
_CELL = re.compile(r"(?<!\\)\|")


@dataclass(frozen=True)
class Problem:
    """One thing that keeps a state from being kept as a version: the name of the input it stands at, the sentence."""

    at: str
    says: Sentence

    @property
    def why(self) -> str:
        """The sentence in the reader's language."""
        return str(self.says)


def state_of(data: dict[str, Any]) -> State:
    """Return a template as the editor's state."""
    return {
        "title_vi": data["title"]["vi"],
        "title_en": data["title"]["en"],
        "symbol": data["symbol"],
        "subtitle": data.get("subtitle", ""),
        "body": [_part(each) for each in data["body"]],
        **{name: [_line(each) for each in data.get(name, [])] for name in ("basis", "recipients")},
        "fields": fields.rows_of(data["form"], data.get("defaults", {})),
    }


def posted(data: Mapping[str, str]) -> State:
    """Return the state as it was sent: inputs are named body-2-rows-0-text, `body-n` says how many."""
    state: State = {name: data.get(name, "")[:300] for name in TOP}
    for name, columns in LISTS.items():
        state[name] = [_posted(data, f"{name}-{n}", columns) for n in range(_count(data, name, MOST[name]))]
    for n, part in enumerate(state["body"]):
        at = f"body-{n}-rows"
        part["rows"] = [_posted(data, f"{at}-{r}", ROW) for r in range(_count(data, at, MOST_ROWS))]
    state["fields"] = fields.named(state["fields"])
    return state


def each_text(state: State, change: Callable[[str], str]) -> State:
    """Return the state with `change` made to every text that may name places."""
    return {key: _each_text(key, value, change) for key, value in state.items()}


def each_when(state: State, change: Callable[[str], str]) -> State:
    """Return the state with `change` made to the place of every condition."""
    if isinstance(state, dict):
        return {key: change(value) if key == "when" else each_when(value, change) for key, value in state.items()}
    return [each_when(each, change) for each in state] if isinstance(state, list) else state


def kept(state: State, palette: Palette) -> State:
    """Return what was typed with its places as keys."""
    return each_when(each_text(state, palette.kept), lambda typed: palette.key_of(typed) or typed.strip())


def shown(state: State, palette: Palette) -> State:
    """Return a kept state with its places called by name."""
    return each_when(each_text(state, palette.shown), palette.name_of)


def data_of(state: State, base: dict[str, Any], palette: Palette) -> tuple[dict[str, Any], list[Problem]]:
    """Return the template a kept state stands for, and everything that is wrong with it; `base` is the template it began from."""
    unknown = unknowns(state, palette)
    state = each_when(state, lambda place: place if palette.key_of(place) else "")  # an unknown one is told once, at its own input
    form, defaults, wrong = fields.form_of(state["fields"], base["form"])
    data = {
        "title": {"vi": state["title_vi"].strip(), "en": state["title_en"].strip()},
        "symbol": state["symbol"].strip(),
        "subtitle": state["subtitle"].strip(),
        "body": [_kept_part(each) for each in state["body"]],
        "basis": [_marked(each, "line", each["text"].strip()) for each in state["basis"]],
        "recipients": [_marked(each, "line", each["text"].strip()) for each in state["recipients"]],
        "defaults": defaults,
        "form": form,
    }
    found = [Problem(at, says) for at, says in [*wrong, *([] if wrong else faults(data))]]
    return data, [*[Problem(_input(each.at, state), each.says) for each in found], *unknown]


def unknowns(state: State, palette: Palette) -> list[Problem]:
    """Return every place named in the state that the palette does not have, at the input that names it."""
    found = [(at, each) for at, text in _texts(state) for each in palette.unknown(text)]
    for at, when in _whens(state):
        if when.strip() and not palette.key_of(when):
            found += [(at, each) for each in palette.unknown(f"{{{when}}}")]
    return [Problem(at, _said(each)) for at, each in found]


def _said(unknown: Unknown) -> Sentence:
    if not unknown.near:
        return Sentence(N_("Không có chỗ điền “%(name)s”: chọn trong danh sách."), {"name": unknown.name})
    return Sentence(N_("Không có chỗ điền “%(name)s”. Gần nhất: “%(near)s”."), {"name": unknown.name, "near": unknown.near})


def _part(part: dict[str, Any]) -> State:
    made: State = {"kind": "text", "text": "", "rows": [], **when_of(part)}
    if "facts" in part:
        return {**made, "kind": "facts", "rows": [_fact(each) for each in part["facts"]]}
    if "table" in part:
        rows = [{"label": "", "text": _joined(_row(each)), **when_of(each)} for each in part["table"]["rows"]]
        return {**made, "kind": "table", "text": _joined(part["table"]["head"]), "rows": rows}
    kind = "note" if "note" in part else "text"
    return {**made, "kind": kind, "text": part[kind]}


def _fact(each: Any) -> State:
    label, text = _row(each)
    return {"label": label, "text": text, **when_of(each)}


def _row(each: Any) -> list[str]:
    row: list[str] = each["row"] if isinstance(each, dict) else each
    return row


def _line(each: Any) -> State:
    return {"text": each["line"] if isinstance(each, dict) else each, **when_of(each)}


def when_of(each: Any) -> State:
    """Return the condition of a kept part or line as the editor's three columns."""
    when = each.get("when", "") if isinstance(each, dict) else ""
    if isinstance(when, str):
        return {"when": when, "test": "", "said": ""}
    return {"when": when["place"], "test": "empty" if when.get("empty") else "is" if "is" in when else "", "said": when.get("is", "")}


def _kept_part(part: State) -> dict[str, Any]:
    kind, rows = part["kind"], part["rows"]
    if kind == "facts":
        value: Any = [_marked(row, "row", [row["label"].strip(), row["text"].strip()]) for row in rows]
    elif kind == "table":
        value = {"head": _cells(part["text"]), "rows": [_marked(row, "row", _cells(row["text"])) for row in rows]}
    else:
        value = part["text"].strip()
    when = _condition(part)
    return {**({"when": when} if when else {}), kind: value}


def _marked(row: State, name: str, value: Any) -> Any:
    when = _condition(row)
    return {"when": when, name: value} if when else value


def _condition(row: State) -> Any:
    place = row["when"].strip()
    if not place:
        return None
    if row["test"] == "empty":
        return {"place": place, "empty": True}
    return {"place": place, "is": row["said"].strip()} if row["test"] == "is" else place


def _joined(cells: list[str]) -> str:
    return " | ".join(cell.replace("|", "\\|") for cell in cells)


def _cells(text: str) -> list[str]:
    return [cell.strip().replace("\\|", "|") for cell in _CELL.split(text)]


def _posted(data: Mapping[str, str], at: str, columns: tuple[str, ...]) -> State:
    return {name: data.get(f"{at}-{name}", "").replace("\r\n", "\n")[:4000] for name in columns}


def _count(data: Mapping[str, str], name: str, most: int) -> int:
    said = data.get(f"{name}-n", "0")
    return min(int(said), most) if said.isdecimal() and len(said) < 5 else 0


def _each_text(key: str, value: Any, change: Callable[[str], str]) -> Any:
    if isinstance(value, list):
        return [{name: _each_text(name, each, change) for name, each in row.items()} for row in value]
    return change(value) if key in TEXTS else value


def _texts(state: State) -> list[tuple[str, str]]:
    found = list[tuple[str, str]]()
    _walk(state, "", lambda at, key, value: found.append((at, value)) if key in TEXTS else None)
    return found


def _whens(state: State) -> list[tuple[str, str]]:
    found = list[tuple[str, str]]()
    _walk(state, "", lambda at, key, value: found.append((at, value)) if key == "when" else None)
    return found


def _walk(value: Any, at: str, see: Callable[[str, str, str], object]) -> None:
    if isinstance(value, str):
        see(at, at.rpartition("-")[2], value)
        return
    for key, each in value.items() if isinstance(value, dict) else enumerate(value):
        _walk(each, f"{at}-{key}" if at else str(key), see)


def _input(at: str, state: State) -> str:
    """The input that a fault of the data is shown at: title, body.2, basis.0 or one of the fields' own."""
    name, _, place = at.partition(".")
    if name in ("body", "basis", "recipients") and place:
        many = name == "body" and state["body"][int(place)]["kind"] == "facts"
        return f"{name}-{place}-rows-0-label" if many and state["body"][int(place)]["rows"] else f"{name}-{place}-text"
    return {"title": "title_vi", "body": "add-body", "form": "fields", "": "title_vi"}.get(at, at)


__all__ = ["BLANK", "KINDS", "Problem", "data_of", "kept", "posted", "shown", "state_of", "unknowns", "when_of"]
