"""Signing authorities for workers in a process of their own."""

import time
from pathlib import Path
from typing import Any

from motcua.ports import Refused, SignatureRequest, Unreachable


class Slow:
    """One that says it was asked, in a file, and takes a minute."""

    def __init__(self, asked: str) -> None:
        self.asked = Path(asked)

    def sign(self, pdf: bytes, request: SignatureRequest) -> bytes:
        """Sleep."""
        self.asked.write_text(request.credential)
        time.sleep(60)
        return pdf


class Away:
    """One that does not answer."""

    def sign(self, pdf: bytes, request: SignatureRequest) -> bytes:
        """Raise Unreachable."""
        raise Unreachable("no answer")


class Refusing:
    """One that knows no key."""

    def sign(self, pdf: bytes, request: SignatureRequest) -> bytes:
        """Raise Refused."""
        raise Refused("There is no such credential")


def slow(**options: Any) -> Slow:
    """Return the slow one, as settings call it."""
    return Slow(**options)
