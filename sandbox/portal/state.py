"""What the portal remembers: sessions, dossiers by number, their progress, and every message that came."""

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
CREATE TABLE IF NOT EXISTS progress (
  code TEXT, moment TEXT, state TEXT, who TEXT, what TEXT, data TEXT, UNIQUE (code, moment, state, who, what));
CREATE TABLE IF NOT EXISTS message (id INTEGER PRIMARY KEY, at REAL, service TEXT, code TEXT, answer TEXT);
"""


class State:
    """The portal's memory, in one file."""

    def __init__(self, path: Path) -> None:
        self._store = Store(path, _SCHEMA)

    def open_session(self, user: str) -> str:
        """Return a new session."""
        session = secrets.token_hex(16)
        self._store.run("INSERT INTO session VALUES (?, ?, ?)", session, user, time.time())
        return session

    def knows_session(self, session: str) -> bool:
        """Tell whether `session` is still open."""
        return self._store.one("SELECT 1 FROM session WHERE session = ? AND at > ?", session, time.time() - SESSION_LIFE) is not None

    def close_sessions(self) -> None:
        """End every session, as a restart of the real portal does."""
        self._store.run("DELETE FROM session")

    def dossier(self, code: str) -> dict[str, Any] | None:
        """Return the dossier as it was last sent, or None."""
        row = self._store.one("SELECT data, state FROM dossier WHERE code = ?", code)
        return {**json.loads(row["data"]), "TrangThaiHoSo": row["state"]} if row else None

    def keep(self, dossier: dict[str, Any]) -> None:
        """Keep `dossier`; a second one of the same number takes the place of the first."""
        self._store.run(
            "INSERT INTO dossier VALUES (?, ?, ?, ?)"
            " ON CONFLICT (code) DO UPDATE SET state = excluded.state, data = excluded.data, at = excluded.at",
            dossier["MaHoSo"], dossier["TrangThaiHoSo"], json.dumps(dossier), time.time(),
        )  # fmt: skip

    def advance(self, step: dict[str, Any]) -> None:
        """Keep one progress line, once, and the state it tells."""
        with self._store.transaction():
            self._store.run(
                "INSERT OR IGNORE INTO progress VALUES (?, ?, ?, ?, ?, ?)",
                step["MaHoSo"], step["ThoiDiemXuLy"], step["TrangThai"], step["NguoiXuLy"], step["NoiDungXuLy"], json.dumps(step),
            )  # fmt: skip
            self._store.run("UPDATE dossier SET state = ?, at = ? WHERE code = ?", step["TrangThai"], time.time(), step["MaHoSo"])

    def progress(self, code: str) -> list[dict[str, Any]]:
        """Return the progress lines of a dossier, the oldest first."""
        return [json.loads(row["data"]) for row in self._store.all("SELECT data FROM progress WHERE code = ? ORDER BY moment, rowid", code)]

    def note(self, service: str, code: str, answer: str) -> None:
        """Record that a message came and how it was answered."""
        self._store.run("INSERT INTO message (at, service, code, answer) VALUES (?, ?, ?, ?)", time.time(), service, code, answer)

    def dossiers(self) -> list[Row]:
        """Return (code, state, data, at) of the 200 dossiers touched last."""
        return self._store.all("SELECT * FROM dossier ORDER BY at DESC LIMIT 200")

    def messages(self, code: str = "") -> list[Row]:
        """Return the last 200 messages, of one dossier if `code` is given."""
        return self._store.all("SELECT * FROM message WHERE ? IN ('', code) ORDER BY id DESC LIMIT 200", code)

    def close(self) -> None:
        """Close the file."""
        self._store.close()

    def count(self) -> int:
        """Return how many dossiers are known."""
        return self._store.count("dossier")
