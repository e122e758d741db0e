"""What the portal remembers of the city's dossiers: sessions, the state last told, its whole history, the progress."""

import json
import secrets
import time
from pathlib import Path
from typing import Any

from sandbox.store import Row, Store

SESSION_LIFE = 1800
_SCHEMA = """
CREATE TABLE IF NOT EXISTS session (session TEXT PRIMARY KEY, agency TEXT, at REAL);
CREATE TABLE IF NOT EXISTS dossier (code TEXT PRIMARY KEY, state TEXT, data TEXT, at REAL);
CREATE INDEX IF NOT EXISTS dossier_at ON dossier (at);
CREATE TABLE IF NOT EXISTS history (id INTEGER PRIMARY KEY, code TEXT, at REAL, service TEXT, state TEXT, data TEXT);
CREATE INDEX IF NOT EXISTS history_code ON history (code, id);
CREATE TABLE IF NOT EXISTS progress (
  code TEXT, moment TEXT, state TEXT, who TEXT, what TEXT, data TEXT, UNIQUE (code, moment, state, who, what));
CREATE TABLE IF NOT EXISTS serial (book TEXT PRIMARY KEY, last INTEGER);
"""


class State:
    """The portal's memory, in one file."""

    def __init__(self, path: Path) -> None:
        self._store = Store(path, _SCHEMA)
        self._open: dict[str, float] = {}  # sessions seen lately, so that not every call asks the file

    def open_session(self, user: str) -> str:
        """Return a new session."""
        session = secrets.token_hex(16)
        self._store.run("INSERT INTO session VALUES (?, ?, ?)", session, user, time.time())
        return session

    def knows_session(self, session: str) -> bool:
        """Tell whether `session` is still open."""
        now = time.time()
        if self._open.get(session, 0) > now:
            return True
        row = self._store.one("SELECT at FROM session WHERE session = ? AND at > ?", session, now - SESSION_LIFE)
        if row is not None:
            self._open[session] = row["at"] + SESSION_LIFE
        return row is not None

    def close_sessions(self) -> None:
        """End every session, as a restart of the real portal does."""
        self._open.clear()
        self._store.run("DELETE FROM session")

    def dossier(self, code: str) -> dict[str, Any] | None:
        """Return the dossier as it was last sent, or None."""
        row = self._store.one("SELECT data, state FROM dossier WHERE code = ?", code)
        return {**json.loads(row["data"]), "TrangThaiHoSo": row["state"]} if row else None

    def keep(self, dossiers: list[dict[str, Any]], service: str) -> None:
        """Keep the dossiers; one of a number already known takes the place of the former, which stays in the history."""
        with self._store.transaction():
            for dossier in dossiers:
                code, state, data, now = dossier["MaHoSo"], dossier["TrangThaiHoSo"], json.dumps(dossier), time.time()
                self._store.run(
                    "INSERT INTO dossier VALUES (?, ?, ?, ?)"
                    " ON CONFLICT (code) DO UPDATE SET state = excluded.state, data = excluded.data, at = excluded.at",
                    code, state, data, now,
                )  # fmt: skip
                self._store.run(
                    "INSERT INTO history (code, at, service, state, data) VALUES (?, ?, ?, ?, ?)", code, now, service, state, data
                )

    def advance(self, steps: list[dict[str, Any]], service: str) -> None:
        """Keep the progress lines, each once, and the state they tell; a line that came before changes nothing."""
        with self._store.transaction():
            for step in steps:
                new = self._store.run(
                    "INSERT OR IGNORE INTO progress VALUES (?, ?, ?, ?, ?, ?)",
                    step["MaHoSo"], step["ThoiDiemXuLy"], step["TrangThai"], step["NguoiXuLy"], step["NoiDungXuLy"], json.dumps(step),
                )  # fmt: skip
                if new:
                    self._move(step["MaHoSo"], step["TrangThai"], service, step)

    def set_state(self, code: str, state: str, service: str, data: dict[str, Any]) -> None:
        """Move one dossier to `state`, keeping what told so."""
        with self._store.transaction():
            self._move(code, state, service, data)

    def _move(self, code: str, state: str, service: str, data: dict[str, Any]) -> None:
        now = time.time()
        self._store.run("UPDATE dossier SET state = ?, at = ? WHERE code = ?", state, now, code)
        self._store.run(
            "INSERT INTO history (code, at, service, state, data) VALUES (?, ?, ?, ?, ?)", code, now, service, state, json.dumps(data)
        )

    def next_serial(self, book: str) -> int:
        """Return the next number of a book; none is given twice."""
        with self._store.transaction():
            self._store.run("INSERT INTO serial VALUES (?, 1) ON CONFLICT (book) DO UPDATE SET last = last + 1", book)
            row = self._store.one("SELECT last FROM serial WHERE book = ?", book)
        return int(row[0]) if row else 0

    def progress(self, code: str) -> list[dict[str, Any]]:
        """Return the progress lines of a dossier, the oldest first."""
        return [json.loads(row["data"]) for row in self._store.all("SELECT data FROM progress WHERE code = ? ORDER BY moment, rowid", code)]

    def history(self, code: str) -> list[Row]:
        """Return everything told about a dossier, in the order it came."""
        return self._store.all("SELECT * FROM history WHERE code = ? ORDER BY id LIMIT 200", code)

    def dossiers(self) -> list[Row]:
        """Return (code, state, data, at) of the 200 dossiers touched last."""
        return self._store.all("SELECT * FROM dossier ORDER BY at DESC LIMIT 200")

    def close(self) -> None:
        """Close the file."""
        self._store.close()

    def count(self) -> int:
        """Return how many dossiers are known."""
        return self._store.count("dossier")
