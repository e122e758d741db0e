"""What people say and what the law calls it; the events of a life; who asks: dated data of the city (cities/<city>/finding.toml)."""

import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Saying:
    """Everyday words (`say`) for what the law calls `means`."""

    say: tuple[str, ...]
    means: str


@dataclass(frozen=True)
class Event:
    """An event of a life: texts {"vi", "en"}, the icon, and the procedures that belong to it, the first thing to do first."""

    key: str
    title: dict[str, str]
    behind: dict[str, str]
    icon: str
    codes: tuple[str, ...]


@dataclass(frozen=True)
class Who:
    """Who asks: the words of the portal's applicants that mean them."""

    key: str
    title: dict[str, str]
    applicants: frozenset[str]


@dataclass(frozen=True)
class Guide:
    """Everything the file says that holds on a day; `portal` is the address of the nation's portal."""

    sayings: tuple[Saying, ...]
    events: tuple[Event, ...]
    who: tuple[Who, ...]
    portal: str

    def event(self, key: str) -> Event | None:
        """Return the event named `key`, None where there is none."""
        return next((event for event in self.events if event.key == key), None)

    def applicants(self, key: str) -> frozenset[str]:
        """Return the portal's words for who asks; none for an unknown key: everybody."""
        return next((who.applicants for who in self.who if who.key == key), frozenset())


def read_guide(file: Path, day: date) -> Guide:
    """Return what holds on `day`. Raises OSError, KeyError or tomllib.TOMLDecodeError for a broken file."""
    data = tomllib.loads(file.read_text(encoding="utf-8"))
    sayings = tuple(Saying(tuple(row["say"]), row["means"]) for row in _holding(data, "saying", day))
    events = tuple(Event(row["key"], row["title"], row["behind"], row["icon"], tuple(row["codes"])) for row in _holding(data, "event", day))
    who = tuple(Who(row["key"], row["title"], frozenset(row["applicants"])) for row in _holding(data, "who", day))
    return Guide(sayings, events, who, data["portal"])


def _holding(data: dict[str, Any], table: str, day: date) -> list[dict[str, Any]]:
    """The rows of a table in force on `day`: a row's own dates, else those of the whole file."""
    begins = data["valid_from"]
    return [row for row in data.get(table, []) if row.get("valid_from", begins) <= day <= row.get("valid_to", date.max)]
