"""Read one row of an older system field by field: what cannot be read is a problem with its field's name, never a guess."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from motcua.law.calendar import HANOI
from motcua.lib.saying import N_, Sentence, Several
from motcua.lib.text import tidy

LONGEST = 2000


@dataclass(frozen=True)
class Problem:
    """What does not fit: the field (dotted), and why in words."""

    field: str
    why: Sentence


@dataclass
class Fields:
    """A row being read. `within` is the field it stands in; `problems` are shared with the row around it."""

    row: Mapping[str, Any]
    within: str = ""
    problems: list[Problem] = field(default_factory=list)

    def wrong(self, name: str, words: str, **values: object) -> None:
        """Note that field `name` does not fit."""
        self.problems.append(Problem(f"{self.within}{name}", Sentence(words, values)))

    def text(self, name: str) -> str:
        """Return a text, tidied; '' when it is not there. A number is taken as written."""
        found = self.row.get(name)
        if found is None:
            return ""
        if isinstance(found, bool) or not isinstance(found, str | int):
            self.wrong(name, N_("phải là chữ"))
            return ""
        if len(str(found)) > LONGEST:
            self.wrong(name, N_("dài quá %(most)s chữ"), most=LONGEST)
        return tidy(str(found))[:LONGEST]

    def needed(self, name: str) -> str:
        """Return a text that must be there."""
        found = self.text(name)
        if not found:
            self.wrong(name, N_("thiếu"))
        return found

    def choice(self, name: str, known: Sequence[Any], to: type = str, first: Any = None) -> Any:
        """Return one of `known`; `first` where nothing is said (None: it must be said)."""
        told = self.text(name)
        if not told and first is not None:
            return first
        try:
            found = to(told)
        except ValueError:
            found = None
        if found not in known:
            self.wrong(name, N_("“%(told)s” không có trong: %(known)s"), told=told, known=Several(tuple(known)))
            return to()
        return found

    def whole(self, name: str) -> int | None:
        """Return a whole number above zero, or None."""
        told = self.text(name)
        if not told:
            return None
        if not told.isascii() or not told.isdigit() or int(told) < 1:
            self.wrong(name, N_("phải là số nguyên dương"))
            return None
        return int(told)

    def day(self, name: str) -> date | None:
        """Return a day written 2026-11-26 or 26/11/2026, or None."""
        told = self.text(name)
        if not told:
            return None
        try:
            parts = told.split("/")
            return date(int(parts[2]), int(parts[1]), int(parts[0])) if len(parts) == 3 else date.fromisoformat(told[:10])
        except ValueError:
            self.wrong(name, N_("“%(told)s” không phải ngày"), told=told)
            return None

    def moments(self, *names: str, needed: bool = False) -> dict[str, datetime]:
        """Return the moments told, ISO 8601; one without a zone is of Hà Nội."""
        found = {}
        for name in names:
            told = self.needed(name) if needed else self.text(name)
            if not told:
                continue
            try:
                moment = datetime.fromisoformat(told)
            except ValueError:
                self.wrong(name, N_("“%(told)s” không phải ngày giờ, ví dụ 2026-11-26T09:30"), told=told)
                continue
            found[name] = moment.replace(tzinfo=HANOI) if moment.tzinfo is None else moment.astimezone(HANOI)
        return found

    def mapping(self, name: str) -> Mapping[str, Any]:
        """Return an object, {} when it is not there."""
        found = self.row.get(name) or {}
        if not isinstance(found, Mapping):
            self.wrong(name, N_("phải là một đối tượng JSON"))
            return {}
        return found

    def inside(self, name: str) -> "Fields":
        """Return the object in field `name`, to be read with the same list of problems."""
        return Fields(self.mapping(name), f"{self.within}{name}.", self.problems)

    def sequence(self, name: str) -> Sequence[Any]:
        """Return a list, [] when it is not there."""
        found = self.row.get(name) or []
        if isinstance(found, str) or not isinstance(found, Sequence):
            self.wrong(name, N_("phải là một danh sách"))
            return []
        return found

    def each(self, name: str) -> list["Fields"]:
        """Return the objects of the list in field `name`."""
        rows = self.sequence(name)
        if not all(isinstance(row, Mapping) for row in rows):
            self.wrong(name, N_("mỗi dòng phải là một đối tượng JSON"))
            return []
        return [Fields(row, f"{self.within}{name}[{at}].", self.problems) for at, row in enumerate(rows)]
