"""Partners that settings can name: one that keeps what it got in a file, so that other processes see it too, and a broken one."""

import json
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from motcua.ports import Delivered, Outgoing, Refused, Unclear, Unreachable


class Client:
    """Appends (idempotency key, subject, number) to `book`; the payload says how to answer. `hold` is slept after taking, in seconds."""

    def __init__(self, book: str, hold: float = 0) -> None:
        self._book, self._hold = Path(book), hold
        self.down = False
        self.asked = 0

    def deliver(self, message: Outgoing) -> Delivered:
        """Take the message, or answer as its payload says. Raises Refused and Unreachable; a defect raises KeyError."""
        self.asked += 1
        if self.down or message.payload.get("down"):
            raise Unreachable("nobody answers")
        if message.payload.get("bad"):
            raise Refused("2 Thiếu TenTTHC")
        if "words" in message.payload:
            raise Unclear(message.payload["words"])
        if message.payload.get("broken"):
            return self._broken()
        with self._book.open("a") as book:
            book.write(json.dumps([message.idempotency_key, message.subject, message.payload["n"]]) + "\n")
        time.sleep(self._hold)
        return Delivered(evidence="taken")

    def _broken(self) -> Delivered:
        answer: dict[str, str] = {}
        return Delivered(evidence=answer["not there"])


class Together(Client):
    """Takes up to three messages in a call, whole or not at all; `calls` keeps how many came together."""

    def __init__(self, book: str) -> None:
        super().__init__(book)
        self.calls: list[int] = []

    def together(self, messages: Sequence[Outgoing]) -> int:
        """Up to three."""
        return min(3, len(messages))

    def deliver_together(self, messages: Sequence[Outgoing]) -> Delivered:
        """Take them all or none. Raises as `deliver`."""
        self.calls.append(len(messages))
        if any(message.payload.get("bad") for message in messages):
            raise Refused("2 Thiếu TenTTHC")
        for message in messages:
            self.deliver(message)
        return Delivered(evidence="taken together")


def taken(book: Path) -> list[Any]:
    """Return what was taken, in order."""
    return [json.loads(line) for line in book.read_text().splitlines()] if book.exists() else []
