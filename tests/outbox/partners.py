"""Partners that settings can name: one that keeps what it got in a file, so that other processes see it too, and a broken one."""

import json
import time
from pathlib import Path
from typing import Any

from motcua.ports import Delivered, Outgoing, Refused, Unreachable


class Client:
    """Appends (idempotency key, subject, number) to `book`; the payload says how to answer. `hold` is slept after taking, in seconds."""

    def __init__(self, book: str, hold: float = 0) -> None:
        self._book, self._hold = Path(book), hold
        self.down = False

    def deliver(self, message: Outgoing) -> Delivered:
        """Take the message, or answer as its payload says. Raises Refused and Unreachable; a defect raises KeyError."""
        if self.down or message.payload.get("down"):
            raise Unreachable("nobody answers")
        if message.payload.get("bad"):
            raise Refused("2 Thiếu TenTTHC")
        if message.payload.get("broken"):
            return self._broken()
        with self._book.open("a") as book:
            book.write(json.dumps([message.idempotency_key, message.subject, message.payload["n"]]) + "\n")
        time.sleep(self._hold)
        return Delivered(evidence="taken")

    def _broken(self) -> Delivered:
        answer: dict[str, str] = {}
        return Delivered(evidence=answer["not there"])


def taken(book: Path) -> list[Any]:
    """Return what was taken, in order."""
    return [json.loads(line) for line in book.read_text().splitlines()] if book.exists() else []
