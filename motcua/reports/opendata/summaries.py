"""Every procedure of the open data in short, for lists and filters: kept until anything changes, so that a list asks for no rows."""

from dataclasses import dataclass
from datetime import date

from motcua.reports.opendata.gathering import records, stamp
from motcua.reports.opendata.record import Json

_LEVELS = {"Cấp xã": "commune", "Cấp tỉnh": "province", "Cấp bộ": "ministry"}
_OF_KIND = {"commune": "commune", "department": "province", "city": "province", "centre": "province", "branch": "province"}
_last: dict[str, tuple["Summary", ...]] = {}


@dataclass(frozen=True)
class Summary:
    """One procedure: what a list shows, and what it is filtered by; `row` holds the fields of the record with the same names."""

    row: Json
    levels: frozenset[str]

    @property
    def code(self) -> str:
        """The procedure's code."""
        return str(self.row["code"])


@dataclass(frozen=True)
class Wanted:
    """What a list is narrowed to; None: whatever. `sector` is a code or a name, `level` commune, province or ministry."""

    sector: str | None = None
    level: str | None = None
    agency_kind: str | None = None
    service_level: str | None = None
    published_by_city: bool | None = None
    changed_since: date | None = None

    def fits(self, summary: Summary) -> bool:
        """Tell whether a procedure is wanted."""
        row = summary.row
        return (
            self.sector in (None, row["sector"]["code"], row["sector"]["vi"], row["sector"]["en"])
            and (self.level is None or self.level in summary.levels)
            and self.agency_kind in (None, row["agency_kind"])
            and self.service_level in (None, row["service_level"])
            and self.published_by_city in (None, row["published_by_city"])
            and (self.changed_since is None or date.fromisoformat(row["changed_on"]) >= self.changed_since)
        )


def summaries(day: date) -> tuple[Summary, ...]:
    """Return every procedure of `day` in order of code."""
    mark = stamp(day)
    if mark not in _last:
        made = tuple(_summary(record) for record in records(day))
        _last.clear()
        _last[mark] = made
    return _last[mark]


def sectors(day: date) -> list[Json]:
    """Return the sectors of the catalogue of `day`, each with how many procedures it has, in order of name."""
    found: dict[str, Json] = {}
    for summary in summaries(day):
        sector = summary.row["sector"]
        kept = found.setdefault(sector["vi"], {**sector, "procedures": 0})
        kept["procedures"] += 1
        kept["code"], kept["en"] = kept["code"] or sector["code"], kept["en"] or sector["en"]
    return sorted(found.values(), key=lambda sector: str(sector["vi"]))


def _summary(record: Json) -> Summary:
    nation = record["national_record"]
    told = {_LEVELS[each] for each in (nation["facts"].get("levels", []) if nation else []) if each in _LEVELS}
    ours = {_OF_KIND[record["agency_kind"]]} if record["published_by_city"] and record["agency_kind"] in _OF_KIND else set()
    names = ("code", "name", "sector", "published_by_city", "changed_on", "agency_kind", "service_level", "term", "applicants")
    revision = record["revision"]
    row = {name: record[name] for name in names} | {"revision": revision["number"] if revision else None}
    return Summary(row, frozenset(ours or told))
