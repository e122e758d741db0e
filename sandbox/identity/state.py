"""What the provider remembers: sign-ins under way, codes given out, tokens. Times are Unix seconds."""

import json
import secrets
import time
from dataclasses import dataclass
from pathlib import Path

from sandbox.identity.rules import Broken
from sandbox.store import Store

LOGIN_LIFE, CODE_LIFE, TOKEN_LIFE, TRIES = 900, 120, 900, 5
_SCHEMA = """
CREATE TABLE IF NOT EXISTS login (ticket TEXT PRIMARY KEY, params TEXT, username TEXT, otp TEXT, tries INTEGER DEFAULT 0, at REAL);
CREATE TABLE IF NOT EXISTS code (code TEXT PRIMARY KEY, params TEXT, username TEXT, used INTEGER DEFAULT 0, at REAL);
CREATE TABLE IF NOT EXISTS token (token TEXT PRIMARY KEY, code TEXT, username TEXT, at REAL);
CREATE TABLE IF NOT EXISTS visit (at REAL, username TEXT);
"""


@dataclass(frozen=True)
class Login:
    """A sign-in under way; `otp` is empty until the password was right."""

    ticket: str
    params: dict[str, str]
    username: str
    otp: str


class State:
    """The provider's memory, in one file."""

    def __init__(self, path: Path) -> None:
        self._store = Store(path, _SCHEMA)

    def begin(self, params: dict[str, str]) -> str:
        """Remember an authorization request and return its ticket."""
        ticket = secrets.token_urlsafe(24)
        self._store.run(
            "INSERT INTO login (ticket, params, username, otp, at) VALUES (?, ?, '', '', ?)", ticket, json.dumps(params), time.time()
        )
        return ticket

    def login(self, ticket: str) -> Login | None:
        """Return the sign-in of `ticket`, or None when it is unknown, too old or was tried too often."""
        row = self._store.one("SELECT * FROM login WHERE ticket = ? AND at > ? AND tries < ?", ticket, time.time() - LOGIN_LIFE, TRIES)
        return Login(ticket, json.loads(row["params"]), row["username"], row["otp"]) if row else None

    def failed(self, ticket: str) -> None:
        """Count one wrong password or code."""
        self._store.run("UPDATE login SET tries = tries + 1 WHERE ticket = ?", ticket)

    def challenge(self, ticket: str, username: str) -> None:
        """The password was right: make the one-time code that the phone of `username` shows."""
        otp = f"{secrets.randbelow(10**6):06d}"
        self._store.run("UPDATE login SET username = ?, otp = ?, tries = 0 WHERE ticket = ?", username, otp, ticket)

    def phone(self, username: str) -> list[str]:
        """Return the one-time codes that `username` may still use, newest first."""
        since = time.time() - LOGIN_LIFE
        rows = self._store.all("SELECT otp FROM login WHERE username = ? AND otp <> '' AND at > ? ORDER BY at DESC", username, since)
        return [row["otp"] for row in rows]

    def cancel(self, ticket: str) -> None:
        """Forget a sign-in."""
        self._store.run("DELETE FROM login WHERE ticket = ?", ticket)

    def grant(self, login: Login, username: str) -> str:
        """End the sign-in and return the authorization code for it."""
        code = secrets.token_urlsafe(32)
        with self._store.transaction():
            self._store.run("DELETE FROM login WHERE ticket = ?", login.ticket)
            self._store.run(
                "INSERT INTO code (code, params, username, at) VALUES (?, ?, ?, ?)", code, json.dumps(login.params), username, time.time()
            )
            self._store.run("INSERT INTO visit VALUES (?, ?)", time.time(), username)
        return code

    def redeem(self, code: str) -> tuple[str, dict[str, str]]:
        """Burn `code`; return user name and request. A second use raises Broken and takes back the tokens of the first."""
        with self._store.transaction():
            row = self._store.one("SELECT * FROM code WHERE code = ?", code)
            replayed = bool(row and row["used"])
            self._store.run("UPDATE code SET used = 1 WHERE code = ?", code)
            if replayed:
                self._store.run("DELETE FROM token WHERE code = ?", code)
        if row is None or replayed or row["at"] < time.time() - CODE_LIFE:
            raise Broken("invalid_grant", "the code is unknown, used or too old")
        return row["username"], json.loads(row["params"])

    def issue(self, code: str, username: str) -> str:
        """Return a new access token."""
        token = secrets.token_urlsafe(32)
        self._store.run("INSERT INTO token VALUES (?, ?, ?, ?)", token, code, username, time.time())
        return token

    def holder(self, token: str) -> str | None:
        """Return who holds `token`, or None."""
        row = self._store.one("SELECT username FROM token WHERE token = ? AND at > ?", token, time.time() - TOKEN_LIFE)
        return row["username"] if row else None

    def close(self) -> None:
        """Close the file."""
        self._store.close()

    def visits(self) -> int:
        """Return how many sign-ins ended well."""
        return self._store.count("visit")
