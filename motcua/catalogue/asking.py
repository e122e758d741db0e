"""The rows of a request for supplement, as counter and desk post them: read, added to, removed, filled from saved phrases. No write."""

from collections.abc import Mapping

from motcua.catalogue.models import Phrase, Requirement
from motcua.law.intake import AlreadyAsked, Item, ItemsMissing
from motcua.law.lifecycle import Refusal

MOST_ROWS = 20
_FIELDS = ("name", "instruction", "basis", "requirement")
Row = dict[str, str]


def posted_rows(posted: Mapping[str, str]) -> list[Row]:
    """Return the rows as typed, one more when "add" was pressed, one less for "remove"; blank ones go when neither was."""
    count = min(_number(posted.get("rows", "")), MOST_ROWS)
    rows = [{field: posted.get(f"{field}-{at}", "") for field in _FIELDS} for at in range(count)]
    if "_remove" in posted:
        rows = [row for at, row in enumerate(rows) if at != _number(posted["_remove"], none=-1)]
    elif "_phrase" in posted:
        return rows or [blank()]
    elif "_add" in posted:
        rows = [*rows, blank()][:MOST_ROWS]
    else:
        rows = [row for row in rows if any(text.strip() for text in row.values())]
    return rows or [blank()]


def with_phrase(rows: list[Row], key: str, phrases: list[Phrase]) -> list[Row]:
    """Return the rows with the words of a saved phrase in the first blank one, else in one more; as they were if it is none."""
    phrase = next((each for each in phrases if each.key == key), None)
    if phrase is None:
        return rows
    words = {**blank(), "name": phrase.name, "instruction": phrase.instruction, "basis": phrase.basis}
    at = next((at for at, row in enumerate(rows) if not any(row.values())), len(rows))
    return [*rows[:at], words, *rows[at + 1 :]][:MOST_ROWS]


def items_of(papers: list[Requirement], rows: list[Row]) -> list[Item]:
    """Return the rows as items; a row that only chose one of `papers` is named after it."""
    titles = {each.key: each.name["vi"] for each in papers}
    items = []
    for row in rows:
        chosen = row["requirement"] if row["requirement"] in titles else ""
        name = row["name"].strip() or titles.get(chosen, "")
        items.append(Item(name[:300], row["instruction"].strip(), row["basis"].strip()[:200], chosen))
    return items


def place_of(refusal: Refusal, rows: list[Row]) -> str:
    """Return the name of the input that the refusal speaks of."""
    if isinstance(refusal, AlreadyAsked):
        return "why_again"
    if isinstance(refusal, ItemsMissing):
        at = next((at for at, row in enumerate(rows) if not row["instruction"].strip()), 0)
        return f"instruction-{at}"
    return "reason"


def blank() -> Row:
    """Return a row with nothing in it."""
    return dict.fromkeys(_FIELDS, "")


def _number(text: str, none: int = 0) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 4 else none
