"""The letters caught, one row per recipient; a repeat with the same Message-ID is counted, not kept twice."""

from datetime import datetime, timedelta, timezone
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import default
from pathlib import Path
from typing import Any

from sandbox.store import Row, Store

HANOI = timezone(timedelta(hours=7))
_SCHEMA = """
CREATE TABLE IF NOT EXISTS letter (
  id INTEGER PRIMARY KEY, message_id TEXT, recipient TEXT, sender TEXT, subject TEXT, text TEXT, html TEXT, at TEXT,
  repeats INTEGER DEFAULT 0, UNIQUE (message_id, recipient));
CREATE INDEX IF NOT EXISTS by_recipient ON letter (recipient, id);
"""


class Box:
    """The catcher's memory."""

    def __init__(self, path: Path) -> None:
        self._store = Store(path, _SCHEMA)

    def keep(self, sender: str, recipients: list[str], content: bytes) -> None:
        """Keep one letter for each recipient."""
        letter = BytesParser(EmailMessage, policy=default).parsebytes(content)
        message_id = str(letter["Message-ID"]) if letter["Message-ID"] else None
        told = (sender, str(letter["Subject"] or ""), _part(letter, "plain"), _part(letter, "html"))
        at = datetime.now(HANOI).isoformat(timespec="seconds")
        with self._store.transaction():
            for recipient in recipients:
                self._store.run(
                    "INSERT INTO letter (message_id, recipient, sender, subject, text, html, at) VALUES (?, ?, ?, ?, ?, ?, ?)"
                    " ON CONFLICT (message_id, recipient) DO UPDATE SET repeats = repeats + 1",
                    *(message_id, recipient.lower(), *told, at),
                )

    def letters(self, recipient: str = "", most: int = 1000) -> list[dict[str, Any]]:
        """Return the newest `most` letters to `recipient`, or to anybody, newest first."""
        rows = self._store.all("SELECT * FROM letter WHERE ?1 IN ('', recipient) ORDER BY id DESC LIMIT ?2", recipient.lower(), most)
        return [_told(row) for row in rows]

    def letter(self, number: int) -> dict[str, Any] | None:
        """Return one letter, or None."""
        row = self._store.one("SELECT * FROM letter WHERE id = ?", number)
        return _told(row) if row else None

    def recipients(self) -> list[tuple[str, int, int]]:
        """Return (address, letters, repeats) by address."""
        rows = self._store.all("SELECT recipient, count(*), sum(repeats) FROM letter GROUP BY recipient ORDER BY recipient")
        return [(row[0], row[1], row[2]) for row in rows]

    def close(self) -> None:
        """Close the file."""
        self._store.close()

    def count(self) -> int:
        """Return how many letters were caught, repeats not counted."""
        return self._store.count("letter")


def _part(letter: EmailMessage, kind: str) -> str:
    part = letter.get_body((kind,))
    return str(part.get_content()) if part else ""


def _told(row: Row) -> dict[str, Any]:
    names = {
        "id": "id",
        "message_id": "message_id",
        "recipient": "to",
        "sender": "from",
        "subject": "subject",
        "text": "text",
        "html": "html",
    }
    return {new: row[old] for old, new in names.items()} | {"received_at": row["at"], "repeats": row["repeats"]}
