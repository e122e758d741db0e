"""Put a message into the outbox, inside the act's transaction."""

from datetime import datetime
from typing import Any
from uuid import UUID

from motcua.outbox.models import Message


def post(partner: str, kind: str, subject: UUID, payload: dict[str, Any], at: datetime) -> Message:
    """Write one message for `partner` about `subject`; it leaves after the act has committed. `payload` is neutral JSON."""
    message = Message(partner=partner, kind=kind, subject=subject, payload=payload, next_at=at, created_at=at)
    message.save(force_insert=True)
    return message
