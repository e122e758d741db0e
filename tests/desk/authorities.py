"""Signing authorities that remember what they were asked, and how deep in transactions it was."""

from django.db import connection

from motcua.ports import SignatureRequest, Unreachable
from tests import make


class Counted:
    """The authority of make.py, that counts what it is asked and whether a transaction stood open."""

    asked: list[str] = []
    depths: set[int] = set()

    def sign(self, pdf: bytes, request: SignatureRequest) -> bytes:
        """Sign, and note it."""
        if request.credential.startswith("officer:"):
            self.asked.append(request.credential)
            self.depths.add(len(connection.savepoint_ids))
        return make.signing().sign(pdf, request)


class AwayOnce(Counted):
    """An authority that does not answer the first time."""

    def sign(self, pdf: bytes, request: SignatureRequest) -> bytes:
        """Raise Unreachable once."""
        if not self.asked:
            self.asked.append("away")
            raise Unreachable("no answer")
        return super().sign(pdf, request)
