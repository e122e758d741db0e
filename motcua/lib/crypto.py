"""Encryption of personal data (AES-256-GCM) and a keyed index (HMAC-SHA-256) to find equal numbers without reading them."""

import base64
import hashlib
import hmac
import json
import os
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_NONCE = 12


def encrypt(text: str, key: str) -> bytes:
    """Return nonce + ciphertext of `text` under `key` (32 bytes, base64)."""
    nonce = os.urandom(_NONCE)
    return nonce + AESGCM(base64.b64decode(key)).encrypt(nonce, text.encode(), None)


def decrypt(sealed: bytes, key: str) -> str:
    """Return the text that `encrypt` sealed; raises cryptography's InvalidTag when it was changed or the key is another."""
    return AESGCM(base64.b64decode(key)).decrypt(sealed[:_NONCE], sealed[_NONCE:], None).decode()


def index(text: str, key: str) -> str:
    """Return a keyed fingerprint of `text`, equal for equal texts, useless without `key` (32 bytes, base64)."""
    return hmac.new(base64.b64decode(key), text.encode(), hashlib.sha256).hexdigest()


def canonical(value: Any) -> bytes:
    """Return JSON with sorted keys and no white space: the same value always gives the same bytes."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
