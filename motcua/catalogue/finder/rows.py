"""The index over what is published today: the city's revisions and the nation's records, built anew when either changes."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models.fields.json import KT

from motcua.catalogue.finder.index import KEYWORDS, NAME, RESULT, SECTOR, Entry, Hit, Index
from motcua.catalogue.finder.sayings import Guide, read_guide
from motcua.catalogue.finding import current
from motcua.catalogue.models import NationalRecord, Procedure, Revision
from motcua.catalogue.national_record import present
from motcua.lib.remembering import for_a_moment

OURS, MINISTRY_ONLY = 1.02, 0.85
_last: dict[tuple[Any, ...], "Catalogue"] = {}


@dataclass(frozen=True)
class Listed:
    """What a list shows of a procedure: texts {"vi", "en"}; `ours` when the city has published it, so that one can apply here."""

    code: str
    name: dict[str, str]
    sector: dict[str, str]
    ours: bool
    applicants: frozenset[str]
    levels: tuple[str, ...]


@dataclass(frozen=True)
class Catalogue:
    """Everything that can be found on a day, by code in order, and its index."""

    listed: dict[str, Listed]
    index: Index

    def find(self, words: str, who: frozenset[str] = frozenset()) -> list[Hit]:
        """Return the hits best first; with `who` only procedures for one of these applicants, or told for nobody in particular."""
        hits = self.index.search(words) if words.strip() else [Hit(code, 0.0, ()) for code in self.listed]
        return [hit for hit in hits if not who or not self.listed[hit.code].applicants or self.listed[hit.code].applicants & who]


def catalogue(day: date) -> Catalogue:
    """Return the catalogue of `day`, kept until a procedure, revision or record changes (seen within moments)."""
    key = stamp(day)
    if key not in _last:
        built = _build(day)
        _last.clear()
        _last[key] = built
    return _last[key]


def stamp(day: date) -> tuple[Any, ...]:
    """Return what is another whenever the catalogue of `day` is. Three queries, remembered for a moment."""
    return (*_stamp(), day)


@for_a_moment
def _stamp() -> tuple[UUID | int | None, ...]:
    """The newest key of each table (keys are made in time order, every change adds a row) and when the city's sayings were written."""
    newest = (model.objects.order_by("-pk").values_list("pk", flat=True).first() for model in (Procedure, Revision, NationalRecord))
    return (*newest, _guide_file().stat().st_mtime_ns)


def _guide_file() -> Path:
    return Path(settings.CITY_DATA) / "finding.toml"


@for_a_moment
def guide(day: date) -> Guide:
    """Return the city's sayings, events and askers in force on `day`."""
    return read_guide(_guide_file(), day)


def _build(day: date) -> Catalogue:
    ours = {revision.procedure_id: revision.facts for revision in current(day).select_related(None).only("procedure_id", "facts")}
    nation = {row["procedure"]: row for row in _national()}
    listed, entries = {}, []
    for procedure in Procedure.objects.order_by("code"):
        if procedure.pk in ours or procedure.pk in nation:
            told = _listed(procedure, procedure.pk in ours, nation.get(procedure.pk, {}))
            listed[procedure.code] = told
            entries.append(_entry(procedure, told, ours.get(procedure.pk, {}), nation.get(procedure.pk, {})))
    return Catalogue(listed, Index(entries, guide(day).sayings))


def _national() -> list[dict[str, Any]]:
    names = {"keywords": KT("facts__keywords"), "title": KT("facts__name")}
    rows = present().values("procedure", "facts__applicants", "facts__levels", "facts__results", **names)
    return [dict(row) for row in rows]


def _listed(procedure: Procedure, ours: bool, nation: dict[str, Any]) -> Listed:
    applicants = frozenset(nation.get("facts__applicants") or ())
    return Listed(procedure.code, procedure.name, procedure.sector, ours, applicants, tuple(nation.get("facts__levels") or ()))


def _entry(procedure: Procedure, told: Listed, ours: dict[str, Any], nation: dict[str, Any]) -> Entry:
    results = [*(r.get("vi", "") for r in ours.get("results", [])), *(r["name"] for r in nation.get("facts__results") or ())]
    fields = {
        NAME: procedure.name.get("vi", ""),
        KEYWORDS: ". ".join([procedure.keywords, nation.get("keywords") or "", nation.get("title") or "", procedure.name.get("en", "")]),
        RESULT: ". ".join(results),
        SECTOR: procedure.sector.get("vi", ""),
    }
    boost = OURS if told.ours else MINISTRY_ONLY if told.levels == ("Cấp bộ",) else 1.0
    return Entry(procedure.code, fields, told.applicants, boost)
