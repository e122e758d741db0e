"""What a result paper says, as lines; what its signed PDF says; whether the two are the same, word for word."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from motcua.documents.reading import text_of
from motcua.lib.differ import Pair, changes


@dataclass(frozen=True)
class Against:
    """A signed PDF beside the draft: `missing` are lines of the draft it does not say, `changed` lines in which the two PDFs differ."""

    missing: list[str]
    changed: list[Pair]

    @property
    def equal(self) -> bool:
        """The signed paper says what the draft said, no more and no less."""
        return not self.missing and not self.changed


def lines_of(values: dict[str, Any]) -> list[str]:
    """Return the lines of a result paper from its values, in the order they are printed."""
    return [line for line in _lines(values) if line.strip()]


def against(values: dict[str, Any], draft: bytes, signed: bytes) -> Against:
    """Compare a signed PDF with the draft, both read back out of the files themselves. Raises Unreadable.

    What signatures draw (stamps, number, seal) stands outside the text of the pages and is not compared.
    """
    said = text_of(signed)
    return Against(_missing(lines_of(values), said), changes(_pieces(text_of(draft)), _pieces(said)))


def _lines(values: dict[str, Any]) -> Iterator[str]:
    yield values["title"]
    yield values["subtitle"]
    yield from values["basis"]
    for part in values["body"]:
        yield from _part(part)
    yield from values["recipients"]
    yield values["signer_title"].replace("\n", " ")
    yield values["signer_name"]


def _part(part: dict[str, Any]) -> Iterator[str]:
    if "facts" in part:
        yield from (f"{label}: {value}" for label, value in part["facts"])
    elif "table" in part:
        yield from (" | ".join(row) for row in [part["table"]["head"], *part["table"]["rows"]])
    else:
        yield part.get("text", part.get("note", ""))


def _missing(lines: list[str], said: str) -> list[str]:
    """The lines whose letters do not stand in the text; a line of a table by its cells, whose words may be broken."""
    whole = _letters(said)
    return [line for line in lines if any(_letters(cell) not in whole for cell in line.split(" | "))]


def _letters(text: str) -> str:
    return "".join(letter for letter in unicodedata.normalize("NFC", text).casefold() if letter.isalnum())


def _pieces(text: str) -> list[str]:
    return [line for each in text.splitlines() if (line := " ".join(each.split()))]
