"""Two texts side by side: which lines changed, and within a line which words. Values in, values out."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

SAME, CHANGED, ADDED, GONE = "same", "changed", "added", "gone"
_ALIKE = 0.4  # below, two lines say different things: one went, another came


@dataclass(frozen=True)
class Span:
    """Words of one side of a change; `changed` marks those the other side does not have."""

    text: str
    changed: bool = False


@dataclass(frozen=True)
class Pair:
    """One line before and after; None where there is none. `kind` is same, changed, added or gone."""

    kind: str
    before: str | None
    after: str | None

    @property
    def old(self) -> list[Span]:
        """The line before, its words that went marked."""
        return spans(self.before or "", self.after or "")[0] if self.kind == CHANGED else [Span(self.before or "")]

    @property
    def new(self) -> list[Span]:
        """The line after, its new words marked."""
        return spans(self.before or "", self.after or "")[1] if self.kind == CHANGED else [Span(self.after or "")]


def spans(before: str, after: str) -> tuple[list[Span], list[Span]]:
    """Return both texts cut where their words differ; each side joined is its text again."""
    old, new = _words(before), _words(after)
    left, right = list[Span](), list[Span]()
    for tag, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        left += [Span("".join(old[i:j]), tag != "equal")] if j > i else []
        right += [Span("".join(new[k:m]), tag != "equal")] if m > k else []
    return left, right


def pairs(before: Sequence[str], after: Sequence[str]) -> list[Pair]:
    """Return every line of both sides in order: what is alike stands on one row."""
    found = list[Pair]()
    for tag, i, j, k, m in SequenceMatcher(None, list(before), list(after), autojunk=False).get_opcodes():
        if tag == "equal":
            found += [Pair(SAME, line, line) for line in before[i:j]]
        else:
            found += _matched(list(before[i:j]), list(after[k:m]))
    return found


def changes(before: Sequence[str], after: Sequence[str]) -> list[Pair]:
    """Return only the rows that differ."""
    return [pair for pair in pairs(before, after) if pair.kind != SAME]


def _matched(old: list[str], new: list[str]) -> Iterator[Pair]:
    """Lines of a block in which everything differs: each with the first later one that is like it, in order."""
    while old or new:
        if not old:
            yield Pair(ADDED, None, new.pop(0))
        elif not new:
            yield Pair(GONE, old.pop(0), None)
        else:
            like = next((at for at, line in enumerate(new) if _alike(old[0], line)), None)
            if like is None:
                yield Pair(GONE, old.pop(0), None)
                continue
            yield from (Pair(ADDED, None, line) for line in new[:like])
            yield Pair(CHANGED, old.pop(0), new[like])
            new = new[like + 1 :]


def _alike(one: str, other: str) -> bool:
    return SequenceMatcher(None, _words(one), _words(other), autojunk=False).ratio() >= _ALIKE


def _words(text: str) -> list[str]:
    return re.findall(r"\s+|[^\s]+", text)
