"""The time stamp authority: says, signed, that a hash existed at a moment (RFC 3161)."""

from datetime import datetime
from typing import Protocol


class TimeStamps(Protocol):
    """An authority that stamps SHA-256 digests, and the check of what it stamped."""

    def stamp(self, digest: bytes) -> bytes:
        """Return the time stamp token (DER) over a SHA-256 digest. Raises Refused, Unreachable."""
        ...

    def stamped_at(self, token: bytes, digest: bytes) -> datetime:
        """Return the moment (UTC) that `token` vouches for `digest`.

        Raises Refused when the token is over something else, was altered, or is not of a trusted authority.
        """
        ...
