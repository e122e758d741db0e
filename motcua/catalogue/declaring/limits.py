"""What the schema says of an answer, as the editor's fields: limits by kind of question, to text and back."""

from collections.abc import Mapping
from typing import Any

from motcua.catalogue.declaring.shape import Data
from motcua.lib.saying import N_, Sentence

LENGTH, RANGE, DAY = ("min_length", "max_length"), ("least", "over", "most", "whole"), ("not_after_today",)
LIMITS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("text", "textarea", "address", "phone", "email", "tax_code", "insurance_code"), LENGTH),
    "number": RANGE,
    "year": ("least", "most", *DAY),
    "date": DAY,
    "checkbox": ("must",),
}
CHOOSING = ("radios", "select", "checkbox")
_KEYS = {"min_length": "minLength", "max_length": "maxLength", "least": "minimum", "most": "maximum", "over": "exclusiveMinimum"}
KNOWN = frozenset(
    (*_KEYS.values(), "type", "enum", "const", "items", "uniqueItems", "minItems", "format", "x-not-after", "x-personal"),
)
_SHAPES: dict[str, Data] = {
    "date": {"type": "string", "format": "date"},
    "personal_number": {"type": "string", "pattern": "^[0-9]{12}$"},
    "tax_code": {"type": "string", "maxLength": 20},
    "insurance_code": {"type": "string", "maxLength": 20},
    "agency": {"type": "string", "maxLength": 20},
    "phone": {"type": "string", "maxLength": 20},
    "email": {"type": "string", "maxLength": 254},
    "number": {"type": "integer", "minimum": 0},
    "year": {"type": "integer", "minimum": 1900, "maximum": 2100},
    "textarea": {"type": "string", "minLength": 2, "maxLength": 2000},
}
WRONG_NUMBER = N_("Ghi bằng số, ví dụ 200.")


def first_rule(widget: str) -> Data:
    """Return what the schema says at first of an answer to a new question of this kind."""
    if widget in CHOOSING:
        return {"type": "boolean"} if widget == "checkbox" else {"enum": []}
    return dict(_SHAPES.get(widget, {"type": "string", "minLength": 1, "maxLength": 200}))


def typed_of(rule: Mapping[str, Any]) -> dict[str, str]:
    """Return the limits of a rule as text; what is not limited is empty."""
    found = {name: _text(rule.get(key)) for name, key in _KEYS.items()}
    ticks = {
        "whole": rule.get("type") == "integer",
        "must": rule.get("const") is True,
        "not_after_today": rule.get("x-not-after") == "today",
        "personal": rule.get("x-personal") is True,
    }
    return found | {name: "yes" if on else "" for name, on in ticks.items()}


def _text(value: Any) -> str:
    return "" if value is None else str(value).replace(".", ",")


def rule_of(rule: Data, widget: str, typed: Mapping[str, str], values: list[str]) -> tuple[Data, dict[str, Sentence]]:
    """Return the rule that `typed` makes of an answer (`values` are its options), and what is wrong by field. What we do not edit stays."""
    numbers, wrong = _numbers(widget, typed)
    made = {key: value for key, value in rule.items() if key not in KNOWN}
    made |= _base(widget, typed, values, rule)
    made |= {_KEYS[name]: number for name, number in numbers.items()}
    if "not_after_today" in LIMITS.get(widget, ()) and typed.get("not_after_today"):
        made["x-not-after"] = "today"
    if typed.get("personal"):
        made["x-personal"] = True
    return made, wrong or _crossed(numbers)


def _base(widget: str, typed: Mapping[str, str], values: list[str], rule: Data) -> Data:
    if widget == "checkbox":
        if values:
            least = {"minItems": rule["minItems"]} if "minItems" in rule else {}
            return {"type": "array", "items": {"enum": values}, "uniqueItems": True, **least}
        return {"const": True} if typed.get("must") else {"type": "boolean"}
    if widget in CHOOSING:
        return {"enum": values} if values or "enum" in rule else {"type": "string"}
    if widget == "number":
        return {"type": "integer" if typed.get("whole") else "number"}
    if widget == "year" and rule.get("type") == "string":
        return {"type": "string"}
    kept = ("type", "format") if widget == "date" else ("type", "maxLength") if widget == "agency" else ("type",)
    base = {key: value for key, value in first_rule(widget).items() if key in kept}
    return {**base, **{key: rule[key] for key in kept if key in rule}}


def _numbers(widget: str, typed: Mapping[str, str]) -> tuple[dict[str, float | int], dict[str, Sentence]]:
    found, wrong = dict[str, float | int](), dict[str, Sentence]()
    for name in LIMITS.get(widget, ()):
        text = typed.get(name, "").strip().replace(" ", "").replace(",", ".")
        if name not in _KEYS or not text:
            continue
        try:
            number = float(text)
        except ValueError:
            wrong[name] = Sentence(WRONG_NUMBER)
            continue
        if not abs(number) <= 10**12 or (name in LENGTH and (number < 0 or number != int(number))):
            wrong[name] = Sentence(WRONG_NUMBER)
            continue
        found[name] = int(number) if number == int(number) else number
    return found, wrong


def _crossed(numbers: Mapping[str, float | int]) -> dict[str, Sentence]:
    for low, high in (("min_length", "max_length"), ("least", "most"), ("over", "most")):
        if low in numbers and high in numbers and numbers[low] > numbers[high]:
            return {high: Sentence(N_("Giới hạn trên phải không nhỏ hơn giới hạn dưới."))}
    return {}
