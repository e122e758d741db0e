"""Plain values that components show; doors fill them, templates only loop and choose."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True)
class PersonMenu:
    """Who is signed in; set it as `request.person_menu`. `links` are (label, address) pairs."""

    name: str
    role: str = ""
    links: Sequence[tuple[str, str]] = ()
    sign_out_url: str = ""


@dataclass(frozen=True)
class Point:
    """One point of a timeline. `state`: done, now or later; `title` in a citizen's words; `note` says who and when."""

    title: str
    note: str = ""
    state: str = "later"
    icon: str = ""


@dataclass(frozen=True)
class Count:
    """One filter with how many rows it holds. `tone`: good, soon, bad, still or empty."""

    label: str
    number: int
    url: str
    tone: str = ""
    current: bool = False


@dataclass(frozen=True)
class WorkRow:
    """One dossier in a worklist. `minutes` are working minutes left, None while the clock is paused (`paused_note` says why)."""

    url: str
    title: str
    code: str
    applicant: str
    channel: str
    step: str
    holder: str
    minutes: int | None
    due_at: datetime | None = None
    paused_note: str = ""
    mine: bool = False
    current: bool = False
    soon_within: int = 480


@dataclass(frozen=True)
class FileRow:
    """A file given or got. `size` in bytes; `note` is free words (pages, who signed); `tone` and `state` make the tag."""

    name: str
    url: str = ""
    size: int | None = None
    note: str = ""
    tone: str = ""
    state: str = ""


@dataclass(frozen=True)
class Source:
    """Where a filled-in value came from: `name` of the register in words, and when it was asked (with zone)."""

    name: Any
    at: datetime
