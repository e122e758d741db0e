"""What happened in a system, in order: read by others from a moment on, page by page; told twice or out of order when the faults say so."""

import random
import time
from pathlib import Path
from typing import Any

from sandbox.faults import Faults
from sandbox.store import Row, Store

_SCHEMA = """
CREATE TABLE IF NOT EXISTS event (id INTEGER PRIMARY KEY, at TEXT, kind TEXT, code TEXT);
CREATE INDEX IF NOT EXISTS event_at ON event (at, id);
CREATE INDEX IF NOT EXISTS event_code ON event (code, id);
"""
MOST = 200


class Feed:
    """The events of one system. `at` is yyyyMMddHHmmss in Hà Nội: many share a second, so a reader pages on by id."""

    def __init__(self, path: Path, system: str, faults: Faults) -> None:
        self._store, self._system, self._faults = Store(path, _SCHEMA), system, faults

    def add(self, kind: str, code: str) -> dict[str, Any]:
        """Keep an event that happened now and return it."""
        at = moment()
        with self._store.transaction():
            self._store.run("INSERT INTO event (at, kind, code) VALUES (?, ?, ?)", at, kind, code)
            row = self._store.one("SELECT last_insert_rowid()")
        return {"id": int(row[0]) if row else 0, "at": at, "kind": kind, "code": code}

    def since(self, at: str, after: int, most: int) -> list[Row]:
        """Return at most `most` (200) events from moment `at` on whose id is over `after`, oldest first."""
        most = max(1, min(most, MOST))
        rows = self._store.all("SELECT * FROM event WHERE at >= ? AND id > ? ORDER BY id LIMIT ?", at, after, most)
        mode = self._faults.draw(self._system)
        if mode == "duplicate":
            rows = [row for row in rows for _ in range(2)]
        if mode == "reorder":
            random.shuffle(rows)
        return rows

    def of(self, code: str) -> list[Row]:
        """Return the events of one dossier, oldest first."""
        return self._store.all("SELECT * FROM event WHERE code = ? ORDER BY id", code)

    def count(self) -> int:
        """Return how many events there are."""
        return self._store.count("event")

    def close(self) -> None:
        """Close the file."""
        self._store.close()


def moment(seconds: float | None = None) -> str:
    """Return a moment (now by default) as yyyyMMddHHmmss in Hà Nội."""
    return time.strftime("%Y%m%d%H%M%S", time.gmtime((time.time() if seconds is None else seconds) + 7 * 3600))
