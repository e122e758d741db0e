"""Append-only tables are cut by month on the time inside their keys; making partitions again changes nothing."""

from datetime import UTC, datetime

import pytest
from django.db import connection

from motcua.audit import partitions
from motcua.jobs.tasks import make_partitions
from motcua.lib.ids import floor_of, new_id, time_of
from tests import make

pytestmark = pytest.mark.django_db


def places(table):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT DISTINCT tableoid::regclass::text FROM {table}")
        return {row[0] for row in cursor.fetchall()}


def parts(table="audit_entry"):
    with connection.cursor() as cursor:
        cursor.execute("SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent = %s::regclass", [table])
        return {row[0] for row in cursor.fetchall()}


def test_rows_land_in_the_partition_of_their_month_never_in_the_rest():
    make.received()
    month = f"{datetime.now(UTC):y%Ym%m}"
    assert places("audit_entry") == {f"audit_entry_{month}"}
    assert places("audit_entrywords") == {f"audit_entrywords_{month}"}
    assert partitions.strays() == 0


def test_a_row_no_partition_waits_for_is_counted_as_a_stray():
    far = floor_of(datetime(2090, 1, 1, tzinfo=UTC))
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO outbox_attempt (id, message, at, outcome, detail) VALUES (%s, %s, now(), 'x', '')", [far, new_id()])
    assert partitions.strays() == 1


def test_making_partitions_again_changes_nothing_and_a_later_month_adds_its_own():
    before = parts()
    partitions.ensure()
    assert parts() == before
    make_partitions(int(datetime(2031, 12, 31, 23, 30, tzinfo=UTC).timestamp()))
    added = parts() - before
    assert {"audit_entry_y2031m12", "audit_entry_y2032m01", "audit_entry_y2032m06"} <= added
    assert len(added) == 1 + partitions.MONTHS_AHEAD
    for table in partitions.TABLES:
        assert f"{table}_y2032m01" in parts(table)


def test_the_bounds_of_a_month_are_its_first_and_last_millisecond():
    first, last = datetime(2026, 12, 1, tzinfo=UTC), datetime(2026, 12, 31, 23, 59, 59, 999000, tzinfo=UTC)
    statement = partitions.statements("t", first, 0)[0]
    assert f"FROM ('{floor_of(first)}')" in statement
    assert floor_of(last) < floor_of(datetime(2027, 1, 1, tzinfo=UTC))
    assert time_of(floor_of(last)) == last
