"""Deliver what waits: claim lanes with SKIP LOCKED for the time of a lease, deliver outside any transaction, settle.

Strict order in a lane, lanes side by side. A refusal parks the lane; a failure that may pass, or a defect of a connector, is tried
again with exponential back-off and jitter, without end. A worker killed on the way delivers again when its lease has ended, with the
same idempotency key: the partner sees a repeat, never a loss. A partner that is away is asked by one worker now and then (lines.py).
"""

import logging
import random
import time
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from itertools import groupby
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from motcua.outbox import delivering, lanes, lines
from motcua.outbox.delivering import DELIVERED, FAILED, REFUSED, UNREACHABLE, Tried
from motcua.outbox.lanes import Claimed, Settled
from motcua.outbox.models import Attempt, Lane, Message, State

log = logging.getLogger(__name__)
FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=2), timedelta(minutes=10)
_WORK = 20 / 90  # of the lease, after which no further message of a claim is begun: the slowest call ends well within the rest
_LANES, _MESSAGES = 10, 10  # lanes of one claim, messages of one lane at a time
_ENOUGH = 2  # lanes in a row without an answer: the rest of the claim is given back untouched
_STATES = {DELIVERED: State.DELIVERED, REFUSED: State.PARKED}
_MARK = """
UPDATE outbox_message m SET state = d.state, attempts = m.attempts + 1, delivered_at = d.at
FROM (SELECT unnest(%s::uuid[]) AS id, unnest(%s::text[]) AS state, unnest(%s::timestamptz[]) AS at) d
WHERE m.id = d.id AND m.state = 'waiting'
"""
_OLDEST = """
SELECT m.id FROM unnest(%s::uuid[]) AS s(subject) CROSS JOIN LATERAL (
  SELECT id FROM outbox_message WHERE partner = %s AND subject = s.subject AND state = 'waiting' ORDER BY place LIMIT %s) m
"""


def flush(most: int = 500) -> int:
    """Deliver to every partner up to `most` messages that are due; returns how many were tried."""
    partners = list(Lane.objects.order_by("partner").values_list("partner", flat=True).distinct())
    return sum(flush_partner(partner, most) for partner in partners)


def flush_partner(partner: str, most: int = 500) -> int:
    """Deliver to one partner up to about `most` messages that are due; returns how many were tried."""
    tried = 0
    while tried < most:
        done = deliver_some(partner, timezone.now())
        tried += done
        if not done:
            break
    return tried


def deliver_some(partner: str, at: datetime) -> int:
    """Claim lanes of `partner` that are due at `at`, deliver and settle; returns how many messages were tried, 0 when none is due."""
    state = lines.state(partner, at)
    if state == lines.AWAY:
        return 0
    probe = state == lines.PROBE
    lease, claimed = lanes.claim(partner, at, at + lease_time(), 1 if probe else _LANES, probe=probe)
    if not claimed:
        return 0
    waiting = _oldest(partner, claimed, 1 if probe else _MESSAGES)
    _let_go()
    tried = _deliver(partner, claimed, waiting)
    if _settle(partner, lease, claimed, waiting, tried):
        lanes.wake(partner, timezone.now())
    return sum(map(len, tried.values()))


def _let_go() -> None:
    """Give the connection back to its pool: nothing of the database is held while a partner is asked."""
    if "pool" in connection.settings_dict["OPTIONS"] and not connection.in_atomic_block:
        connection.close()


def _oldest(partner: str, claimed: Sequence[Claimed], most: int) -> dict[UUID, list[Message]]:
    """The first messages of each lane, in order."""
    with connection.cursor() as cursor:
        cursor.execute(_OLDEST, [[lane.subject for lane in claimed], partner, most])
        keys = [row[0] for row in cursor.fetchall()]
    rows = Message.objects.filter(pk__in=keys).order_by("subject", "place")
    return {subject: list(group) for subject, group in groupby(rows, key=lambda m: m.subject)}


