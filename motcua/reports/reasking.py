"""The re-ask rate: of what the state holds, how much was asked of people again, by procedure and cause; and where our own dossiers had it.

Counted from rows written when each dossier was submitted, and from papers asked in place of data; nothing personal is read.
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import Count, Sum

from motcua.catalogue.models import Procedure
from motcua.catalogue.models import words as words_of
from motcua.dossiers.models import Dossier, PaperInstead, Reasked
from motcua.law.once_only import Cause, Tally

MOST = 200
_CAUSES = """
SELECT r.procedure, row->>'cause', count(*), count(*) FILTER (WHERE row->>'held' <> '')
FROM dossiers_reasked r, jsonb_array_elements(r.rows) AS row WHERE r.at >= %s AND r.at < %s GROUP BY 1, 2
"""
_CASES = """
SELECT r.dossier_id, row->>'name', row->>'source', row->>'held', r.at
FROM dossiers_reasked r, jsonb_array_elements(r.rows) AS row
WHERE r.at >= %s AND r.at < %s AND r.procedure = %s AND row->>'cause' = %s ORDER BY r.at DESC, r.dossier_id LIMIT %s
"""


@dataclass
class Line:
    """One procedure in a period: dossiers submitted, what was asked again of what the state holds; `ours`: had in our own dossiers."""

    code: str
    name: str
    dossiers: int = 0
    tally: Tally = field(default_factory=Tally)
    ours: int = 0


@dataclass(frozen=True)
class Case:
    """One thing asked again: in which dossier, what (a question's field or a paper's key), where it stands already."""

    dossier: Dossier
    name: str
    source: str
    held: Dossier | None
    at: datetime


def lines(start: datetime, end: datetime) -> list[Line]:
    """Return a line for each procedure with dossiers submitted or papers asked instead in [start, end), worst rate first. Four queries."""
    found: dict[str, Line] = {}
    counted = Reasked.objects.filter(at__gte=start, at__lt=end).values("procedure").annotate(many=Count("pk"), held=Sum("held"))
    for row in counted.order_by():
        found[row["procedure"]] = Line(row["procedure"], "", row["many"], Tally(row["held"]))
    for code, cause, many, ours in _rows(_CAUSES, [start, end]):
        line = found[code]
        line.tally, line.ours = line.tally + Tally(0, {Cause(cause): many}), line.ours + ours
    for code, many in _papers(start, end):
        line = found.setdefault(code, Line(code, ""))
        line.tally += Tally(0, {Cause.PAPER: many})
    for code, name in Procedure.objects.filter(code__in=found).values_list("code", "name"):
        found[code].name = words_of(name)
    return sorted(found.values(), key=lambda line: (-(line.tally.rate or 0), -line.tally.asked_again, line.code))


def total(every: list[Line]) -> Line:
    """Return the sum of all lines."""
    whole = Line("", "", sum(line.dossiers for line in every), Tally(), sum(line.ours for line in every))
    for line in every:
        whole.tally += line.tally
    return whole


def cases(start: datetime, end: datetime, code: str, cause: Cause) -> list[Case]:
    """Return what was asked again of a procedure for `cause`, last first, at most 200. Two queries."""
    rows = _paper_cases(start, end, code) if cause is Cause.PAPER else _rows(_CASES, [start, end, code, cause.value, MOST])
    keys = {row[0] for row in rows} | {row[3] for row in rows if row[3]}
    light = Dossier.objects.filter(pk__in=keys).select_related("receiver").only("pk", "code", "receiver__name")
    known = {str(each.pk): each for each in light}
    return [Case(known[str(key)], name, source, known.get(str(held)), at) for key, name, source, held, at in rows if str(key) in known]


def _papers(start: datetime, end: datetime) -> list[tuple[str, int]]:
    inside = PaperInstead.objects.filter(asked_at__gte=start, asked_at__lt=end)
    counted = inside.values("dossier__revision__procedure__code").annotate(many=Count("pk")).order_by()
    return [(row["dossier__revision__procedure__code"], row["many"]) for row in counted]


def _paper_cases(start: datetime, end: datetime, code: str) -> list[tuple[Any, ...]]:
    inside = PaperInstead.objects.filter(asked_at__gte=start, asked_at__lt=end, dossier__revision__procedure__code=code)
    rows = inside.order_by("-asked_at").values_list("dossier_id", "requirement", "system", "asked_at")[:MOST]
    return [(key, name, system, "", at) for key, name, system, at in rows]


def _rows(statement: str, values: list[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall())
