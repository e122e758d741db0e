"""A whole configuration into a city: all of it or nothing, one sealed act for each procedure and each kind of row."""

import hashlib
from collections import Counter
from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from motcua.acts.base import recording
from motcua.acts.configuration.examining import Examined, Problem, Row, examine
from motcua.acts.configuration.files import MANIFEST, Files
from motcua.acts.configuration.rows import Key, frozen, value_of
from motcua.acts.configuration.shape import LEFT_OUT, REFERS, columns, lists, target
from motcua.catalogue.finding import search_text
from motcua.law.lifecycle import Refusal
from motcua.lib.ids import new_id
from motcua.lib.saying import N_, say
from motcua.lib.text import fold, sort_key
from motcua.people.actor import Actor
from motcua.people.rights import Deed

Ids = dict[str, dict[Key, UUID]]
_SHOWN = 5


class ConfigurationRefused(Refusal):
    """A bundle that cannot be taken in; `problems` name every place. Nothing was written."""

    def __init__(self, problems: list[Problem]) -> None:
        """Keep what was found."""
        told = "; ".join(f"{each.place}: {each.why}" for each in problems[:_SHOWN])
        super().__init__(N_("Không nhập được bộ bàn giao, chưa ghi gì. %(count)d chỗ: %(told)s"), count=len(problems), told=told)
        self.problems = problems


def take_over(files: Files, *, by: Actor, at: datetime, key: str, progress: Callable[[int, int], None] | None = None) -> Examined:
    """Write what a bundle has and the city has not; what stands the same is left. Raises BundleRefused, ConfigurationRefused, NotAllowed.

    Raised, nothing is written: a row that stands otherwise is never written over, what was decided is changed by decisions.
    """
    found = examine(files)
    if not found.fit:
        raise ConfigurationRefused([*found.problems, *found.differs])
    mark = hashlib.sha256(files[MANIFEST]).hexdigest()
    ids = {table: dict(known) for table, known in found.stock.ids.items()}
    for rows in found.fresh.values():
        for row in rows:
            ids.setdefault(row.table.name, {})[row.key] = new_id()
    try:
        with transaction.atomic():
            for done, (unit, rows) in enumerate(found.fresh.items(), 1):
                _take_unit(unit, rows, ids, mark, by=by, at=at, key=f"{key}:{done}")
                if progress:
                    progress(done, len(found.fresh))
    except IntegrityError as error:
        raise ConfigurationRefused([Problem(_named(error), say(N_("trùng với dữ liệu thành phố đang có")))]) from error
    return found


def _take_unit(unit: str, rows: list[Row], ids: Ids, mark: str, *, by: Actor, at: datetime, key: str) -> None:
    words = {"unit": unit, "rows": dict(Counter(row.table.name for row in rows)), "bundle": mark}
    with recording(Deed.IMPORT_CONFIGURATION, "configuration", new_id(), by=by, at=at, key=key, words=words):
        by_table: dict[str, list[Row]] = {}
        for row in rows:
            by_table.setdefault(row.table.name, []).append(row)
        for listed in by_table.values():
            _write(listed, ids, by)


def _write(rows: list[Row], ids: Ids, by: Actor) -> None:
    """Write rows of one table, and the lists they hold. What they refer to may be written later in the same transaction."""
    table = rows[0].table
    made = [table.model(**_values(row, ids, by)) for row in rows]
    table.model._default_manager.bulk_create(made)
    for field in lists(table):
        through: Any = field.remote_field.through
        other = target(field).name  # type: ignore[union-attr]
        mine, theirs = f"{field.m2m_field_name()}_id", f"{field.m2m_reverse_field_name()}_id"
        pairs = [(each.pk, ids[other][_key(one)]) for each, row in zip(made, rows, strict=True) for one in row.plain[field.name]]
        through._default_manager.bulk_create([through(**{mine: one, theirs: two}) for one, two in pairs])


def _values(row: Row, ids: Ids, by: Actor) -> dict[str, Any]:
    values: dict[str, Any] = {"id": ids[row.table.name][row.key]}
    for field in columns(row.table):
        given, other = row.plain[field.name], target(field)
        if (row.table.name, field.name) in REFERS:
            values[field.attname] = [ids[REFERS[row.table.name, field.name]][_key(each)] for each in given]
        elif other is not None:
            values[field.attname] = None if given is None else ids[other.name][_key(given)]
        else:
            values[field.attname] = value_of(field, given)
    return values | _made_here(row, by)


def _made_here(row: Row, by: Actor) -> dict[str, Any]:
    """What does not travel: what a row is found by, and who wrote it, which here is who takes it over."""
    names = {field.name for field in row.table.model._meta.concrete_fields} & set(LEFT_OUT) - {"id", "saved_key"}
    if row.table.name == "agency":
        return {"search": fold(f"{row.plain['name']} {row.plain['code']}"), "sort_key": sort_key(row.plain["name"])}
    if row.table.name == "procedure":
        plain = {name: row.plain[name] for name in ("code", "name", "sector", "keywords")}
        return {"search": search_text(row.table.model(**plain))}  # type: ignore[arg-type]
    return dict.fromkeys(names, by.name[:200])


def _key(value: Any) -> Key:
    found = frozen(value)
    return found if isinstance(found, tuple) else (found,)


def _named(error: IntegrityError) -> str:
    """Return the rule of the database that stood against it."""
    told = getattr(error.__cause__, "diag", None)
    return str(getattr(told, "constraint_name", "") or "?")