def _deliver(partner: str, claimed: Iterable[Claimed], waiting: dict[UUID, list[Message]]) -> dict[UUID, list[Tried]]:
    until, silent = time.monotonic() + _WORK * lease_time().total_seconds(), 0
    tried: dict[UUID, list[Tried]] = {}
    for lane in claimed:
        if silent >= _ENOUGH or time.monotonic() >= until:
            break
        tried[lane.subject] = done = delivering.deliver(partner, waiting.get(lane.subject, []), timezone.now, until)
        silent = silent + 1 if done and done[-1].outcome == UNREACHABLE else 0
    return tried


def _settle(
    partner: str, lease: UUID, claimed: Sequence[Claimed], waiting: dict[UUID, list[Message]], tried: dict[UUID, list[Tried]]
) -> bool:
    """Write what happened; tells whether a partner that was away is back. A lane that an act is lengthening is settled by itself."""
    by_id = {lane.id: lane for lane in claimed}
    with transaction.atomic():
        free = lanes.held(by_id, lease, wait=False)
        _write([by_id[key] for key in sorted(free)], waiting, tried)
        back = _note(partner, [t for each in tried.values() for t in each])
    for key in sorted(set(by_id) - free):
        with transaction.atomic():
            if lanes.held([key], lease, wait=True):
                _write([by_id[key]], waiting, tried)
            else:
                log.warning("outbox: the lease of a lane to %s had ended; what it delivered may come twice", partner)
    return back


def _write(ours: Sequence[Claimed], waiting: dict[UUID, list[Message]], tried: dict[UUID, list[Tried]]) -> None:
    settled: list[Settled] = []
    touched: list[tuple[UUID, str, datetime | None]] = []
    for lane in ours:
        done = tried.get(lane.subject, [])
        settled.append(_settled(lane, done, known=lane.subject in waiting))
        touched += [(t.message.id, _STATES.get(t.outcome, State.WAITING), t.at if t.outcome == DELIVERED else None) for t in done]
    if touched:
        with connection.cursor() as cursor:
            cursor.execute(_MARK, [list(column) for column in zip(*touched, strict=True)])
    lanes.settle(settled)


def _settled(lane: Claimed, done: Sequence[Tried], *, known: bool) -> Settled:
    """How the lane goes on: at once, after a pause, or parked; a lane without messages is closed."""
    left = sum(each.outcome == DELIVERED for each in done)
    last = done[-1] if done else None
    now = timezone.now()
    if last is None:
        return Settled(lane.id, 0, now) if known else Settled(lane.id, lane.pending, now, outcome=DELIVERED)
    if last.outcome == DELIVERED:
        return Settled(lane.id, left, now, outcome=DELIVERED)
    attempts = last.message.attempts + 1
    return Settled(lane.id, left, None if last.outcome == REFUSED else now + wait_after(attempts), attempts, last.outcome)


def _note(partner: str, tried: Sequence[Tried]) -> bool:
    """Keep every try as evidence, and what it says about the partner: True when it is back after having been away."""
    Attempt.objects.bulk_create([Attempt(message=t.message.id, at=t.at, outcome=t.outcome, detail=t.detail) for t in tried])
    for each in tried:
        if each.outcome == REFUSED:
            log.warning("outbox: %s refused %s", partner, each.message.id)
    if any(t.outcome not in (UNREACHABLE, FAILED) for t in tried):
        lags = [(t.at - t.message.created_at).total_seconds() for t in tried if t.outcome == DELIVERED]
        return lines.answered(partner, lags, timezone.now())
    if silent := sum(t.outcome == UNREACHABLE for t in tried):
        log.info("outbox: %s does not answer", partner)
        lines.failed(partner, silent, timezone.now())
    return False


def lease_time() -> timedelta:
    """Return for how long a worker holds what it claimed: longer than four times a partner's slowest call."""
    return timedelta(seconds=settings.OUTBOX_LEASE_SECONDS)


def wait_after(attempts: int) -> timedelta:
    """Return how long to wait after so many failures: doubling up to ten minutes, with up to a quarter of jitter."""
    doubled: int = 2 ** min(attempts - 1, 12)
    wait = min(FIRST_WAIT * doubled, LONGEST_WAIT)
    return wait * (1 + random.random() / 4)  # noqa: S311 - jitter, not a secret
