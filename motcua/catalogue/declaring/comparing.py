"""Two versions of a form in words: pages and questions added, taken out, moved, changed, and of a change each property before and after."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from motcua.catalogue.declaring import limits
from motcua.catalogue.declaring.changing import prefills
from motcua.catalogue.declaring.conditions import askable, said
from motcua.catalogue.declaring.fields import MESSAGES, WIDGET_NAMES
from motcua.catalogue.declaring.shape import Data, Spot, pages, spots
from motcua.catalogue.models import words
from motcua.lib.saying import N_, say
from motcua.ui.forms.paths import PATHS
from motcua.ui.forms.sources import NAMES

ADDED, REMOVED, CHANGED = "added", "removed", "changed"
KIND_NAMES = {ADDED: N_("Thêm"), REMOVED: N_("Bỏ"), CHANGED: N_("Sửa")}
Lines = dict[str, str]


@dataclass(frozen=True)
class Change:
    """One property that reads differently; '' where it was or is nothing."""

    name: str
    before: str
    after: str


@dataclass(frozen=True)
class Difference:
    """One page or question that differs: `kind` added, removed or changed; `what` in words; `changes` of one that stayed."""

    kind: str
    what: str
    changes: tuple[Change, ...] = ()

    @property
    def said(self) -> str:
        """The kind in the reader's language."""
        return say(KIND_NAMES[self.kind])


def differences(old: Data, new: Data) -> list[Difference]:
    """Return what differs from `old` to `new`, in the order of the new one, what was taken out last, in the reader's language."""
    return [*_differing(_pages(old), _pages(new)), *_differing(_questions(old), _questions(new))]


def _differing(before: dict[str, Lines], after: dict[str, Lines]) -> Iterator[Difference]:
    for key, lines in after.items():
        if key not in before:
            yield Difference(ADDED, lines[""])
            continue
        names = dict.fromkeys([*lines, *before[key]])
        changes = [Change(n, before[key].get(n, ""), lines.get(n, "")) for n in names if n and before[key].get(n, "") != lines.get(n, "")]
        if changes:
            yield Difference(CHANGED, lines[""], tuple(changes))
    yield from (Difference(REMOVED, lines[""]) for key, lines in before.items() if key not in after)


def _pages(data: Data) -> dict[str, Lines]:
    """Each page's properties in words, by id; '' is its own name."""
    known = askable(data)
    found = {}
    for at, page in enumerate(pages(data)):
        lines = {"": say(N_("Trang “%(name)s”"), name=words(page["title"])), say(N_("Tiêu đề")): _both(page["title"])}
        lines[say(N_("Lời mở đầu"))] = _both(page.get("intro"))
        lines[say(N_("Hiện khi"))] = str(said(page.get("show_if"), known, _both))
        lines[say(N_("Thứ tự trang"))] = str(at + 1)
        found[page["id"]] = lines
    return found


def _questions(data: Data) -> dict[str, Lines]:
    return {each.place: _question(data, each) for each in spots(data)}


def _question(data: Data, each: Spot) -> Lines:
    item = each.item
    name = words(item.get("short") or item["label"])
    lines = {"": say(N_("Câu hỏi “%(name)s”"), name=name)}
    lines |= {say(told): _both(item.get(key)) for key, told in _TEXTS.items()}
    lines[say(N_("Trang"))] = _both(pages(data)[each.page]["title"])
    lines[say(N_("Hiện khi"))] = str(said(item.get("show_if"), askable(data, each.place), _both))
    if "group" in item:
        return lines | {say(N_("Số dòng")): f"{item.get('min', 0)}–{item.get('max', 20)}"}
    lines[say(N_("Cách trả lời"))] = say(WIDGET_NAMES[item["widget"]])
    lines[say(N_("Bắt buộc"))] = _yes(each.required)
    lines |= {say(told): tell(limits.typed_of(each.rule)[key]) for key, (told, tell) in _LIMITS.items()}
    lines[say(N_("Quy tắc khác"))] = _other(each.rule)
    for kind, when in MESSAGES.items():
        lines[say(N_("Câu báo lỗi %(when)s"), when=say(when))] = _both(item.get("messages", {}).get(kind))
    lines[say(N_("Các câu trả lời"))] = "; ".join(_option(option, data) for option in item.get("options", []))
    lines[say(N_("Điền sẵn từ"))] = "; ".join(_prefill(told, data, each.place) for told in prefills(item))
    lines[say(N_("Gợi ý khi gõ"))] = "; ".join(item.get("suggest", []))
    lines[say(N_("Bề rộng ô"))] = str(item.get("width", ""))
    lines[say(N_("Trình duyệt tự điền"))] = item.get("autocomplete", "")
    return lines


_TEXTS = {
    "label": N_("Câu hỏi"),
    "short": N_("Tên gọn"),
    "item_label": N_("Tên một dòng"),
    "hint": N_("Gợi ý"),
    "why": N_("Vì sao hỏi"),
}


def _same(text: str) -> str:
    return text


def _yes(on: object) -> str:
    return say(N_("có")) if on else say(N_("không"))


_LIMITS: dict[str, tuple[str, Callable[[str], str]]] = {
    "min_length": (N_("Ít nhất, ký tự"), _same),
    "max_length": (N_("Nhiều nhất, ký tự"), _same),
    "least": (N_("Số nhỏ nhất"), _same),
    "over": (N_("Phải lớn hơn"), _same),
    "most": (N_("Số lớn nhất"), _same),
    "whole": (N_("Chỉ số nguyên"), _yes),
    "must": (N_("Phải đánh dấu"), _yes),
    "not_after_today": (N_("Không sau hôm nay"), _yes),
    "personal": (N_("Dữ liệu cá nhân"), _yes),
}


def _both(told: Mapping[str, str] | None) -> str:
    """Words in both languages, so that a change of either is seen."""
    if not told:
        return ""
    vi, en = told.get("vi", ""), told.get("en", "")
    return vi if en in ("", vi) else f"{vi} / {en}"


def _option(option: Data, data: Data) -> str:
    told = _both(option["label"])
    hint = f" ({_both(option['hint'])})" if "hint" in option else ""
    sex = {"male": N_("chỉ nam"), "female": N_("chỉ nữ")}.get(option.get("sex", ""))
    when = f" [{said(option['show_if'], askable(data), _both)}]" if "show_if" in option else ""
    return f"{told}{hint}{f' [{say(sex)}]' if sex else ''}{when}"


def _prefill(told: Data, data: Data, place: str) -> str:
    when = f" [{said(told['when'], askable(data, place), _both)}]" if "when" in told else ""
    return f"{source_words(told['source'], told['path'])}{when}"


def source_words(source: str, path: str) -> str:
    """Return a source and a path in it in words: “CSDL quốc gia về dân cư: họ tên”."""
    told = next((say(each.words) for each in PATHS.get(source, ()) if each.name == path), path)
    return f"{NAMES.get(source, source)}: {told}"


def _other(rule: Mapping[str, Any]) -> str:
    """What the schema says beside what the editor knows, as it is written."""
    rest = {key: value for key, value in rule.items() if key not in limits.KNOWN}
    return json.dumps(rest, ensure_ascii=False, sort_keys=True) if rest else ""
