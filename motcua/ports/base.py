"""Failures that every outside system shares, and the way a connector is found."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, Protocol

from django.conf import settings
from django.utils.module_loading import import_string


class Refused(Exception):
    """The partner understood and said no: sending the same again is useless. `str()` is the partner's reason."""


class Unreachable(Exception):
    """The partner did not answer, or not in a way that can be read: the same may pass later."""


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


class Channel(Protocol):
    """A partner that takes messages from the outbox: the national portal, mail."""

    def deliver(self, message: Outgoing) -> Delivered:
        """Send `message`; raise `Refused` when it is useless to try again, `Unreachable` when it is not."""
        ...


@cache
def port(name: str) -> Any:
    """Return the connector that settings.CONNECTORS names for `name`; one instance per process.

    Raises KeyError for a name that settings do not know.
    """
    chosen = settings.CONNECTORS[name]
    return import_string(chosen["BACKEND"])(**chosen.get("OPTIONS", {}))
