"""Pairs of procedures in the catalogue of today that may be one, beside what was decided of them."""

from datetime import date
from typing import Any

from django.db.models import F, Func, JSONField, Value

from motcua.catalogue.duplicates import Compared, Pair, duplicates
from motcua.catalogue.finder.rows import Catalogue, catalogue, stamp
from motcua.catalogue.finding import current
from motcua.catalogue.national_record import present

_last: list[tuple[Catalogue, list[Pair]]] = []


def pairs(day: date) -> list[Pair]:
    """Return the pairs of `day`, the likeliest first; kept as long as the catalogue they were found in."""
    listed = catalogue(day)
    if not (_last and _last[0][0] is listed):
        _last[:] = [(listed, duplicates(_compared(day)))]
    return _last[0][1]


def mark(day: date) -> str:
    """Return what changes whenever the catalogue is another: the newest procedure, revision and record."""
    return "|".join(str(part) for part in stamp(day)[:3])


def _compared(day: date) -> list[Compared]:
    papers = Func(F("facts"), Value("$.cases[*].requirements[*].name"), function="jsonb_path_query_array", output_field=JSONField())
    rows = present().annotate(papers=papers).values("procedure__code", "facts__name", "facts__results", "papers")
    nation = {row["procedure__code"]: row for row in rows}
    found = [_of_nation(code, row) for code, row in nation.items()]
    ours = current(day).prefetch_related("requirements")
    return found + [
        Compared(
            revision.procedure.code,
            revision.procedure.name["vi"],
            tuple(each.name["vi"] for each in revision.requirements.all()),
            tuple(each["vi"] for each in revision.facts.get("results", [])),
        )
        for revision in ours
        if revision.procedure.code not in nation
    ]


def _of_nation(code: str, row: Any) -> Compared:
    return Compared(
        code, row["facts__name"], tuple(row["papers"]), tuple(result["code"] or result["name"] for result in row["facts__results"])
    )
