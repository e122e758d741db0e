"""The provider's signing key: RS256, made once, kept in its folder."""

import json
import os
from pathlib import Path
from typing import Any

from joserfc import jwt
from joserfc.jwk import RSAKey


class Keys:
    """Signs tokens and tells the public key."""

    def __init__(self, path: Path) -> None:
        if not path.exists():
            _write_private(path, RSAKey.generate_key(2048, private=True, auto_kid=True).as_dict(private=True))
        self._key = RSAKey.import_key(json.loads(path.read_text("utf-8")))

    def sign(self, claims: dict[str, Any]) -> str:
        """Return `claims` as a signed token."""
        return jwt.encode({"alg": "RS256", "kid": self._key.kid, "typ": "JWT"}, claims, self._key)

    def public(self) -> dict[str, Any]:
        """Return the key set to verify with."""
        return {"keys": [{**self._key.as_dict(private=False), "use": "sig", "alg": "RS256"}]}


def _write_private(path: Path, key: dict[str, Any]) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump(key, file)
