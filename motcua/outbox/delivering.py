"""Deliver the messages of one lane, in order, until one does not go: no database here but the table of answers, no transaction."""

import logging
import re
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from motcua.law.calendar import HANOI
from motcua.outbox import answers
from motcua.outbox.models import Message
from motcua.ports import Batching, Delivered, Outgoing, Refused, Unclear, Unreachable, port

log = logging.getLogger(__name__)
DELIVERED, REFUSED, UNREACHABLE, UNCLEAR, FAILED = "delivered", "refused", "unreachable", "unclear", "failed"
UNCLEAR_TRIES = 12  # about an hour and a quarter; then a person reads what the partner wrote

# A connector raises Refused, Unreachable or Unclear; anything else is a defect of ours that must not keep the others from leaving.
_DEFECTS = (LookupError, TypeError, ValueError, AttributeError, ArithmeticError, AssertionError, ImportError, OSError, RuntimeError)
_NUMBER = re.compile(r"(?<![\d.-])(\d{3})\d{3,}(\d{3})(?![\d-])")


@dataclass(frozen=True)
class Tried:
    """How one message fared at one try; `detail` holds no personal number."""

    message: Message
    outcome: str
    detail: str
    at: datetime


def deliver(partner: str, messages: Sequence[Message], clock: Callable[[], datetime], until: float) -> list[Tried]:
    """Send the messages of one lane until one does not go or `until` (monotonic seconds) has come; returns the tries, in order."""
    tried: list[Tried] = []
    left, alone = list(messages), False
    while left and time.monotonic() < until:
        group = left[: 1 if alone else _together(partner, left)]
        outcome, detail = _send(partner, group, clock())
        if outcome == REFUSED and len(group) > 1:
            alone = True  # nothing of it was taken; one by one the culprit shows
            continue
        tried += [Tried(message, outcome, detail, clock()) for message in group]
        if outcome != DELIVERED:
            break
        left = left[len(group) :]
    return tried


def outgoing(message: Message) -> Outgoing:
    """Return the message as connectors know it; the idempotency key is the same at every try."""
    return Outgoing(str(message.id), message.kind, str(message.subject), message.payload, message.created_at)


def _together(partner: str, messages: Sequence[Message]) -> int:
    try:
        channel = port(partner)
    except _DEFECTS:
        return 1  # the sending says why
    return max(1, channel.together([outgoing(m) for m in messages])) if isinstance(channel, Batching) else 1


def _send(partner: str, group: Sequence[Message], at: datetime) -> tuple[str, str]:
    try:
        return DELIVERED, masked(_call(partner, [outgoing(message) for message in group]).evidence)
    except Refused as refusal:
        return _judged(partner, str(refusal), REFUSED, at)
    except Unclear as words:
        last = group[0].attempts + 1 >= UNCLEAR_TRIES
        return _judged(partner, str(words), REFUSED if last else UNCLEAR, at)
    except Unreachable as failure:
        return UNREACHABLE, masked(str(failure))
    except _DEFECTS as defect:
        log.exception("outbox: our connector to %s failed on %s", partner, group[0].id)
        return FAILED, type(defect).__name__


def _call(partner: str, messages: Sequence[Outgoing]) -> Delivered:
    channel: Any = port(partner)
    found: Delivered = channel.deliver(messages[0]) if len(messages) == 1 else channel.deliver_together(messages)
    return found


def _judged(partner: str, words: str, unknown: str, at: datetime) -> tuple[str, str]:
    """What the table of answers makes of the partner's words; `unknown` where it has none for them."""
    meant = answers.meaning(partner, words, at.astimezone(HANOI).date())
    outcome = {answers.DONE: DELIVERED, answers.RETRY: UNCLEAR, answers.STOP: REFUSED, None: unknown}[meant]
    return outcome, masked(words)


def masked(words: str) -> str:
    """Return a partner's words with every long number shortened to its first and last three digits, at most 500 characters."""
    return _NUMBER.sub(r"\1•••\2", words)[:500]
