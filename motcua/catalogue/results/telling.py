"""A result template in words, one line a thing, so that two versions can be read side by side."""

from collections.abc import Iterator
from typing import Any

from motcua.catalogue.results import editing, fields
from motcua.catalogue.results.palette import Palette
from motcua.lib.saying import N_, say

_LISTS = {"basis": N_("Căn cứ: %(text)s"), "recipients": N_("Nơi nhận: %(text)s")}
_PARTS = {"text": N_("Đoạn văn: %(text)s"), "note": N_("Ghi chú: %(text)s"), "table": N_("Bảng: %(text)s"), "facts": N_("Các dòng")}


def told(state: editing.State, palette: Palette) -> list[str]:
    """Return every line of a kept state in the reader's language, its places by name."""
    return list(_lines(editing.shown(state, palette)))


def of_data(data: dict[str, Any], palette: Palette) -> list[str]:
    """Return every line of a template, as `told`."""
    return told(editing.state_of(data), palette)


def condition(row: editing.State) -> str:
    """Return in words when a part or line is printed; '' when always."""
    if not row["when"]:
        return ""
    if row["test"] == "empty":
        return say(N_("chỉ in khi “%(place)s” để trống"), place=row["when"])
    if row["test"] == "is":
        return say(N_("chỉ in khi “%(place)s” là “%(said)s”"), place=row["when"], said=row["said"])
    return say(N_("chỉ in khi “%(place)s” có nội dung"), place=row["when"])


def _lines(state: editing.State) -> Iterator[str]:
    yield say(N_("Tên: %(text)s"), text=f"{state['title_vi']} / {state['title_en']}")
    yield say(N_("Ký hiệu: %(text)s"), text=state["symbol"])
    if state["subtitle"]:
        yield say(N_("Trích yếu: %(text)s"), text=state["subtitle"])
    yield from (_with(each, say(_LISTS["basis"], text=each["text"])) for each in state["basis"])
    for part in state["body"]:
        words = _PARTS[part["kind"]]
        if part["kind"] != "facts" or part["when"]:
            yield _with(part, say(words, text=part["text"]) if "%" in words else say(words))
        yield from (_with(row, _row(part, row)) for row in part["rows"] if part["kind"] in ("facts", "table"))
    yield from (_with(each, say(_LISTS["recipients"], text=each["text"])) for each in state["recipients"])
    yield from (_field(each) for each in state["fields"])


def _row(part: editing.State, row: editing.State) -> str:
    if part["kind"] == "facts":
        return say(N_("Dòng: %(label)s: %(text)s"), label=row["label"], text=row["text"])
    return say(N_("Hàng: %(text)s"), text=row["text"])


def _with(row: editing.State, words: str) -> str:
    when = condition(row)
    return f"{words} ({when})" if when else words


def _field(row: fields.Row) -> str:
    kind = say(fields.KINDS[row["kind"]]) if row["kind"] in fields.KINDS else row["kind"]
    needed = say(N_("bắt buộc")) if row["required"] else say(N_("không bắt buộc"))
    options = "; ".join(line.partition("|")[0].strip() for line in row["options"].splitlines())
    told = [row["label_vi"], row["label_en"], kind, needed, options, row["hint"], row["default"]]
    return say(N_("Cán bộ điền: %(text)s"), text=" · ".join(each for each in told if each))
