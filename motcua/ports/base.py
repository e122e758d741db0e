"""Failures that every outside system shares, and the way a connector is found."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, Protocol, runtime_checkable

from django.conf import settings
from django.utils.module_loading import import_string

MOST_EVIDENCE = 4_000  # characters kept of an answer that made no sense


class Refused(Exception):
    """The partner understood and said no: sending the same again is useless. `str()` is the partner's reason."""


class Unreachable(Exception):
    """The partner did not answer, or not in a way that can be read: the same may pass later."""


class Garbled(Unreachable):
    """The partner answered nonsense, or to another question. `evidence` is what came, to be kept: it may hold personal data."""

    def __init__(self, why: str, evidence: str = "") -> None:
        super().__init__(why)
        self.evidence = evidence[:MOST_EVIDENCE]


class Unclear(Exception):
    """The partner answered in words that no code explains: `str()` is the text; the outbox's table of answers says what it means."""


@dataclass(frozen=True)
class Outgoing:
    """One message to a partner, as the outbox keeps it.

    `payload` is neutral JSON (our names, ISO 8601 times with offset); the connector turns it into the partner's wire format.
    `idempotency_key` is the same at every attempt.
    """

    idempotency_key: str
    kind: str
    subject: str
    payload: dict[str, Any]
    created_at: datetime


@dataclass(frozen=True)
class Delivered:
    """What the partner answered, kept as evidence with the attempt; no personal data in it."""

    evidence: str


@dataclass(frozen=True)
class Spoken:
    """What a partner says of itself when asked without any matter: who it is, and the interface and version it speaks."""

    partner: str
    version: str


@runtime_checkable
class Speaking(Protocol):
    """A connector that can ask its partner who it is, changing nothing there: for `motcua doctor`."""

    def speaks(self) -> Spoken:
        """Return who answers and which version it speaks. Raises Unreachable without an answer, Refused when it lets us not in."""
        ...


class Channel(Protocol):
    """A partner that takes messages from the outbox: the national portal, mail."""

    def deliver(self, message: Outgoing) -> Delivered:
        """Send `message`; raise `Refused` when it is useless to try again, `Unreachable` when it is not, `Unclear` when only words came."""
        ...


@runtime_checkable
class Batching(Protocol):
    """A channel that takes several messages of one subject in one call, whole or not at all."""

    def together(self, messages: Sequence[Outgoing]) -> int:
        """Return how many of the first `messages` (in order, at least one) may go in one call."""
        ...

    def deliver_together(self, messages: Sequence[Outgoing]) -> Delivered:
        """Send them in order. Raises as `deliver`; after a refusal nothing of them was taken."""
        ...


class Asked(Protocol):
    """A partner that can be asked how it sees our dossiers: for reconciliation."""

    def statuses_of(self, codes: Sequence[str]) -> dict[str, int | None]:
        """Return the status (1 to 10) of each dossier there, None where the partner says it has none. Raises Unreachable."""
        ...


@cache
def port(name: str) -> Any:
    """Return the connector that settings.CONNECTORS names for `name`; one instance per process.

    Raises KeyError for a name that settings do not know.
    """
    chosen = settings.CONNECTORS[name]
    return import_string(chosen["BACKEND"])(**chosen.get("OPTIONS", {}))
