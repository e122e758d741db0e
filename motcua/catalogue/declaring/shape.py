"""A form's data as a tree of places: pages, questions, groups with questions of their own. Every change returns new data.

A place is the field of a question or group ("phone"), or of a question in a group ("children.name").
"""

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

Data = dict[str, Any]
SCHEMA = "https://json-schema.org/draft/2020-12/schema"


@dataclass(frozen=True)
class Spot:
    """Where one question or group stands: its page (from 0), the list that holds it, its number there, the schema of that list."""

    page: int
    beside: list[Data]
    at: int
    schema: Data
    group: str = ""

    @property
    def item(self) -> Data:
        """The question or group itself."""
        return self.beside[self.at]

    @property
    def field(self) -> str:
        """Its own field name."""
        return field_of(self.item)

    @property
    def place(self) -> str:
        """Its place, as addresses and messages name it."""
        return f"{self.group}.{self.field}" if self.group else self.field

    @property
    def rule(self) -> Data:
        """What the schema says of its answer."""
        found: Data = self.schema["properties"].get(self.field, {})
        return found

    @property
    def required(self) -> bool:
        """Whether it must be answered."""
        return self.field in self.schema.get("required", [])


def empty() -> Data:
    """Return a form without a page."""
    return {"schema": {"$schema": SCHEMA, "type": "object", "properties": {}, "required": []}, "layout": {"pages": []}}


def copied(data: Data) -> Data:
    """Return a copy that may be changed."""
    return deepcopy(data)


def pages(data: Data) -> list[Data]:
    """The pages of a form."""
    found: list[Data] = data["layout"]["pages"]
    return found


def page_at(data: Data, page_id: str) -> int | None:
    """Return the number of a page, from 0; None when there is none."""
    return next((at for at, page in enumerate(pages(data)) if page["id"] == page_id), None)


def field_of(item: Data) -> str:
    """Return the field of a question or group."""
    return str(item.get("group") or item.get("field", ""))


def spots(data: Data) -> Iterator[Spot]:
    """Yield every question and group in the order of the form, questions of a group after it."""
    for number, page in enumerate(pages(data)):
        for at, item in enumerate(page["questions"]):
            yield Spot(number, page["questions"], at, data["schema"])
            if "group" in item:
                rows = data["schema"]["properties"].get(item["group"], {}).get("items", {"properties": {}})
                yield from (Spot(number, item["questions"], inner, rows, item["group"]) for inner in range(len(item["questions"])))


def spot(data: Data, place: str) -> Spot | None:
    """Return where `place` stands, None when nothing does."""
    return next((each for each in spots(data) if each.place == place), None)


def titles(data: Data) -> dict[str, Data]:
    """Return the short name (or the question) by place, each {"vi", "en"}."""
    return {each.place: each.item.get("short") or each.item["label"] for each in spots(data)}


def fields(data: Data) -> set[str]:
    """Return the fields asked outside groups, groups included."""
    return {each.field for each in spots(data) if not each.group}
