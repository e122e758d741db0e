"""Reading a form's definition: the schema of the answers and the layout beside it must agree, or the place is named."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import SchemaError

from motcua.ui.forms import conditions
from motcua.ui.forms.pages import WIDGETS, Group, Item, Option, Page, Prefill, Question
from motcua.ui.forms.paths import PATHS
from motcua.ui.words import Words

_NAME = re.compile(r"[a-z][a-z0-9_]{0,59}")
_MESSAGES = {"required", "format", "choice", "range", "length", "short", "past"}
_PAGE_KEYS = {"id", "title", "intro", "show_if", "questions"}
_GROUP_KEYS = {"group", "label", "item_label", "min", "max", "questions", "show_if", "hint"}
_QUESTION_KEYS = {
    *("field", "label", "short", "hint", "why", "widget", "options", "choices", "suggest"),
    *("prefill", "show_if", "width", "autocomplete", "messages"),
}
SOURCES = frozenset(PATHS)


class FormDefinitionError(ValueError):
    """A form that cannot be used; `place` is where, as in pages[1].questions[0]; `str()` gives place and reason."""

    def __init__(self, place: str, reason: str) -> None:
        super().__init__(f"{place}: {reason}")
        self.place = place


def read_schema(schema: Any) -> Mapping[str, Any]:
    """Return `schema` when it is a JSON Schema 2020-12 of an object. Raises FormDefinitionError otherwise."""
    if not isinstance(schema, Mapping) or schema.get("type") != "object" or not isinstance(schema.get("properties"), Mapping):
        raise FormDefinitionError("schema", "must describe an object with properties")
    try:
        Draft202012Validator.check_schema(schema)
    except SchemaError as error:
        raise FormDefinitionError("schema", error.message) from error
    return schema


class LayoutReader:
    """Reads pages one after another; remembers the fields met, so that a condition looks back or at any field, never at none."""

    def __init__(self, schema: Mapping[str, Any], *, in_group: bool = False) -> None:
        self.schema = schema
        self.in_group = in_group
        self.known = set(schema["properties"])
        self.seen: set[str] = set()

    def pages(self, layout: Any) -> tuple[Page, ...]:
        """Return the pages of `layout`. Raises FormDefinitionError, naming the place."""
        pages = layout.get("pages") if isinstance(layout, Mapping) else None
        if not isinstance(pages, Sequence) or isinstance(pages, str) or not pages:
            raise FormDefinitionError("layout", "needs pages")
        read = tuple(self._page(page, f"pages[{at}]") for at, page in enumerate(pages))
        if len({page.id for page in read}) != len(read):
            raise FormDefinitionError("layout", "two pages with one id")
        return read

    def _page(self, data: Any, place: str) -> Page:
        _only(data, _PAGE_KEYS, place)
        if not _NAME.fullmatch(str(data.get("id"))) or not isinstance(data.get("questions"), list):
            raise FormDefinitionError(place, "needs an id (a-z, 0-9, _) and questions")
        items = tuple(self._item(item, f"{place}.questions[{at}]") for at, item in enumerate(data["questions"]))
        title = _words(data, "title", place)
        return Page(data["id"], title, items, _maybe(data, "intro", place), self._condition(data, place))

    def _item(self, data: Any, place: str) -> Item:
        if isinstance(data, Mapping) and "group" in data:
            return self._group(data, place)
        return self._question(data, place, self.schema, self.known)

    def _group(self, data: Mapping[str, Any], place: str) -> Group:
        _only(data, _GROUP_KEYS, place)
        rows = self._claim(data["group"], place, self.schema).get("items")
        if not isinstance(rows, Mapping) or not isinstance(rows.get("properties"), Mapping):
            raise FormDefinitionError(place, "a group's field must be an array of objects in the schema")
        least, most = data.get("min", 0), data.get("max", 20)
        if not (isinstance(least, int) and isinstance(most, int) and 0 <= least <= most <= 50) or not data.get("questions"):
            raise FormDefinitionError(place, "needs questions and 0 <= min <= max <= 50")
        inner = LayoutReader(rows, in_group=True)
        known = self.known | inner.known
        questions = tuple(inner._question(each, f"{place}.questions[{at}]", rows, known) for at, each in enumerate(data["questions"]))
        names = (_words(data, "label", place), _words(data, "item_label", place))
        return Group(data["group"], *names, questions, least, most, _maybe(data, "hint", place), self._condition(data, place))

    def _question(self, data: Any, place: str, schema: Mapping[str, Any], known: set[str]) -> Question:
        _only(data, _QUESTION_KEYS, place)
        found = self._claim(data.get("field"), place, schema)
        if data.get("widget") not in WIDGETS:
            raise FormDefinitionError(place, f"unknown widget {data.get('widget')!r}")
        label = _words(data, "label", place)
        return Question(
            field=data["field"],
            label=label,
            widget=data["widget"],
            short=_maybe(data, "short", place) or label,
            hint=_maybe(data, "hint", place),
            why=_maybe(data, "why", place),
            options=self._options(data, place, known),
            choices=data.get("choices"),
            suggest=tuple(str(each) for each in data.get("suggest", ())),
            prefills=self._prefills(data, place),
            show_if=self._condition(data, place, known),
            width=data.get("width"),
            autocomplete=str(data.get("autocomplete", "")),
            messages=_messages(data, place),
            schema=found,
            required=data["field"] in schema.get("required", ()),
            asked_as_question="short" not in data and label.vi.endswith("?"),
        )

    def _claim(self, name: Any, place: str, schema: Mapping[str, Any]) -> Mapping[str, Any]:
        if not isinstance(name, str) or not _NAME.fullmatch(name):
            raise FormDefinitionError(place, f"bad field name {name!r}")
        if name not in schema["properties"]:
            raise FormDefinitionError(place, f"field {name!r} is not in the schema")
        if name in self.seen:
            raise FormDefinitionError(place, f"field {name!r} is asked twice")
        self.seen.add(name)
        found: Mapping[str, Any] = schema["properties"][name]
        return found

    def _condition(self, data: Mapping[str, Any], place: str, known: set[str] | None = None, key: str = "show_if") -> Any:
        if key not in data:
            return None
        try:
            return conditions.parse_condition(data[key], known or self.known)
        except conditions.ConditionError as error:
            raise FormDefinitionError(f"{place}.{key}", str(error)) from error

    def _prefills(self, data: Mapping[str, Any], place: str) -> tuple[Prefill, ...]:
        asked = data.get("prefill", [])
        asked = asked if isinstance(asked, list) else [asked]
        return tuple(self._prefill(each, f"{place}.prefill[{at}]") for at, each in enumerate(asked))

    def _prefill(self, data: Any, place: str) -> Prefill:
        _only(data, {"source", "path", "when"}, place)
        if data.get("source") not in SOURCES or not isinstance(data.get("path"), str):
            raise FormDefinitionError(place, f"needs a path and a source of {sorted(SOURCES)}")
        if data["path"] not in {each.name for each in PATHS[data["source"]]}:
            raise FormDefinitionError(place, f"{data['source']} does not tell {data['path']!r}")
        return Prefill(data["source"], data["path"], self._condition(data, place, key="when"))

    def _options(self, data: Mapping[str, Any], place: str, known: set[str]) -> tuple[Option, ...]:
        options = data.get("options", [])
        if data["widget"] in ("radios", "select") and not options and not data.get("choices"):
            raise FormDefinitionError(place, f"{data['widget']} needs options or choices")
        read = tuple(self._option(each, f"{place}.options[{at}]", known) for at, each in enumerate(options))
        if len({option.value for option in read}) != len(read):
            raise FormDefinitionError(place, "two options with one value")
        return read

    def _option(self, data: Any, place: str, known: set[str]) -> Option:
        _only(data, {"value", "label", "hint", "sex", "show_if"}, place)
        if not isinstance(data.get("value"), str) or not data["value"]:
            raise FormDefinitionError(place, "needs a value, as text")
        if data.get("sex", "") not in ("", "male", "female"):
            raise FormDefinitionError(place, "sex is male or female")
        if "show_if" in data and self.in_group:
            raise FormDefinitionError(place, "an option in a group has no condition")
        show_if = self._condition(data, place, known)
        return Option(data["value"], _words(data, "label", place), _maybe(data, "hint", place), data.get("sex", ""), show_if)


def _messages(data: Mapping[str, Any], place: str) -> dict[str, Words]:
    messages = data.get("messages", {})
    _only(messages, _MESSAGES, f"{place}.messages")
    return {key: _words(messages, key, f"{place}.messages") for key in messages}


def _only(data: Any, keys: set[str], place: str) -> None:
    if not isinstance(data, Mapping):
        raise FormDefinitionError(place, "must be an object")
    if unknown := set(data) - keys:
        raise FormDefinitionError(place, f"unknown {sorted(map(str, unknown))}")


def _words(data: Mapping[str, Any], key: str, place: str) -> Words:
    try:
        return Words.of(data.get(key))
    except ValueError as error:
        raise FormDefinitionError(f"{place}.{key}", str(error)) from error


def _maybe(data: Mapping[str, Any], key: str, place: str) -> Words | None:
    return _words(data, key, place) if key in data else None
