"""A SQLite file for one system of the sandbox: small, safe between threads, survives a restart."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

Row = sqlite3.Row


class Store:
    """One database file; every call holds the lock, so calls never interleave."""

    def __init__(self, path: Path, schema: str) -> None:
        self._lock = threading.RLock()
        self._db = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        self._db.row_factory = sqlite3.Row
        self._db.execute("PRAGMA journal_mode=WAL")
        self._db.execute("PRAGMA synchronous=NORMAL")
        self._db.executescript(schema)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Run the block whole or not at all; other threads wait."""
        with self._lock:
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self._db.execute("ROLLBACK")
                raise
            self._db.execute("COMMIT")

    def run(self, sql: str, *values: Any) -> int:
        """Execute `sql` and return how many rows it touched."""
        with self._lock:
            return self._db.execute(sql, values).rowcount

    def all(self, sql: str, *values: Any) -> list[Row]:
        """Return every row of `sql`."""
        with self._lock:
            return self._db.execute(sql, values).fetchall()

    def one(self, sql: str, *values: Any) -> Row | None:
        """Return the first row of `sql`, or None."""
        rows = self.all(sql, *values)
        return rows[0] if rows else None

    def count(self, table: str) -> int:
        """Return the number of rows in `table`, a name of ours."""
        row = self.one(f"SELECT count(*) FROM {table}")  # noqa: S608 - table names come from our own code
        return int(row[0]) if row else 0

    def close(self) -> None:
        """Close the file; the store cannot be used afterwards."""
        with self._lock:
            self._db.close()
