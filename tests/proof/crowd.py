"""Crowds of open dossiers for the long runs: written by SQL from one made by acts, each with codes, components, steps and promises."""

from typing import Any
from uuid import UUID

_OWN = {"id": "new.id", "look_up_token": "md5(new.id::text)", "code": "new.code"}
_NEW = """
    CREATE TEMP TABLE crowd ON COMMIT DROP AS
    SELECT gen_random_uuid() AS id, 'H26.105-' || %(mark)s::text || '-' || n AS code FROM generate_series(1, %(number)s) n
"""
_BESIDE = ("dossiers_component", "dossiers_step", "dossiers_promise")


def multiply(dossier: UUID, number: int, mark: str) -> int:
    """Write `number` more dossiers like `dossier`, with their components, steps, promises and the head of a chain; returns how many."""
    from django.db import connection, transaction

    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_NEW, {"mark": mark, "number": number})
        _like(cursor, "dossiers_dossier", "id", dossier, _OWN)
        for table in _BESIDE:
            _like(cursor, table, "dossier_id", dossier, {"id": "gen_random_uuid()", "dossier_id": "new.id"})
        _like(cursor, "audit_chain", "subject", dossier, {"subject": "new.id", "seq": "0", "head": r"'\x" + "00" * 32 + "'::bytea"})
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return number


def _like(cursor: Any, table: str, key: str, dossier: UUID, own: dict[str, str]) -> None:
    cursor.execute("SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped", [table])
    columns = [row[0] for row in cursor.fetchall()]
    values = ", ".join(own.get(column, f'{table}."{column}"') for column in columns)
    names = ", ".join(f'"{column}"' for column in columns)
    cursor.execute(f"INSERT INTO {table} ({names}) SELECT {values} FROM {table}, crowd new WHERE {table}.{key} = %s", [dossier])
