"""Which agency takes over from which: the lines of a merger, read and judged before anything is moved.

Names of columns: old_code, new_code, and where an agency is divided `share` (whole, part, part default) and `for`, which says
what goes to that part: codes of dossiers, names of officers' accounts, or * for all the rest.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from motcua.lib.saying import N_, Said, Sentence

REST = "*"
_BETWEEN = re.compile(r"[\s,;|]+")


class LinesError(Said, ValueError):
    """The table has not the columns of a merger."""


class Share(StrEnum):
    """How much of the old agency a line speaks of. The default part keeps the archive; it decides nothing that is open."""

    WHOLE = "whole"
    PART = "part"
    DEFAULT = "part default"


@dataclass(frozen=True)
class Line:
    """One line: `row` as counted in the file (the head is 1), what goes to this part by name, `rest` for everything not named."""

    row: int
    old: str
    new: str
    share: Share
    named: frozenset[str] = frozenset()
    rest: bool = False


@dataclass(frozen=True)
class Problem:
    """What must be settled before the merger can be done: the line (0 for none), the old agency's code, the sentence why."""

    row: int
    code: str
    why: Sentence


def read(rows: Iterable[Mapping[str, str | None]]) -> tuple[list[Line], list[Problem]]:
    """Return the lines and what is wrong with them; without `share`, one line is the whole and several are parts. Raises LinesError."""
    table = [{k: (v or "").strip() for k, v in row.items() if k is not None and not isinstance(v, list)} for row in rows]
    if not table or not {"old_code", "new_code"} <= set(table[0]):
        raise LinesError(N_("Tệp phải có các cột old_code, new_code và ít nhất một dòng."))
    seen = [row["old_code"] for row in table]
    lines, problems = [], []
    for number, row in enumerate(table, 2):
        share = " ".join(_BETWEEN.split(row.get("share", ""))) or (Share.WHOLE if seen.count(row["old_code"]) == 1 else Share.PART)
        if not row["old_code"] or not row["new_code"] or share not in set(Share):
            why = N_("Dòng thiếu mã, hoặc share không phải whole, part, part default.")
            problems.append(Problem(number, row["old_code"], Sentence(why)))
            continue
        named = frozenset(filter(None, _BETWEEN.split(row.get("for", ""))))
        lines.append(Line(number, row["old_code"], row["new_code"], Share(share), named - {REST}, REST in named))
    return lines, [*problems, *_together(lines)]


def _together(lines: Sequence[Line]) -> list[Problem]:
    """Judge the lines of one old agency beside each other."""
    problems = []
    for old in dict.fromkeys(line.old for line in lines):
        parts = [line for line in lines if line.old == old]
        if len(parts) > 1 and any(p.share is Share.WHOLE for p in parts):
            problems.append(Problem(parts[0].row, old, Sentence(N_("Cơ quan có dòng “whole” thì không có dòng nào khác."))))
        if len({p.new for p in parts if p.rest}) > 1:
            problems.append(Problem(parts[0].row, old, Sentence(N_("Chỉ một cơ quan mới nhận phần còn lại (for = *)."))))
        named = [(name, p.new) for p in parts for name in p.named]
        twice = {a for a, new in named for b, other in named if a == b and new != other}
        problems += [
            Problem(parts[0].row, old, Sentence(N_("“%(name)s” được giao cho hai cơ quan."), {"name": name})) for name in sorted(twice)
        ]
    return problems


def heir(parts: Sequence[Line], names: Collection[str]) -> Line | None:
    """Return the part that what bears one of `names` goes to; None when a divided agency's papers do not say: a person must.

    Named first, then the rest; an agency that goes over whole asks nothing.
    """
    for part in parts:
        if part.share is Share.WHOLE or part.named & set(names):
            return part
    return next((part for part in parts if part.rest), None)


def archivist(parts: Sequence[Line]) -> Line:
    """Return the part that answers for what is closed: the whole, else who takes the rest, else the default part, else the first."""
    order = [[p for p in parts if p.share is Share.WHOLE], [p for p in parts if p.rest], [p for p in parts if p.share is Share.DEFAULT]]
    return next((found[0] for found in order if found), parts[0])
