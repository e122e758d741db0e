"""Deliver what waits: the oldest message of each subject and partner first, in batches, SKIP LOCKED.

A failure that may pass, or a defect of a connector, is tried again with exponential back-off and jitter, without end; a refusal
parks the message, and with it every later one of the same subject and partner. A worker killed between delivery and commit
delivers again with the same idempotency key: the partner sees a repeat, never a loss.
"""

import logging
import random
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.utils import timezone

from motcua.outbox.models import Attempt, Message, State
from motcua.ports import Outgoing, Refused, Unreachable, port

log = logging.getLogger(__name__)
FIRST_WAIT = timedelta(seconds=2)
LONGEST_WAIT = timedelta(minutes=10)

# A connector raises Refused or Unreachable; anything else is a defect of ours that must not keep the other messages from leaving.
_DEFECTS = (LookupError, TypeError, ValueError, AttributeError, ArithmeticError, AssertionError, ImportError, OSError, RuntimeError)

_NEXT = """
SELECT id FROM outbox_message m
WHERE state = 'waiting' AND next_at <= %s AND NOT EXISTS (
  SELECT 1 FROM outbox_message e
  WHERE e.subject = m.subject AND e.partner = m.partner AND e.state <> 'delivered' AND e.id < m.id)
ORDER BY next_at LIMIT 1 FOR UPDATE SKIP LOCKED
"""


def flush(most: int = 500) -> int:
    """Deliver up to `most` messages that are due; returns how many were tried."""
    for done in range(most):
        if not deliver_next(timezone.now()):
            return done
    return most


def deliver_next(at: datetime) -> bool:
    """Try the next message that is due; False when there is none. One transaction: the row stays locked while we ask."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(_NEXT, [at])
            row = cursor.fetchone()
        if row is None:
            return False
        message = Message.objects.get(pk=row[0])
        outcome, detail = _try(message)
        Attempt(message=message.id, at=timezone.now(), outcome=outcome, detail=detail[:500]).save(force_insert=True)
        _settle(message, outcome, timezone.now())
        return True


def _try(message: Message) -> tuple[str, str]:
    outgoing = Outgoing(str(message.id), message.kind, str(message.subject), message.payload, message.created_at)
    try:
        return "delivered", port(message.partner).deliver(outgoing).evidence
    except Refused as refusal:
        log.warning("outbox: %s refused %s", message.partner, message.id)
        return "refused", str(refusal)
    except Unreachable as failure:
        log.info("outbox: %s unreachable for %s", message.partner, message.id)
        return "unreachable", str(failure)
    except _DEFECTS as defect:
        log.exception("outbox: our connector to %s failed on %s", message.partner, message.id)
        return "failed", type(defect).__name__


def _settle(message: Message, outcome: str, at: datetime) -> None:
    message.attempts += 1
    if outcome == "delivered":
        message.state, message.delivered_at = State.DELIVERED, at
    elif outcome == "refused":
        message.state = State.PARKED
    else:
        message.next_at = at + wait_after(message.attempts)
    message.save(update_fields=["attempts", "state", "delivered_at", "next_at"])


def wait_after(attempts: int) -> timedelta:
    """Return how long to wait after so many failures: doubling up to ten minutes, with up to a quarter of jitter."""
    doubled: int = 2 ** min(attempts - 1, 12)
    wait = min(FIRST_WAIT * doubled, LONGEST_WAIT)
    return wait * (1 + random.random() / 4)  # noqa: S311 - jitter, not a secret
