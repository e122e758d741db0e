"""A row as plain data and back: days and moments as ISO 8601 (moments with Vietnam's offset), other rows by their natural keys."""

from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import BooleanField, IntegerField, JSONField, Model, QuerySet

from motcua.acts.configuration.shape import REFERS, TABLES, Column, Table, columns, lists, target
from motcua.law.calendar import HANOI
from motcua.lib.saying import N_, Said

Plain = dict[str, Any]
Key = tuple[Any, ...]


class NotAValue(Said, ValueError):
    """What stands in a file is none of the values that its column takes."""


def settled(table: Table) -> QuerySet[Any]:
    """Return the rows of a table that travel."""
    return table.model._default_manager.filter(table.settled).distinct()


class Stock:
    """What a city has: every settled row as plain data by natural key, read table by table. About a query a table."""

    def __init__(self) -> None:
        """Read everything."""
        self.keys: dict[str, dict[UUID, Key]] = {}
        self.ids: dict[str, dict[Key, UUID]] = {}
        self.rows: dict[str, dict[Key, Plain]] = {}
        for table in TABLES:
            self._read(table)

    def _read(self, table: Table) -> None:
        every = list(settled(table))
        keys: dict[UUID, Key] = {}
        held = {field.name: self._held(table, field.name) for field in lists(table)}
        self.keys[table.name] = keys
        for row in every:
            keys[row.pk] = tuple(self._plain(table, field, row) for field in self._of_key(table))
        self.ids[table.name] = {frozen(key): pk for pk, key in keys.items()}
        self.rows[table.name] = {frozen(keys[row.pk]): self._row(table, row, held) for row in every}

    def _of_key(self, table: Table) -> list[Column]:
        return [table.model._meta.get_field(name) for name in table.key]  # type: ignore[misc]

    def _held(self, table: Table, name: str) -> dict[UUID, list[UUID]]:
        field = table.model._meta.get_field(name)
        through, found = field.remote_field.through, dict[UUID, list[UUID]]()  # type: ignore[union-attr]
        names = (f"{field.m2m_field_name()}_id", f"{field.m2m_reverse_field_name()}_id")  # type: ignore[union-attr]
        for one, other in through._default_manager.values_list(*names):
            found.setdefault(one, []).append(other)
        return found

    def _row(self, table: Table, row: Model, held: dict[str, dict[UUID, list[UUID]]]) -> Plain:
        plain = {field.name: self._plain(table, field, row) for field in columns(table)}
        for field in lists(table):
            keys = self.keys[target(field).name]  # type: ignore[union-attr]
            plain[field.name] = sorted((unwrapped(keys[pk]) for pk in held[field.name].get(row.pk, []) if pk in keys), key=str)
        return plain

    def _plain(self, table: Table, field: Column, row: Model) -> Any:
        value = getattr(row, field.attname)
        if (table.name, field.name) in REFERS:
            return sorted(str(self.name_of(REFERS[table.name, field.name], each)) for each in value)
        other = target(field)
        return said(value) if other is None or value is None else self.name_of(other.name, value)

    def name_of(self, table: str, pk: UUID) -> Any:
        """Return what files call the row `pk` of a table: its key, alone when it has one part."""
        known = self.keys[table]
        if pk not in known and table == "agency":  # a parent that comes later in the table
            from motcua.people.models import Agency

            known[pk] = (Agency.objects.get(pk=pk).code,)
        return unwrapped(known[pk])


def unwrapped(key: Key) -> Any:
    """Return a key as it stands in a file."""
    return key[0] if len(key) == 1 else [unwrapped(tuple(part)) if isinstance(part, list) else part for part in key]


def frozen(value: Any) -> Any:
    """Return a key, however nested, as something that can be looked up."""
    return tuple(frozen(each) for each in value) if isinstance(value, (list, tuple)) else value


def key_of(table: Table, row: Plain) -> Key:
    """Return the natural key of a plain row."""
    found: Key = frozen([row.get(name) for name in table.key])
    return found


def said(value: Any) -> Any:
    """Return a plain value as a file holds it."""
    if isinstance(value, datetime):
        return value.astimezone(HANOI).isoformat()
    if isinstance(value, (date, time)):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value


def value_of(field: Column, given: Any) -> Any:
    """Return what a column takes from a file. Raises NotAValue."""
    if given is None:
        if not field.null:
            raise NotAValue(N_("không được để trống"))
        return None
    if isinstance(field, JSONField):
        return given
    if isinstance(field, BooleanField) is not isinstance(given, bool) or (isinstance(field, IntegerField) and not isinstance(given, int)):
        raise NotAValue(N_("“%(given)s” không đúng kiểu"), given=given)
    try:
        value = field.to_python(given)
        if value not in field.empty_values:
            field.run_validators(value)
            if field.choices and value not in {choice for choice, _words in field.flatchoices}:
                raise NotAValue(N_("“%(given)s” không có trong các giá trị nhận"), given=given)
    except ValidationError as wrong:
        raise NotAValue(N_("“%(given)s”: %(why)s"), given=given, why=" ".join(wrong.messages)) from wrong
    return value
