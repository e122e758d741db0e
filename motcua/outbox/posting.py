"""Put a message into the outbox, inside the act's transaction."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from motcua.audit.rows import copy_in
from motcua.outbox import lanes
from motcua.outbox.models import Message


def post(partner: str, kind: str, subject: UUID, payload: dict[str, Any], at: datetime) -> Message:
    """Write one message for `partner` about `subject`; it leaves after the act has committed. `payload` is neutral JSON."""
    message = Message(partner=partner, kind=kind, subject=subject, payload=payload, created_at=at)
    message.save(force_insert=True)
    lanes.lengthen(partner, [subject], at)
    return message


def post_all(partner: str, kind: str, payloads: Iterable[tuple[UUID, dict[str, Any]]], at: datetime) -> int:
    """Write one message for each (subject, payload), all in one transaction's few statements; returns how many."""
    rows = [Message(partner=partner, kind=kind, subject=subject, payload=payload, created_at=at) for subject, payload in payloads]
    lanes.lengthen(partner, [row.subject for row in rows], at)
    return copy_in(rows)
