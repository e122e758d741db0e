"""The questions of a form as open data: what is asked, never what anybody answered."""

from collections.abc import Iterator
from typing import Any

Json = dict[str, Any]


def questions_of(form: Json) -> list[Json]:
    """Return every question of a form ({"schema", "layout"}) in order; one that repeats names its group."""
    return [each for page in form.get("layout", {}).get("pages", []) for each in _of_page(page, form.get("schema", {}))]


def _of_page(page: Json, schema: Json) -> Iterator[Json]:
    for item in page.get("questions", []):
        if "group" in item:
            rows = schema.get("properties", {}).get(item["group"], {}).get("items", {})
            yield from (_question(each, page, rows, item["group"]) for each in item.get("questions", []))
        else:
            yield _question(item, page, schema, "")


def _question(item: Json, page: Json, schema: Json, group: str) -> Json:
    field = schema.get("properties", {}).get(item.get("field"), {})
    options = [{"value": each["value"], **_both(each["label"])} for each in item.get("options", [])]
    return {
        "page": page["id"],
        "group": group,
        "field": item.get("field", ""),
        "label": _both(item.get("label") or {}),
        "type": field.get("type") or ("choice" if "enum" in field else ""),
        "required": item.get("field") in schema.get("required", ()),
        "personal": field.get("x-personal") is True,
        "options": options,
        "asked_if": item.get("show_if") or page.get("show_if"),
    }


def _both(text: Json) -> Json:
    return {"vi": text.get("vi", ""), "en": text.get("en", "")}
