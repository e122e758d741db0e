"""What a system has received, in order, with its answer: kept on disk, shown on the system's page."""

import time
from collections.abc import Sequence
from html import escape
from pathlib import Path

from sandbox import pages
from sandbox.store import Row, Store

_SCHEMA = """
CREATE TABLE IF NOT EXISTS received (
  id INTEGER PRIMARY KEY, at REAL, what TEXT, reference TEXT, answer TEXT, refused INTEGER);
CREATE INDEX IF NOT EXISTS received_reference ON received (reference, id);
CREATE INDEX IF NOT EXISTS received_refused ON received (refused, id);
"""
SHOWN = 200


class Received:
    """The journal of one system. Numbers of people never go in unmasked."""

    def __init__(self, path: Path) -> None:
        self._store = Store(path, _SCHEMA)
        self._count = self._store.count("received")

    def note(self, what: str, reference: str, answer: str, *, refused: bool = False) -> None:
        """Keep one message: the service, what it was about, the answer."""
        sql = "INSERT INTO received (at, what, reference, answer, refused) VALUES (?, ?, ?, ?, ?)"
        self._store.run(sql, time.time(), what, reference, answer, refused)
        self._count += 1

    def count(self) -> int:
        """Return how many messages came."""
        return self._count

    def about(self, reference: str) -> list[Row]:
        """Return the last messages about one thing, newest first."""
        return self._store.all("SELECT * FROM received WHERE reference = ? ORDER BY id DESC LIMIT ?", reference, SHOWN)

    def table(self, rows: Sequence[Row] | None = None) -> str:
        """Return the last messages as a table, newest first; refusals say so in words."""
        shown = self._store.all("SELECT * FROM received ORDER BY id DESC LIMIT ?", SHOWN) if rows is None else rows
        lines = [(str(r["id"]), clock(r["at"]), escape(r["what"]), escape(r["reference"]), _answer(r)) for r in shown]
        return pages.table("Bản tin đã nhận", ("Thứ tự", "Lúc", "Dịch vụ", "Về", "Trả lời"), lines)

    def refused(self) -> int:
        """Return how many messages were refused."""
        row = self._store.one("SELECT count(*) FROM received WHERE refused = 1")
        return int(row[0]) if row else 0

    def close(self) -> None:
        """Close the file."""
        self._store.close()


def clock(seconds: float) -> str:
    """Return a moment (seconds since 1970) as Hà Nội reads it."""
    return time.strftime("%Y-%m-%d %H:%M:%S", time.gmtime(seconds + 7 * 3600))


def _answer(row: Row) -> str:
    return f"<strong>Từ chối:</strong> {escape(row['answer'])}" if row["refused"] else escape(row["answer"])
