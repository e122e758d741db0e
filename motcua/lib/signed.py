"""A message that a partner signs with a secret we share: HMAC-SHA256 (hex) over `timestamp + "." + body`, the timestamp in milliseconds."""

import hashlib
import hmac
from datetime import datetime

TOLERANCE_SECONDS = 300


def signature(secret: str, stamp: str, body: bytes) -> str:
    """Return the signature of `body` sent at `stamp` (milliseconds since 1970, as text)."""
    return hmac.new(secret.encode(), stamp.encode() + b"." + body, hashlib.sha256).hexdigest()


def is_signed(secret: str, stamp: str, body: bytes, given: str) -> bool:
    """Tell whether `given` is the signature of `body` at `stamp` under a secret that is set."""
    return bool(secret) and hmac.compare_digest(signature(secret, stamp, body).encode(), given.encode())


def is_fresh(stamp: str, now: datetime) -> bool:
    """Tell whether `stamp` lies within five minutes of `now` (aware); what is older may be somebody's copy."""
    if not (stamp.isascii() and stamp.isdigit() and len(stamp) < 16):
        return False
    return abs(now.timestamp() - int(stamp) / 1000) <= TOLERANCE_SECONDS
