"""What the authority remembers: credentials with their keys, short-lived permissions, and what was signed."""

import hashlib
import json
import secrets
import time
from datetime import UTC, datetime
from pathlib import Path

from sandbox.signing.chain import Chain, Identity, load
from sandbox.store import Row, Store

SCHEMA = """
CREATE TABLE IF NOT EXISTS credentials (
    id TEXT PRIMARY KEY, name TEXT NOT NULL, organisation TEXT NOT NULL, pem BLOB NOT NULL, serial TEXT NOT NULL, blocked REAL);
CREATE TABLE IF NOT EXISTS revoked (serial TEXT PRIMARY KEY, at REAL NOT NULL);
CREATE TABLE IF NOT EXISTS permissions (token TEXT PRIMARY KEY, kind TEXT NOT NULL, credential TEXT, hashes TEXT, until REAL NOT NULL);
CREATE TABLE IF NOT EXISTS signatures (at REAL NOT NULL, credential TEXT NOT NULL, hash TEXT NOT NULL, note TEXT NOT NULL);
"""


class State:
    """Credentials and signatures of one authority, in one file."""

    def __init__(self, path: Path, chain: Chain) -> None:
        self._store, self._chain = Store(path, SCHEMA), chain
        path.chmod(0o600)

    def enrol(self, credential: str, name: str, organisation: str) -> Row:
        """Give `credential` a key and a certificate, unless it has them under the same names already."""
        with self._store.transaction():
            known = self.credential(credential)
            if known and (known["name"], known["organisation"]) == (name, organisation):
                return known
            made = self._chain.issue(name, organisation, credential)
            row = (credential, name, organisation, made.private_pem(), str(made.certificate.serial_number))
            self._store.run("INSERT OR REPLACE INTO credentials VALUES (?, ?, ?, ?, ?, NULL)", *row)
        found = self.credential(credential)
        assert found is not None
        return found

    def block(self, credential: str) -> bool:
        """Revoke the certificate of `credential`; False when there is no such credential."""
        known, now = self.credential(credential), time.time()
        if known is None:
            return False
        with self._store.transaction():
            self._store.run("UPDATE credentials SET blocked = ? WHERE id = ?", now, credential)
            self._store.run("INSERT OR IGNORE INTO revoked VALUES (?, ?)", known["serial"], now)
        return True

    def credential(self, credential: str) -> Row | None:
        """Return the row of `credential`, if it is enrolled."""
        return self._store.one("SELECT * FROM credentials WHERE id = ?", credential)

    def credentials(self) -> list[Row]:
        """Return every credential, by id."""
        return self._store.all("SELECT * FROM credentials ORDER BY id")

    def revoked(self) -> list[tuple[int, datetime]]:
        """Return serial number and moment of every revoked certificate."""
        return [(int(row["serial"]), datetime.fromtimestamp(row["at"], UTC)) for row in self._store.all("SELECT * FROM revoked")]

    def permit(self, kind: str, seconds: float, credential: str = "", hashes: list[str] | None = None) -> str:
        """Return a new token of `kind` ('session' or 'activation'), good for `seconds`."""
        token = secrets.token_urlsafe(32)
        self._store.run("DELETE FROM permissions WHERE until < ?", time.time())
        kept = (_digest(token), kind, credential, json.dumps(hashes or []), time.time() + seconds)
        self._store.run("INSERT INTO permissions VALUES (?, ?, ?, ?, ?)", *kept)
        return token

    def has_session(self, token: str) -> bool:
        """Whether `token` opens a session now."""
        sql = "SELECT 1 FROM permissions WHERE token = ? AND kind = 'session' AND until > ?"
        return self._store.one(sql, _digest(token), time.time()) is not None

    def use_activation(self, token: str, credential: str, hashes: list[str]) -> bool:
        """Whether `token` allows exactly these hashes of this credential; it works once."""
        sql = "DELETE FROM permissions WHERE token = ? AND kind = 'activation' AND credential = ? AND hashes = ? AND until > ?"
        return self._store.run(sql, _digest(token), credential, json.dumps(hashes), time.time()) == 1

    def note(self, credential: str, hash_: str, note: str) -> None:
        """Remember that a hash was signed."""
        self._store.run("INSERT INTO signatures VALUES (?, ?, ?, ?)", time.time(), credential, hash_, note)

    def signatures(self, limit: int = 200) -> list[Row]:
        """Return the latest signatures, newest first."""
        return self._store.all("SELECT * FROM signatures ORDER BY at DESC LIMIT ?", limit)

    def count(self) -> int:
        """Return how many signatures were made."""
        return self._store.count("signatures")

    def close(self) -> None:
        """Close the file."""
        self._store.close()


def identity(row: Row) -> Identity:
    """Return the key and certificate of a credential."""
    return load(row["pem"])


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
