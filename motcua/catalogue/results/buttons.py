"""What the buttons of the template editor do to its state: lines are added, moved, taken out, places put in."""

from collections.abc import Callable
from typing import Any

from motcua.catalogue.results import fields
from motcua.catalogue.results.editing import KINDS, LISTS, MOST, ROW, TEXTS, WHEN, State, each_text
from motcua.catalogue.results.shape import MOST_ROWS, MOST_TEXTS


def changed(state: State, what: str) -> tuple[State, str]:
    """Return the state after a button and the input to go to.

    "add body 2 facts" puts a new part at place 2 (from 0); "add basis 1", "up body 3", "down body-3-rows 1", "remove fields 0";
    "place body-3-text KEY" puts a place at the end of a text.
    """
    deed, _, rest = what.partition(" ")
    where, _, rest = rest.partition(" ")
    if deed == "place":
        return _with_place(state, where, rest)
    made = {key: [dict(each) for each in value] if isinstance(value, list) else value for key, value in state.items()}
    rows, fresh = _list_at(made, where)
    place, _, kind = rest.partition(" ")
    at = int(place) if place.isdecimal() else -1
    if rows is None or at < 0:
        return state, ""
    if deed == "add" and not full(state, where):
        at = min(at, len(rows))
        rows.insert(at, fresh(kind))
    elif deed == "remove" and at < len(rows):
        rows.pop(at)
        at = min(at, len(rows) - 1)
    elif (to := {"up": at - 1, "down": at + 1}.get(deed, -1)) in range(len(rows)) and at < len(rows):
        rows[at], rows[to] = rows[to], rows[at]
        at = to
    return made, f"{where}-{max(at, 0)}"


def full(state: State, where: str) -> bool:
    """Tell whether nothing more may be added to a list: it has the most it may, or the whole has."""
    rows, _fresh = _list_at(state, where)
    lines = sum(1 + 2 * len(part["rows"]) for part in state["body"]) + len(state["basis"]) + len(state["recipients"])
    return rows is None or len(rows) >= MOST.get(where, MOST_ROWS) or (where != "fields" and lines >= MOST_TEXTS)


def _list_at(state: State, where: str) -> tuple[list[State] | None, Callable[[str], State]]:
    """The list a button means, and what a new entry of it is."""
    name, _, rest = where.partition("-")
    if name not in LISTS:
        return None, _new_line
    if not rest:
        return state[name], {"body": _new_part, "fields": lambda _kind: dict(fields.EMPTY)}.get(name, _new_line)
    place, _, rows = rest.partition("-")
    if name != "body" or rows != "rows" or not place.isdecimal() or int(place) >= len(state["body"]):
        return None, _new_line
    part = state["body"][int(place)]
    part["rows"] = [dict(each) for each in part["rows"]]
    return part["rows"], _new_row


def _new_part(kind: str) -> State:
    kind = kind if kind in KINDS else "text"
    return {"kind": kind, "text": "", "rows": [_new_row("")] if kind in ("facts", "table") else [], **dict.fromkeys(WHEN, "")}


def _new_row(_kind: str) -> State:
    return dict.fromkeys(ROW, "")


def _new_line(_kind: str) -> State:
    return dict.fromkeys(("text", *WHEN), "")


def _with_place(state: State, where: str, key: str) -> tuple[State, str]:
    """Put a place at the end of the text at input `where`."""
    steps = where.split("-")
    holder: Any = (made := each_text(state, str))
    try:
        for step in steps[:-1]:
            holder = holder[int(step) if step.isdecimal() else step]
        text = holder[steps[-1]]
    except (LookupError, TypeError):
        return state, ""
    if steps[-1] not in TEXTS or not isinstance(text, str):
        return state, ""
    holder[steps[-1]] = f"{text} {{{key}}}".strip()
    return made, where
