"""Rows by the thousand: written by COPY, changed from columns. For acts on many dossiers at once; what one act writes goes by `save`."""

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import connection, models

from motcua.people.fields import EncryptedText

_PREPARED = (EncryptedText, models.JSONField, ArrayField)  # the driver takes the values of all others as they are
Reader = Callable[[models.Model], Any]


def copy_in(rows: Sequence[models.Model]) -> int:
    """Write new rows of one model by COPY; columns that the database fills are left to it. Returns how many."""
    if not rows:
        return 0
    model = type(rows[0])
    with connection.cursor() as cursor, cursor.copy(f"COPY {model._meta.db_table} ({_names(model)}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row([read(row) for read in _readers(model)])
    return len(rows)


def update_from(model: type[models.Model], rows: Iterable[models.Model], fields: Sequence[str]) -> None:
    """Write `fields` of these rows in one statement, matched by their keys."""
    found = list(rows)
    key, *changed = [model._meta.pk, *(model._meta.get_field(name) for name in fields)]
    columns = [field for field in (key, *changed) if isinstance(field, models.Field)]
    names = ", ".join(f'"{field.column}"' for field in columns)
    types = ", ".join(f"%s::{field.db_type(connection)}[]" for field in columns)
    sets = ", ".join(f'"{field.column}" = new."{field.column}"' for field in columns[1:])
    where = f'"{model._meta.db_table}"."{columns[0].column}" = new."{columns[0].column}"'
    statement = f'UPDATE "{model._meta.db_table}" SET {sets} FROM unnest({types}) AS new ({names}) WHERE {where}'  # noqa: S608 - our columns
    with connection.cursor() as cursor:
        cursor.execute(statement, [[_reader(field)(row) for row in found] for field in columns])


def _own(model: type[models.Model]) -> list["models.Field[Any, Any]"]:
    return [field for field in model._meta.concrete_fields if field.db_default is models.NOT_PROVIDED]


@cache
def _names(model: type[models.Model]) -> str:
    return ", ".join(f'"{field.column}"' for field in _own(model))


@cache
def _readers(model: type[models.Model]) -> list[Reader]:
    return [_reader(field) for field in _own(model)]


def _reader(field: "models.Field[Any, Any]") -> Reader:
    name = field.attname
    if isinstance(field, _PREPARED):
        return lambda row: field.get_db_prep_save(getattr(row, name), connection)
    return lambda row: getattr(row, name)
