"""From what a browser posts to an answer, and back: one reader for each widget, tolerant of how people write."""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from motcua.people import numbers
from motcua.ui.forms.pages import Question

Posted = Mapping[str, Sequence[str]]
MOST_CHARACTERS = {"textarea": 10_000}
_MOST = 2_000
_DATE_PARTS = ("day", "month", "year")
_WHOLE_DATE = re.compile(r"([0-9]{1,4})\s*[/.\-]\s*([0-9]{1,2})\s*[/.\-]\s*([0-9]{1,4})")
_PHONE = re.compile(r"0[35789][0-9]{8}|02[0-9]{9}|\+[1-9][0-9]{7,14}")
_EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")


@dataclass(frozen=True)
class Parsed:
    """`value` is the answer, None when nothing was given; `problem` is the kind of message when it cannot be read."""

    value: Any = None
    problem: str = ""
    limit: int | None = None


def names(question: Question, name: str) -> list[str]:
    """Return the names that a browser posts for `question` called `name`."""
    return [f"{name}-{part}" for part in _DATE_PARTS] if question.widget == "date" else [name]


def typed(question: Question, name: str, posted: Posted) -> dict[str, list[str]]:
    """Return what was typed for `question`, by posted name, cleaned only of characters that no text can keep."""
    return {each: [_storable(str(text)) for text in posted[each]] for each in names(question, name) if each in posted}


def parse(question: Question, name: str, posted: Posted) -> Parsed:
    """Read the answer to `question`. Never raises: what cannot be read is a problem, and the caller keeps what was typed."""
    if question.widget == "date":
        return _date([_first(posted, each) for each in names(question, name)])
    if question.widget == "checkbox":
        return _checkbox(question, [_line(each) for each in posted.get(name, ())])
    text = _first(posted, name) if question.widget != "textarea" else _lines(posted, name)
    if not text:
        return Parsed()
    most = MOST_CHARACTERS.get(question.widget, _MOST)
    if len(text) > most:
        return Parsed(problem="length", limit=most)
    return _READERS.get(question.widget, _text)(question, text)


def posted_of(question: Question, name: str, answer: Any) -> dict[str, list[str]]:
    """Return what a browser would post for a kept `answer`: the way back, for showing it in its inputs."""
    if answer is None:
        return {}
    if question.widget == "date":
        year, month, day = ([*str(answer).split("-"), "", ""])[:3]
        values = (day.lstrip("0"), month.lstrip("0"), year)
        return {f"{name}-{part}": [value] for part, value in zip(_DATE_PARTS, values, strict=True)}
    if isinstance(answer, bool):
        return {name: ["yes"]} if answer else {}
    if isinstance(answer, list):
        return {name: [str(each) for each in answer]}
    return {name: [str(answer)]}


def _storable(text: str) -> str:
    return "".join(each for each in text if each in "\n\r\t" or unicodedata.category(each) not in ("Cc", "Cs"))


def _line(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", _storable(str(text))).split())


def _first(posted: Posted, name: str) -> str:
    values = posted.get(name) or ("",)
    return _line(values[0])


def _lines(posted: Posted, name: str) -> str:
    values = posted.get(name) or ("",)
    return "\n".join(_line(each) for each in str(values[0]).splitlines()).strip()


def _text(_question: Question, text: str) -> Parsed:
    return Parsed(text)


def _choice(question: Question, text: str) -> Parsed:
    if question.options and question.label_of(text) is None:
        return Parsed(problem="choice")
    return Parsed(text)


def _checkbox(question: Question, values: list[str]) -> Parsed:
    ticked = [each for each in values if each]
    if not question.many:
        return Parsed(bool(ticked))
    if any(question.label_of(each) is None for each in ticked):
        return Parsed(problem="choice")
    return Parsed(list(dict.fromkeys(ticked)) or None)


def _date(parts: list[str]) -> Parsed:
    if not any(parts):
        return Parsed()
    whole = _WHOLE_DATE.fullmatch(parts[0])
    if whole and not any(parts[1:]):
        parts = list(whole.groups())
        parts = parts[::-1] if len(parts[0]) == 4 else parts
    if not all(re.fullmatch("[0-9]{1,2}", each) for each in parts[:2]):
        return Parsed(problem="format")
    if not re.fullmatch("[0-9]{4}", parts[2]):
        return Parsed(problem="year")
    return _real_date(*(int(each) for each in parts))


def _real_date(day: int, month: int, year: int) -> Parsed:
    try:
        return Parsed(date(year, month, day).isoformat())
    except ValueError:
        return Parsed(problem="format")


def _number(question: Question, text: str) -> Parsed:
    plain = text.replace(" ", "").replace(",", ".")
    if not re.fullmatch(r"[+-]?[0-9]{1,15}(\.[0-9]{1,6})?", plain):
        return Parsed(problem="format")
    number = float(plain)
    if number == int(number):
        return Parsed(int(number))
    return Parsed(problem="format") if question.schema.get("type") == "integer" else Parsed(number)


def _year(question: Question, text: str) -> Parsed:
    if not re.fullmatch("[0-9]{4}", text):
        return Parsed(problem="format")
    return Parsed(int(text) if question.schema.get("type") == "integer" else text)


def _personal_number(_question: Question, text: str) -> Parsed:
    digits = re.sub(r"[\s.\-]", "", text)
    return Parsed(digits) if re.fullmatch("[0-9]{12}", digits) else Parsed(problem="format")


def phone_number(text: str) -> str:
    """Return a phone number as it is kept, '' when it is none: a mobile or fixed number of Vietnam, or a foreign one with its +code."""
    digits = re.sub(r"^(\+84|0084)", "0", re.sub(r"[\s.\-()]", "", text))
    return digits if _PHONE.fullmatch(digits) else ""


def _phone(_question: Question, text: str) -> Parsed:
    number = phone_number(text)
    return Parsed(number) if number else Parsed(problem="format")


def _email(_question: Question, text: str) -> Parsed:
    return Parsed(text) if len(text) <= 254 and _EMAIL.fullmatch(text) else Parsed(problem="format")


def _tax_code(_question: Question, text: str) -> Parsed:
    found = numbers.tax_code(text)
    return Parsed(found.code) if found else Parsed(problem="format")


def _insurance_code(_question: Question, text: str) -> Parsed:
    card = numbers.health_card(text)
    found = card.code if card else numbers.insurance_code(text)
    return Parsed(found.code) if found else Parsed(problem="format")


_READERS: dict[str, Callable[[Question, str], Parsed]] = {
    "radios": _choice,
    "select": _choice,
    "agency": _choice,
    "number": _number,
    "year": _year,
    "personal_number": _personal_number,
    "phone": _phone,
    "email": _email,
    "tax_code": _tax_code,
    "insurance_code": _insurance_code,
}
