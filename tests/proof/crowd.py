"""Crowds of open dossiers for the long runs: written by SQL from one made by acts, each with code, components, steps and promises."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

_OWN = {"id": "new.id", "look_up_token": "md5(new.id::text)", "code": "new.code"}
_NEW = """
    CREATE TEMP TABLE crowd ON COMMIT DROP AS
    SELECT gen_random_uuid() AS id, %(mark)s::text || '-' || n AS code, n FROM generate_series(1, %(number)s) n
"""
_BESIDE = ("dossiers_component", "dossiers_step", "dossiers_promise")
_MARKED = "SELECT id FROM dossiers_dossier WHERE starts_with(code, %s)"


def multiply(dossier: UUID, number: int, mark: str, own: Mapping[str, str] | None = None) -> int:
    """Write `number` more dossiers like `dossier`, with their components, steps, promises and the head of a chain; returns how many.

    Their codes begin with `mark`. `own` gives columns of the dossier another value, in SQL; `new.n` counts from 1.
    """
    from django.db import connection, transaction

    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_NEW, {"mark": mark, "number": number})
        _like(cursor, "dossiers_dossier", "id", dossier, {**_OWN, **(own or {})})
        for table in _BESIDE:
            _like(cursor, table, "dossier_id", dossier, {"id": "gen_random_uuid()", "dossier_id": "new.id"})
        _like(cursor, "audit_chain", "subject", dossier, {"subject": "new.id", "seq": "0", "head": r"'\x" + "00" * 32 + "'::bytea"})
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE dossiers_dossier, dossiers_step")
    return number


def disperse(mark: str) -> None:
    """Delete a crowd that nobody has acted on, so that the next bench finds the database as this one did."""
    from django.db import connection, transaction

    with transaction.atomic(), connection.cursor() as cursor:
        for table in _BESIDE:
            cursor.execute(f"DELETE FROM {table} WHERE dossier_id IN ({_MARKED})", [mark])
        cursor.execute(f"DELETE FROM audit_chain WHERE subject IN ({_MARKED})", [mark])
        cursor.execute("DELETE FROM dossiers_dossier WHERE starts_with(code, %s)", [mark])


def _like(cursor: Any, table: str, key: str, dossier: UUID, own: dict[str, str]) -> None:
    cursor.execute("SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped", [table])
    columns = [row[0] for row in cursor.fetchall()]
    values = ", ".join(own.get(column, f'{table}."{column}"') for column in columns)
    names = ", ".join(f'"{column}"' for column in columns)
    cursor.execute(f"INSERT INTO {table} ({names}) SELECT {values} FROM {table}, crowd new WHERE {table}.{key} = %s", [dossier])
