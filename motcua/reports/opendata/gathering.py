"""Every procedure of the open data, in order of code, read in parts so that no two thousand stand in memory; and one alone."""

import hashlib
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Exists, OuterRef, QuerySet

from motcua.catalogue.finding import current
from motcua.catalogue.models import NationalRecord, Procedure
from motcua.catalogue.national_record import present
from motcua.catalogue.routing import Routing, routings
from motcua.lib.remembering import for_a_moment
from motcua.reports.opendata.record import Json, Source, record_of

AT_ONCE = 200
SHAPE = 1  # of the record: another number, another address of what is kept
_TABLES = {
    "catalogue_procedure": "id::text || name::text || sector::text",
    "catalogue_revision": "id::text || coalesce(valid_from::text, '') || coalesce(valid_to::text, '')",
    "catalogue_nationalrecord": "id::text || coalesce(superseded_at::text, '')",
    "catalogue_routing": "id::text || coalesce(valid_to::text, '')",
    "fees_feerule": "id::text || coalesce(valid_to::text, '')",
}


def listed(day: date) -> QuerySet[Procedure]:
    """Return the procedures that are open data on `day`: published by the city, or by the nation; in order of code."""
    ours, theirs = current(day).filter(procedure=OuterRef("pk")), present().filter(procedure=OuterRef("pk"))
    return Procedure.objects.filter(Exists(ours) | Exists(theirs)).order_by("code")


def records(day: date) -> Iterator[Json]:
    """Yield the record of every procedure on `day`. Three queries for each two hundred."""
    codes = list(listed(day).values_list("code", flat=True))
    for at in range(0, len(codes), AT_ONCE):
        yield from records_of(codes[at : at + AT_ONCE], day)


def records_of(codes: Sequence[str], day: date) -> list[Json]:
    """Return the records of procedures by code, in order of code; one that is no open data is left out."""
    return [record_of(source, day) for source in sources_of(codes, day)]


def sources_of(codes: Sequence[str], day: date) -> list[Source]:
    """Return what is known of procedures by code, in order of code."""
    found = list(Procedure.objects.filter(code__in=codes).order_by("code"))
    ours = {each.procedure_id: each for each in current(day).filter(procedure__in=found).prefetch_related("requirements")}
    theirs = {each.procedure_id: each for each in present().filter(procedure__in=found)}
    rows = routings(day)
    return [
        Source(each, ours.get(each.pk), theirs.get(each.pk), _ordered(rows.get(each.code, ())))
        for each in found
        if each.pk in ours or each.pk in theirs
    ]


def one(code: str, day: date) -> Json | None:
    """Return the record of one procedure; None where it is no open data on `day`."""
    return next(iter(records_of([code], day)), None)


def _ordered(rows: Sequence[Routing]) -> tuple[Routing, ...]:
    return tuple(sorted(rows, key=lambda row: row.case))


@for_a_moment
def stamp(day: date) -> str:
    """Return a mark that is another whenever any record of the open data is: over every row that it is made from. Five queries."""
    with connection.cursor() as cursor:
        parts = [_of_table(cursor, table, columns) for table, columns in _TABLES.items()]
    return hashlib.sha256("|".join([str(SHAPE), day.isoformat(), *parts]).encode()).hexdigest()[:32]


def _of_table(cursor: Any, table: str, columns: str) -> str:
    cursor.execute(f"SELECT coalesce(md5(string_agg(md5({columns}), '' ORDER BY id)), '') FROM {table}")  # noqa: S608 - names of our own
    return str(cursor.fetchone()[0])


def counts(day: date) -> tuple[int, int]:
    """Return how many procedures are open data on `day`, and how many national records are among them."""
    return listed(day).count(), NationalRecord.objects.filter(superseded_at=None).count()
