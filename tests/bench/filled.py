"""Many dossiers like one that acts made, written by statement: each its own keys, codes, agency, officer and moments."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

_COPY = """
    INSERT INTO {table} ({columns})
    SELECT {values} FROM {table} t, generate_series(1, %s) n WHERE t.id = %s
"""


def emptied() -> None:
    """Take the copies of an earlier run away, with what hangs on them: the database of the benches stays from run to run."""
    from django.db import connection

    copies = "(SELECT id FROM dossiers_dossier WHERE code LIKE 'BENCH-%')"
    with connection.cursor() as cursor:
        for table in ("alert", "step", "registerentry"):
            cursor.execute(f"DELETE FROM dossiers_{table} WHERE dossier_id IN {copies}")
        cursor.execute("DELETE FROM dossiers_dossier WHERE code LIKE 'BENCH-%'")


def dossiers(like: Any, number: int, own: Mapping[str, str]) -> int:
    """Write `number` copies of a dossier; `own` are SQL values of columns over `n`, 1 to `number`. Returns how many."""
    told = {"id": "gen_random_uuid()", "look_up_token": "md5(random()::text || n)", "code": "'BENCH-' || n", **own}
    return _copies(like, number, told)


def steps(table: str, like: Any) -> int:
    """Give every copy the open step of `like`, with the copy's own officer."""
    from django.db import connection

    from motcua.dossiers.models import Step

    columns = [str(f.column) for f in Step._meta.concrete_fields]
    own = {"id": "gen_random_uuid()", "dossier_id": "d.id", "officer_id": "d.step_officer_id"}
    values = ", ".join(own.get(c, f"s.{c}") for c in columns)
    sql = f"INSERT INTO dossiers_step ({', '.join(columns)}) SELECT {values} FROM dossiers_step s, {table} d"
    with connection.cursor() as cursor:
        cursor.execute(f"{sql} WHERE s.dossier_id = %s AND s.finished_at IS NULL AND d.code LIKE 'BENCH-%%'", [like.pk])
        return int(cursor.rowcount)


def one_of(keys: Sequence[UUID]) -> str:
    """Return SQL that takes the keys in turn, by n."""
    array = ", ".join(f"'{key}'::uuid" for key in keys)
    return f"(ARRAY[{array}])[1 + n %% {len(keys)}]"


def _copies(like: Any, number: int, own: Mapping[str, str]) -> int:
    from django.db import connection

    columns = [str(f.column) for f in like._meta.concrete_fields]
    values = ", ".join(own.get(c, f"t.{c}") for c in columns)
    with connection.cursor() as cursor:
        cursor.execute(_COPY.format(table=like._meta.db_table, columns=", ".join(columns), values=values), [number, like.pk])
        return int(cursor.rowcount)
