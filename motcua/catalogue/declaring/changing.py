"""Changes of a form's data, one small one each: pages and questions added, changed, moved, taken out. New data come back."""

import re
from typing import Any

from motcua.catalogue.declaring.limits import first_rule
from motcua.catalogue.declaring.shape import Data, copied, field_of, page_at, pages, spot, spots
from motcua.lib.text import fold

UP, DOWN = "up", "down"
_NAME = re.compile(r"[a-z][a-z0-9_]{0,59}")


def key_of(words: str, taken: set[str], otherwise: str) -> str:
    """Return a name made of words (a-z, 0-9, _), unlike any in `taken`."""
    base = re.sub(r"[^a-z0-9]+", "_", fold(words)).strip("_")[:40] or otherwise
    base = base if base[0].isalpha() else f"{otherwise}_{base}"
    found, number = base, 2
    while found in taken:
        found, number = f"{base}_{number}", number + 1
    return found


def is_key(text: str) -> bool:
    """Tell whether `text` may be the name of a page or a field."""
    return bool(_NAME.fullmatch(text))


def add_page(data: Data, title: Data, after: str = "") -> tuple[Data, str]:
    """Put an empty page after the page `after` ("": at the end); its id comes from its title."""
    made = copied(data)
    page_id = key_of(title["vi"], {page["id"] for page in pages(data)}, "trang")
    at = page_at(made, after)
    pages(made).insert(len(pages(made)) if at is None else at + 1, {"id": page_id, "title": title, "questions": []})
    return made, page_id


def change_page(data: Data, page_id: str, title: Data, intro: Data | None) -> Data:
    """Write a page's title and introduction anew."""
    made = copied(data)
    page = pages(made)[_page(made, page_id)]
    page["title"] = title
    _set(page, "intro", intro)
    return made


def move_page(data: Data, page_id: str, way: str) -> Data:
    """Let a page change places with the one before (up) or after it."""
    made = copied(data)
    _swap(pages(made), _page(made, page_id), way)
    return made


def remove_page(data: Data, page_id: str) -> Data:
    """Take a page out with all it asks."""
    made = copied(data)
    for item in pages(made).pop(_page(made, page_id))["questions"]:
        _forget(made["schema"], field_of(item))
    return made


def _page(data: Data, page_id: str) -> int:
    at = page_at(data, page_id)
    if at is None:
        raise LookupError(page_id)
    return at


def add_question(data: Data, page_id: str, label: Data, widget: str, *, group: str = "", field: str = "") -> tuple[Data, str]:
    """Put a question at the end of a page, or of a group on it; it must be answered until told otherwise. Returns its place."""
    made = copied(data)
    schema, beside = _holder(made, page_id, group)
    name = field or key_of(label["vi"], _taken(made), "cau")
    item: Data = {"field": name, "label": label, "widget": widget}
    if widget == "agency":
        item["choices"] = "agencies"
    if widget in ("radios", "select"):
        item["options"] = []
    beside.append(item)
    schema["properties"][name] = first_rule(widget)
    require(schema, name, True)
    return made, f"{group}.{name}" if group else name


def add_group(data: Data, page_id: str, label: Data, item_label: Data) -> tuple[Data, str]:
    """Put a group of repeated questions at the end of a page. Returns its place."""
    made = copied(data)
    name = key_of(label["vi"], _taken(made), "nhom")
    pages(made)[_page(made, page_id)]["questions"].append({"group": name, "label": label, "item_label": item_label, "questions": []})
    made["schema"]["properties"][name] = {"type": "array", "items": {"type": "object", "properties": {}, "required": []}}
    return made, name


def _holder(made: Data, page_id: str, group: str) -> tuple[Data, list[Data]]:
    found = spot(made, group) if group else None
    if found is None:
        return made["schema"], pages(made)[_page(made, page_id)]["questions"]
    return found.rule["items"], found.item["questions"]


def _taken(data: Data) -> set[str]:
    """Names that are used, in groups too: a condition in a group sees both."""
    return {each.field for each in spots(data)}


def move_question(data: Data, place: str, way: str) -> Data:
    """Let a question change places with its neighbour; beyond the edge of its page it goes to the page before or after."""
    made = copied(data)
    here = spot(made, place)
    if here is None:
        raise LookupError(place)
    to = here.at + (-1 if way == UP else 1)
    if 0 <= to < len(here.beside):
        _swap(here.beside, here.at, way)
    elif not here.group and 0 <= (page := here.page + (-1 if way == UP else 1)) < len(pages(made)):
        there = pages(made)[page]["questions"]
        there.insert(len(there) if way == UP else 0, here.beside.pop(here.at))
    return made


def send_question(data: Data, place: str, page_id: str) -> Data:
    """Put a question at the end of another page."""
    made = copied(data)
    here = spot(made, place)
    if here is None or here.group:
        raise LookupError(place)
    pages(made)[_page(made, page_id)]["questions"].append(here.beside.pop(here.at))
    return made


def remove_question(data: Data, place: str) -> Data:
    """Take a question or group out of pages and schema."""
    made = copied(data)
    here = spot(made, place)
    if here is None:
        raise LookupError(place)
    field = here.field
    here.beside.pop(here.at)
    _forget(here.schema, field)
    return made


def set_condition(data: Data, target: str, condition: Data | None) -> Data:
    """Write a condition anew. `target`: page:ID, question:PLACE, option:PLACE:VALUE or prefill:PLACE:NUMBER."""
    made = copied(data)
    holder, key = held_by(made, target)
    _set(holder, key, condition)
    return made


def held_by(data: Data, target: str) -> tuple[Data, str]:
    """Return what holds the condition named `target`, and under which key. Raises LookupError."""
    kind, _, rest = target.partition(":")
    if kind == "page":
        return pages(data)[_page(data, rest)], "show_if"
    place, _, part = rest.partition(":")
    here = spot(data, place)
    if here is None:
        raise LookupError(target)
    if kind == "question":
        return here.item, "show_if"
    if kind == "option":
        found = next((each for each in here.item.get("options", []) if each["value"] == part), None)
        if found is not None and not here.group:
            return found, "show_if"
    if kind == "prefill" and part.isdigit() and int(part) < len(prefills(here.item)):
        here.item["prefill"] = prefills(here.item)
        return here.item["prefill"][int(part)], "when"
    raise LookupError(target)


def prefills(item: Data) -> list[Data]:
    """Return where an answer may come from, as a list whatever was written."""
    found: Any = item.get("prefill", [])
    return found if isinstance(found, list) else [found]


def require(schema: Data, field: str, on: bool) -> None:
    """Write into `schema` whether `field` must be answered."""
    names = [name for name in schema.get("required", []) if name != field or on]
    schema["required"] = names if field in names or not on else [*names, field]


def _forget(schema: Data, field: str) -> None:
    schema["properties"].pop(field, None)
    require(schema, field, False)


def _set(holder: Data, key: str, value: Any) -> None:
    if value in (None, {}, []):
        holder.pop(key, None)
    else:
        holder[key] = value


def _swap(rows: list[Data], at: int, way: str) -> None:
    to = at + (-1 if way == UP else 1)
    if 0 <= to < len(rows):
        rows[at], rows[to] = rows[to], rows[at]
