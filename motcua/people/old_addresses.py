"""An address in the city as it was written before 1/7/2025, with ward and district: which commune it lies in today.

Only what is sure is said: a former commune that went over whole, named with its district, or by a name that no other had and no present
commune has. A divided one lists the communes it may be; anything else stays text. Data: cities/<city>/former_communes.toml.
"""

import csv
import re
import tomllib
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from django.conf import settings

from motcua.lib.text import fold

MOST_CHARACTERS = 500
_KINDS = r"(?:phuong|xa|thi tran|quan|huyen|thi xa)"
# How people shorten the kind of a unit; a figure after P or Q is a numbered unit and stays as it is.
_SHORT = (
    (r"\bt\.?\s*p\.?\s+(?=[a-z])", "thanh pho "),
    (r"\btx\b\.?\s*", "thi xa "),
    (r"\btt\b\.?\s*", "thi tran "),
    (r"\b(?:p|ph)(?:\.\s*|\s+)(?=[a-z])", "phuong "),
    (r"\b(?:q)(?:\.\s*|\s+)(?=[a-z])", "quan "),
    (r"\b(?:h)(?:\.\s*|\s+)(?=[a-z])", "huyen "),
    (r"\b(?:x)(?:\.\s*|\s+)(?=[a-z])", "xa "),
)


@dataclass(frozen=True)
class Former:
    """A former commune found in an address: what it was, what it may be today (names), since which day. `now` '' when it is not sure."""

    ward: str
    district: str
    now: str
    candidates: tuple[str, ...]
    since: date

    @property
    def sure(self) -> bool:
        """Whether it lies in one commune today."""
        return bool(self.now)


@dataclass(frozen=True)
class _Unit:
    ward: str
    district: str
    codes: tuple[str, ...]


@dataclass(frozen=True)
class _Map:
    """Former units and districts by folded name, with and without their kind; `names` finds any of them, or a present commune."""

    since: date
    units: dict[str, list[_Unit]]
    districts: dict[str, str]
    present: dict[str, str]
    names: re.Pattern[str]


def read(text: str) -> Former | None:
    """Return the former commune that an address names, None when it names none, or one that may be another or a present one."""
    if not text.strip() or len(text) > MOST_CHARACTERS:
        return None
    known, plain = _map(settings.CITY_DATA), _plain(text)
    named = {found[0] for found in known.names.finditer(plain)}
    parts = {part.strip() for part in plain.split(",")}
    districts = {known.districts[name] for name in named | parts if name in known.districts}
    district = districts.pop() if len(districts) == 1 else None
    if district is None and named & {fold(name) for name in known.present.values()}:
        return None  # since 1/7/2025 addresses have no district: the name is that of a present commune
    units = {
        unit for name in (named | parts if district else named) for unit in known.units.get(name, ()) if district in (None, unit.district)
    }
    return _former(units.pop(), known) if len(units) == 1 else None


def _former(unit: _Unit, known: _Map) -> Former:
    names = tuple(known.present[code] for code in unit.codes)
    return Former(unit.ward, unit.district, names[0] if len(names) == 1 else "", names, known.since)


def _plain(text: str) -> str:
    """Folded, the kinds of units written out, what is no letter or figure a comma: 'so 5, phuong hang bac, quan hoan kiem'."""
    plain = fold(text)
    for short, whole in _SHORT:
        plain = re.sub(short, whole, plain)
    parts = re.split(r"[^a-z0-9 /.]+|\s-\s", plain)
    return ", ".join(tidied for part in parts if (tidied := " ".join(part.split()).strip(". ")))


@cache
def _map(folder: Path) -> _Map:
    path = folder / "former_communes.toml"
    if not path.exists():
        return _Map(date.max, {}, {}, {}, re.compile("(?!)"))
    told = tomllib.loads(path.read_text("utf-8"))
    units: dict[str, list[_Unit]] = defaultdict(list)
    districts: dict[str, str] = {}
    for district, wards in told["communes"].items():
        districts |= dict.fromkeys(_keys(district), district)
        for ward, codes in wards.items():
            for key in _keys(ward):
                units[key].append(_Unit(ward, district, tuple(codes)))
    present = _present(folder)
    names = {key for key in (*units, *districts, *(fold(name) for name in present.values())) if re.match(f"{_KINDS} ", key)}
    return _Map(told["from"], dict(units), districts, present, _any_of(names))


def _any_of(names: set[str]) -> re.Pattern[str]:
    """Any of these names as a whole: what follows is the end, a comma, another unit or the city."""
    longest_first = "|".join(sorted(map(re.escape, names), key=len, reverse=True))
    return re.compile(rf"(?<![a-z0-9])(?:{longest_first})(?=\s*(?:,|$|{_KINDS} |thanh pho|ha noi|viet nam))")


def _keys(name: str) -> set[str]:
    folded = fold(name)
    return {folded, re.sub(rf"^{_KINDS} ", "", folded)}


def _present(folder: Path) -> dict[str, str]:
    with (folder / "agencies.csv").open(newline="", encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["kind"] == "commune"]
    return {row["statistical_code"]: row["name"].removeprefix("UBND ") for row in rows}
