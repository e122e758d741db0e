"""Monthly partitions of the append-only tables, cut on the time inside their UUIDv7 keys."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from django.db import connection, migrations

from motcua.lib.ids import floor_of

TABLES = ("audit_entry", "audit_entrywords", "audit_accessread", "outbox_attempt", "outbox_inbox")
MONTHS_AHEAD = 6


def months_from(moment: datetime, count: int) -> Iterator[datetime]:
    """Yield the first moments (UTC) of `count` + 1 months, beginning with the month of `moment`."""
    first = moment.year * 12 + moment.month - 1
    for month in range(first, first + count + 1):
        yield datetime(month // 12, month % 12 + 1, 1, tzinfo=UTC)


def statements(table: str, moment: datetime, ahead: int = MONTHS_AHEAD) -> list[str]:
    """Return the SQL that makes the partitions of `table` for the month of `moment` and `ahead` months after it."""
    starts = list(months_from(moment, ahead + 1))
    return [
        f"CREATE TABLE IF NOT EXISTS {table}_y{a:%Y}m{a:%m} PARTITION OF {table} FOR VALUES FROM ('{floor_of(a)}') TO ('{floor_of(b)}')"
        for a, b in zip(starts, starts[1:], strict=False)
    ]


def ensure(moment: datetime | None = None) -> None:
    """Make the partitions of the coming months where they are not there yet; a daily job and `motcua prepare` call this."""
    moment = moment or datetime.now(UTC)
    with connection.cursor() as cursor:
        for table in TABLES:
            for statement in statements(table, moment):
                cursor.execute(statement)


def strays() -> int:
    """Return how many rows lie in the catch-all partitions: more than none means `ensure` did not run in time."""
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(f"SELECT count(*) FROM {t}_rest" for t in TABLES))  # noqa: S608 - constant names
        return sum(row[0] for row in cursor.fetchall())


class CreatePartitioned(migrations.CreateModel):
    """CreateModel for a table cut by month, with the coming months and a catch-all partition."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """Create the parent table as partitioned, then its first partitions."""
        plain = schema_editor.sql_create_table
        schema_editor.sql_create_table = plain + " PARTITION BY RANGE (id)"
        try:
            super().database_forwards(app_label, schema_editor, from_state, to_state)
        finally:
            schema_editor.sql_create_table = plain
        table = f"{app_label}_{self.name_lower}"
        for statement in [*statements(table, datetime.now(UTC)), f"CREATE TABLE {table}_rest PARTITION OF {table} DEFAULT"]:
            schema_editor.execute(statement)
