"""News that a system pushes to the city: kept until taken, signed, and as unreliable as the faults say.

Headers: X-Timestamp (milliseconds), X-Signature = hex HMAC-SHA256(secret, timestamp + "." + body), X-Event-Id.
"""

import hashlib
import hmac
import json
import threading
import time
from pathlib import Path
from typing import Any

import httpx

from sandbox.faults import GARBAGE, Faults
from sandbox.store import Row, Store

_SCHEMA = """
CREATE TABLE IF NOT EXISTS push (
  id INTEGER PRIMARY KEY, body TEXT, event TEXT, due REAL, tries INTEGER DEFAULT 0, answer TEXT DEFAULT '', sent REAL);
CREATE INDEX IF NOT EXISTS push_due ON push (due) WHERE sent IS NULL;
"""
LONGEST = 30.0


class Pusher:
    """Sends to one address in a thread of its own; with no address it keeps nothing and sends nothing."""

    def __init__(self, path: Path, url: str, secret: str, system: str, faults: Faults) -> None:
        self._store = Store(path, _SCHEMA)
        self._url, self._secret, self._system, self._faults = url, secret.encode(), system, faults
        self._wake, self._stop = threading.Event(), False
        self._http = httpx.Client(timeout=5, follow_redirects=False, trust_env=False)
        self._thread = threading.Thread(target=self._run, name=f"push {system}", daemon=True)
        if url:
            self._thread.start()

    def tell(self, event: str, body: dict[str, Any]) -> None:
        """Keep one piece of news to push."""
        if self._url:
            self._store.run(
                "INSERT INTO push (body, event, due) VALUES (?, ?, ?)", json.dumps(body, ensure_ascii=False), event, time.time()
            )
            self._wake.set()

    def recent(self) -> list[Row]:
        """Return the last 50 pushes, newest first."""
        return self._store.all("SELECT * FROM push ORDER BY id DESC LIMIT 50")

    def waiting(self) -> int:
        """Return how many were not taken yet."""
        row = self._store.one("SELECT count(*) FROM push WHERE sent IS NULL")
        return int(row[0]) if row else 0

    def close(self) -> None:
        """Stop the thread and close the file."""
        self._stop = True
        self._wake.set()
        if self._thread.is_alive():
            self._thread.join(10)
        self._http.close()
        self._store.close()

    def _run(self) -> None:
        while not self._stop:
            due = self._store.all("SELECT * FROM push WHERE sent IS NULL AND due <= ? ORDER BY due, id LIMIT 2", time.time())
            if not due:
                self._wake.wait(0.2)
                self._wake.clear()
                continue
            mode = self._faults.draw(self._system)
            self._send(due[-1] if mode == "reorder" else due[0], mode)

    def _send(self, row: Row, mode: str) -> None:
        if mode == "slow":
            time.sleep(self._faults.slow_seconds)
        body = GARBAGE if mode == "garbage" else row["body"].encode()
        answers = [] if mode in ("error", "timeout") else [self._post(row["event"], body) for _ in range(2 if mode == "duplicate" else 1)]
        taken = bool(answers) and answers[-1] in ("200", "202") and mode != "garbage"
        answer = answers[-1] if answers else "không gửi được (giả lập)"
        wait = min(LONGEST, 0.5 * 2 ** min(row["tries"], 8))
        self._store.run(
            "UPDATE push SET tries = tries + 1, answer = ?, sent = ?, due = ? WHERE id = ?",
            answer, time.time() if taken else None, time.time() + wait, row["id"],
        )  # fmt: skip

    def _post(self, event: str, body: bytes) -> str:
        stamp = str(int(time.time() * 1000))
        heads = {"Content-Type": "application/json", "X-Timestamp": stamp, "X-Event-Id": event}
        heads["X-Signature"] = signature(self._secret, stamp, body)
        try:
            return str(self._http.post(self._url, content=body, headers=heads).status_code)
        except httpx.HTTPError as problem:
            return type(problem).__name__


def signature(secret: bytes, stamp: str, body: bytes) -> str:
    """Return the signature of `body` sent at `stamp`."""
    return hmac.new(secret, stamp.encode() + b"." + body, hashlib.sha256).hexdigest()
