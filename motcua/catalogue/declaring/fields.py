"""One question as the editor shows it: text by name, options as rows of text, and back to layout and schema. Nothing typed is lost."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from motcua.catalogue.declaring import limits
from motcua.catalogue.declaring.changing import key_of, prefills, require
from motcua.catalogue.declaring.shape import Data, Spot, copied, spot
from motcua.lib.saying import N_, Sentence
from motcua.lib.text import tidy

Typed = dict[str, str]
BOTH = ("vi", "en")
TEXTS = ("label", "short", "hint", "why")
MESSAGES = {
    "required": N_("khi chưa trả lời"),
    "format": N_("khi sai dạng"),
    "choice": N_("khi chọn sai"),
    "range": N_("khi số ngoài giới hạn"),
    "length": N_("khi quá dài"),
    "short": N_("khi quá ngắn"),
    "past": N_("khi ngày sau hôm nay"),
}
WIDGET_NAMES = {
    "text": N_("một dòng chữ"),
    "textarea": N_("nhiều dòng chữ"),
    "radios": N_("chọn một, thấy mọi câu trả lời"),
    "select": N_("chọn một trong danh sách thả xuống"),
    "checkbox": N_("đánh dấu: một ô, hoặc nhiều ô"),
    "date": N_("ngày, tháng, năm"),
    "year": N_("năm"),
    "number": N_("số"),
    "personal_number": N_("số định danh cá nhân"),
    "tax_code": N_("mã số thuế"),
    "insurance_code": N_("mã số bảo hiểm xã hội, số thẻ bảo hiểm y tế"),
    "phone": N_("số điện thoại"),
    "email": N_("thư điện tử"),
    "address": N_("địa chỉ"),
    "agency": N_("cơ quan giải quyết hồ sơ"),
}
AUTOCOMPLETE = {
    "": N_("không"),
    "name": N_("họ tên"),
    "tel": N_("số điện thoại"),
    "email": N_("thư điện tử"),
    "street-address": N_("địa chỉ"),
    "bday": N_("ngày sinh"),
}
WIDTHS = ("", "2", "3", "4", "5", "10", "20", "30")
OPTION_FIELDS = ("value", "vi", "en", "hint_vi", "hint_en", "sex")
MOST_OPTIONS, MOST_SUGGESTIONS = 60, 100
BOTH_LANGUAGES = N_("Ghi bằng cả tiếng Việt và tiếng Anh.")


@dataclass(frozen=True)
class Edited:
    """A question as typed, its options and prefills as rows, and what is wrong by name of input."""

    typed: Typed
    options: list[Typed] = field(default_factory=list)
    sources: list[str] = field(default_factory=list)


def edited(at: Spot) -> Edited:
    """Return a question or group as the editor shows it."""
    item = at.item
    if "group" in item:
        return Edited({**_pairs(item, ("label", "item_label", "hint")), "min": str(item.get("min", 0)), "max": str(item.get("max", 20))})
    typed = {**_pairs(item, TEXTS), **limits.typed_of(at.rule)}
    for kind in MESSAGES:
        typed |= _pair(item.get("messages", {}).get(kind), f"say_{kind}")
    typed |= {"widget": item["widget"], "required": "yes" if at.required else "", "suggest": "\n".join(item.get("suggest", []))}
    typed |= {"width": str(item.get("width", "")), "autocomplete": item.get("autocomplete", "")}
    rows = [{**_option(each)} for each in item.get("options", [])]
    return Edited(typed, rows, [f"{each['source']}.{each['path']}" for each in prefills(item)])


def _pairs(item: Mapping[str, Any], names: Sequence[str]) -> Typed:
    return {name: text for each in names for name, text in _pair(item.get(each), each).items()}


def _pair(words: Mapping[str, str] | None, name: str) -> Typed:
    return {f"{name}_{language}": (words or {}).get(language, "") for language in BOTH}


def _option(option: Mapping[str, Any]) -> Typed:
    return {"value": option["value"], **option["label"], **_pair(option.get("hint"), "hint"), "sex": option.get("sex", "")}


def posted(data: Mapping[str, str]) -> Edited:
    """Return what was sent after the button pressed: option:add, option:remove:2, source:up:1 …

    `options` and `sources` say how many rows there are.
    """
    options = [{name: data.get(f"option-{at}-{name}", "")[:500] for name in OPTION_FIELDS} for at in range(_count(data, "options"))]
    sources = [data.get(f"source-{at}", "")[:120] for at in range(_count(data, "sources"))]
    what, _, deed = data.get("_do", "").partition(":")
    if what == "option":
        options = _moved(options, deed, dict.fromkeys(OPTION_FIELDS, ""))
    if what == "source":
        sources = _moved(sources, deed, "")
    typed = {name: text[:4000] for name, text in data.items() if not name.startswith(("option-", "source-", "_"))}
    return Edited(typed, options, sources)


def _count(data: Mapping[str, str], name: str) -> int:
    text = data.get(name, "")
    return min(int(text), MOST_OPTIONS) if text.isascii() and text.isdigit() and len(text) < 4 else 0


def _moved(rows: list[Any], what: str, empty: Any) -> list[Any]:
    deed, _, place = what.partition(":")
    at = int(place) if place.isascii() and place.isdigit() else -1
    if deed == "add" and len(rows) < MOST_OPTIONS:
        return [*rows, empty]
    if not 0 <= at < len(rows):
        return rows
    made = [row for number, row in enumerate(rows) if number != at]
    if deed in ("up", "down"):
        made.insert(max(at + (-1 if deed == "up" else 1), 0), rows[at])
    return made


def written(data: Data, place: str, given: Edited) -> tuple[Data, dict[str, Sentence]]:
    """Return the data with the question at `place` as typed, and what is wrong by name of input; then the data are not to be kept.

    Raises LookupError where nothing stands at `place`.
    """
    made = copied(data)
    here = spot(made, place)
    if here is None:
        raise LookupError(place)
    if "group" in here.item:
        return made, _write_group(here.item, given.typed)
    wrong = _write_words(here.item, given.typed)
    widget = given.typed.get("widget", "")
    if widget not in WIDGET_NAMES:
        return made, {**wrong, "widget": Sentence(N_("Chọn một mục trong danh sách."))}
    options, bad = _options(here.item, widget, given.options)
    wrong |= bad | _write_rest(here.item, widget, given)
    rule = here.rule if here.item["widget"] == widget else _same_mark(here.rule, widget)
    here.schema["properties"][here.field], bad = limits.rule_of(rule, widget, given.typed, [each["value"] for each in options])
    here.item["widget"] = widget
    _put(here.item, "options", options)
    require(here.schema, here.field, bool(given.typed.get("required")))
    return made, wrong | bad


def _same_mark(_rule: Data, widget: str) -> Data:
    """The rule of another kind of question begins anew."""
    return limits.first_rule(widget)


def _write_group(item: Data, typed: Typed) -> dict[str, Sentence]:
    wrong = _words(item, typed, "label", needed=True) | _words(item, typed, "item_label", needed=True) | _words(item, typed, "hint")
    least, most = typed.get("min", "").strip() or "0", typed.get("max", "").strip() or "20"
    if not (least.isdigit() and most.isdigit() and 0 <= int(least) <= int(most) <= 50 and int(most) > 0):
        return wrong | {"max": Sentence(N_("Số dòng: từ 0 đến 50, nhiều nhất không nhỏ hơn ít nhất."))}
    _put(item, "min", int(least) or None)
    _put(item, "max", int(most) if int(most) != 20 or "max" in item else None)
    return wrong


def _write_words(item: Data, typed: Typed) -> dict[str, Sentence]:
    wrong = _words(item, typed, "label", needed=True)
    for name in TEXTS[1:]:
        wrong |= _words(item, typed, name)
    messages = dict(item.get("messages", {}))
    for kind in MESSAGES:
        wrong |= _words(messages, typed, kind, f"say_{kind}")
    _put(item, "messages", messages)
    return wrong


def _words(holder: Data, typed: Typed, key: str, name: str = "", *, needed: bool = False) -> dict[str, Sentence]:
    """Write words in both languages into `holder`; both or none are wanted."""
    name = name or key
    told = {language: tidy(typed.get(f"{name}_{language}", "")) for language in BOTH}
    if needed or any(told.values()):
        missing = [language for language in BOTH if not told[language]]
        if missing:
            return {f"{name}_{missing[0]}": Sentence(BOTH_LANGUAGES)}
    _put(holder, key, told if any(told.values()) else None)
    return {}


def _options(item: Data, widget: str, rows: Sequence[Typed]) -> tuple[list[Data], dict[str, Sentence]]:
    """Return the options of a question that has any, conditions kept by value, and what is wrong with them."""
    if widget not in limits.CHOOSING:
        return [], {}
    before = {each["value"]: each for each in item.get("options", [])}
    made, wrong = list[Data](), dict[str, Sentence]()
    for at, row in enumerate(rows):
        if not any(tidy(text) for name, text in row.items() if name != "sex"):
            continue
        option, bad = _option_of(row, at, {each["value"] for each in made})
        kept = before.get(option["value"], {})
        made.append(option | ({"show_if": kept["show_if"]} if "show_if" in kept else {}))
        wrong |= bad
    if len(made) < 2 and widget != "checkbox" and not item.get("choices"):
        wrong |= {"options": Sentence(N_("Cần ít nhất hai câu trả lời để chọn."))}
    return made, wrong


def _option_of(row: Typed, at: int, taken: set[str]) -> tuple[Data, dict[str, Sentence]]:
    value, wrong = tidy(row["value"]), dict[str, Sentence]()
    if value in taken:
        wrong[f"option-{at}-value"] = Sentence(N_("Mã “%(value)s” đã dùng cho câu trả lời khác."), {"value": value})
    label = {language: tidy(row[language]) for language in BOTH}
    missing = [language for language in BOTH if not label[language]]
    if missing:
        wrong[f"option-{at}-{missing[0]}"] = Sentence(BOTH_LANGUAGES)
    option: Data = {"value": value or key_of(label["vi"], taken, "dap_an"), "label": label}
    hint = {language: tidy(row[f"hint_{language}"]) for language in BOTH}
    if any(hint.values()):
        option["hint"] = hint
        if not all(hint.values()):
            wrong[f"option-{at}-hint_{'vi' if hint['en'] else 'en'}"] = Sentence(BOTH_LANGUAGES)
    if row["sex"] in ("male", "female"):
        option["sex"] = row["sex"]
    return option, wrong


def _write_rest(item: Data, widget: str, given: Edited) -> dict[str, Sentence]:
    """Write suggestions, width, what a browser may fill in, where an answer may come from."""
    if "suggest" in given.typed:
        lines = [tidy(line) for line in given.typed["suggest"].splitlines() if tidy(line)]
        _put(item, "suggest", lines[:MOST_SUGGESTIONS])
    if "width" in given.typed:  # what this kind of question does not show stays
        _put(item, "width", int(given.typed["width"]) if given.typed["width"].isdigit() else None)
    _put(item, "autocomplete", given.typed.get("autocomplete", "") or None)
    if widget == "agency" or item.get("choices") == "agencies":
        _put(item, "choices", "agencies" if widget == "agency" else None)
    before = {f"{each['source']}.{each['path']}": each for each in prefills(item)}
    chosen = [each for each in given.sources if each]
    single = isinstance(item.get("prefill"), dict) and len(chosen) == 1
    made = [before.get(each) or dict(zip(("source", "path"), each.split(".", 1), strict=False)) for each in chosen]
    _put(item, "prefill", made[0] if single else made)
    bad = [at for at, each in enumerate(given.sources) if each and "." not in each]
    twice = [at for at, each in enumerate(given.sources) if each and each in given.sources[:at]]
    if bad or twice:
        return {f"source-{(bad + twice)[0]}": Sentence(N_("Chọn mỗi nguồn một lần, từ danh sách."))}
    return {}


def _put(holder: Data, key: str, value: Any) -> None:
    if value in (None, [], {}):
        holder.pop(key, None)
    else:
        holder[key] = value
