"""Handle what lies in the inbox: the oldest of each subject first, several workers at once, a killed worker's part taken up again."""

import logging
import random
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils import timezone

from motcua.law.lifecycle import Refusal
from motcua.lib.saying import N_, Sentence
from motcua.outbox.inbox import Arrived, CannotHandle, NotYet, as_cause, handler_of
from motcua.outbox.models import Arrival, ArrivalState, Inbox
from motcua.ports import Refused, Unreachable

log = logging.getLogger(__name__)
LEASE = timedelta(minutes=2)  # by then a handler is done; one that is not has died, and another worker takes the message
FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=1), timedelta(minutes=10)
MOST_TRIES = 12  # about half an hour; a partner that is away does not count
_TOGETHER = 10
_DEFECTS = (LookupError, TypeError, ValueError, AttributeError, ArithmeticError, AssertionError, ImportError, OSError, RuntimeError)
_HEADS = """
SELECT id FROM outbox_arrival a
WHERE state = 'waiting' AND next_at <= %s AND NOT EXISTS (
  SELECT 1 FROM outbox_arrival e
  WHERE e.partner = a.partner AND e.subject = a.subject AND e.state IN ('waiting', 'set_aside')
    AND NOT e.gives_way AND e.id < a.id)
ORDER BY next_at LIMIT %s FOR UPDATE SKIP LOCKED
"""


def handle_due(most: int = 200) -> int:
    """Handle up to `most` messages that are due; returns how many were tried."""
    tried = 0
    while tried < most:
        claimed = _claim(timezone.now(), min(_TOGETHER, most - tried))
        for arrival in claimed:
            _handle(arrival)
        tried += len(claimed)
        if not claimed:
            break
    return tried


def _claim(at: datetime, most: int) -> list[Arrival]:
    """Take up to `most` messages, one of a subject, for LEASE; the handler runs outside this transaction."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_HEADS, [at, most])
        keys = [row[0] for row in cursor.fetchall()]
        rows = list(Arrival.objects.filter(pk__in=keys).order_by("pk"))
        for row in rows:
            row.attempts, row.next_at = row.attempts + 1, at + LEASE
        Arrival.objects.bulk_update(rows, ["attempts", "next_at"])
    return rows


def _handle(arrival: Arrival) -> None:
    kept = Inbox.objects.get(pk=arrival.pk)
    arrived = Arrived(kept.pk, kept.partner, kept.kind, kept.reference, arrival.subject, kept.payload, kept.received_at)
    try:
        handler_of(arrived.partner, arrived.kind)(arrived, timezone.now())
    except (CannotHandle, Refusal) as cannot:
        _settle(arrival, ArrivalState.SET_ASIDE, cannot.sentence)
    except Refused as refused:
        _settle(arrival, ArrivalState.SET_ASIDE, Sentence(N_("Đối tác không chịu xác nhận: %(why)s"), {"why": str(refused)[:200]}))
    except Unreachable:
        _later(arrival)
    except NotYet as waits:
        _later_or_aside(arrival, waits.sentence, gives_way=True)
    except _DEFECTS as defect:
        log.exception("inbox: our handler of %s %s failed on %s", arrived.partner, arrived.kind, arrived.id)
        _later_or_aside(arrival, Sentence(N_("Lỗi của hệ thống khi xử lý (%(kind)s); đã ghi nhật ký."), {"kind": type(defect).__name__}))
    else:
        _settle(arrival, ArrivalState.HANDLED, None)


def _later_or_aside(arrival: Arrival, why: Sentence, *, gives_way: bool = False) -> None:
    if arrival.attempts >= MOST_TRIES:
        _settle(arrival, ArrivalState.SET_ASIDE, why)
    else:
        _later(arrival, why, gives_way=gives_way)


def _later(arrival: Arrival, why: Sentence | None = None, *, gives_way: bool = False) -> None:
    at = timezone.now() + wait_after(arrival.attempts)
    _ours(arrival).update(next_at=at, cause=as_cause(why) if why else {}, gives_way=gives_way)


def _settle(arrival: Arrival, state: ArrivalState, why: Sentence | None) -> None:
    if state is ArrivalState.SET_ASIDE:
        log.warning("inbox: %s %s set aside, %s", arrival.partner, arrival.kind, arrival.pk)
    done = timezone.now() if state is ArrivalState.HANDLED else None
    _ours(arrival).update(state=state, cause=as_cause(why) if why else {}, handled_at=done)


def _ours(arrival: Arrival) -> QuerySet[Arrival]:
    """The row as we took it: had our lease run out, another worker's count stands there and nothing is changed."""
    return Arrival.objects.filter(pk=arrival.pk, state=ArrivalState.WAITING, attempts=arrival.attempts)


def wait_after(attempts: int) -> timedelta:
    """Return how long to wait after so many tries: doubling up to ten minutes, with up to a quarter of jitter."""
    doubled: int = 2 ** min(attempts - 1, 12)
    return min(FIRST_WAIT * doubled, LONGEST_WAIT) * (1 + random.random() / 4)  # noqa: S311 - jitter, not a secret
