"""Lanes: the queue of one subject to one partner. Posting opens or lengthens one; a worker claims, delivers and settles it.

All by the row of the lane, never by looking through messages: what is due is one short index scan however many wait.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from motcua.lib.ids import new_id

# A lane that is claimed, waits after a failure or is parked keeps its time: a new message never overtakes.
_LENGTHEN = """
INSERT INTO outbox_lane AS l (partner, subject, pending, attempts, since, next_at, outcome)
SELECT %s, s.subject, s.many, 0, %s, %s, '' FROM unnest(%s::uuid[], %s::int[]) AS s(subject, many) ORDER BY s.subject
ON CONFLICT (partner, subject) DO UPDATE SET pending = l.pending + excluded.pending
"""
# Chosen once: as a plain subquery a plan may choose anew for each row it joins, and take more than it was told.
_CLAIM = """
WITH due AS MATERIALIZED (
  SELECT id FROM outbox_lane WHERE partner = %(partner)s AND {which} LIMIT %(most)s FOR UPDATE SKIP LOCKED)
UPDATE outbox_lane l SET lease = %(lease)s, next_at = %(until)s FROM due
WHERE l.id = due.id RETURNING l.id, l.subject, l.pending
"""
_DUE = {
    False: _CLAIM.format(which="next_at <= %(at)s ORDER BY next_at"),
    # A probe takes what has failed least, though it be in its own pause.
    True: _CLAIM.format(which="next_at IS NOT NULL AND (next_at <= %(at)s OR lease IS NULL) ORDER BY attempts, next_at"),
}
_OURS = "SELECT id FROM outbox_lane WHERE id = ANY(%s) AND lease = %s ORDER BY id FOR UPDATE {how}"
_HELD = {False: _OURS.format(how=""), True: _OURS.format(how="SKIP LOCKED")}
_DRAINED = "DELETE FROM outbox_lane l USING unnest(%s::bigint[], %s::int[]) AS d(id, many) WHERE l.id = d.id AND l.pending <= d.many"
_LEFT = """
UPDATE outbox_lane l SET pending = greatest(l.pending - d.many, 0), lease = NULL, next_at = d.next_at, attempts = d.attempts,
  outcome = d.outcome, since = coalesce((
    SELECT created_at FROM outbox_message m WHERE m.partner = l.partner AND m.subject = l.subject AND m.state IN ('waiting', 'parked')
    ORDER BY m.place LIMIT 1), l.since)
FROM unnest(%s::bigint[], %s::int[], %s::timestamptz[], %s::int[], %s::text[]) AS d(id, many, next_at, attempts, outcome)
WHERE l.id = d.id
"""
_WAKE = """
UPDATE outbox_lane l SET next_at = %s FROM (
  SELECT id FROM outbox_lane WHERE partner = %s AND outcome = 'unreachable' AND lease IS NULL AND next_at > %s FOR UPDATE SKIP LOCKED) w
WHERE l.id = w.id
"""
_OPEN = "UPDATE outbox_lane SET next_at = %s, attempts = 0, outcome = '' WHERE partner = %s AND subject = %s AND lease IS NULL"
_SHORTER = "UPDATE outbox_lane SET pending = pending - 1, next_at = %s, attempts = 0, outcome = '' WHERE partner = %s AND subject = %s"
_EMPTY = "DELETE FROM outbox_lane WHERE partner = %s AND subject = %s AND pending = 0"


@dataclass(frozen=True)
class Claimed:
    """A lane in our hands until its lease ends."""

    id: int
    subject: UUID
    pending: int


@dataclass(frozen=True)
class Settled:
    """How a claimed lane fared: how many left it; when it may be claimed again (None: parked), tries of its head, last outcome."""

    id: int
    left: int
    next_at: datetime | None
    attempts: int = 0
    outcome: str = ""


def lengthen(partner: str, subjects: Iterable[UUID], at: datetime) -> None:
    """Count one message more for each of `subjects` (with repeats), in the transaction that writes them."""
    many = Counter(subjects)
    if many:
        _run(_LENGTHEN, [partner, at, at, list(many), list(many.values())])


def claim(partner: str, at: datetime, until: datetime, most: int, *, probe: bool = False) -> tuple[UUID, list[Claimed]]:
    """Take up to `most` lanes that are due, for us alone until `until`; returns the lease and the lanes."""
    lease = new_id()
    with connection.cursor() as cursor:
        cursor.execute(_DUE[probe], {"lease": lease, "until": until, "partner": partner, "at": at, "most": most})
        return lease, [Claimed(*row) for row in cursor.fetchall()]


def held(keys: Collection[int], lease: UUID, *, wait: bool) -> set[int]:
    """Lock those of our lanes whose lease is still ours; without `wait`, only those that nobody else has locked now."""
    with connection.cursor() as cursor:
        cursor.execute(_HELD[not wait], [list(keys), lease])
        return {row[0] for row in cursor.fetchall()}


def settle(lanes: Sequence[Settled]) -> None:
    """Give lanes back after their messages are settled in the same transaction: gone when empty, else claimable at `next_at`."""
    if not lanes:
        return
    whole = [lane for lane in lanes if lane.outcome == "delivered"]
    if whole:
        _run(_DRAINED, [[lane.id for lane in whole], [lane.left for lane in whole]])
    columns = [[getattr(lane, name) for lane in lanes] for name in ("id", "left", "next_at", "attempts", "outcome")]
    _run(_LEFT, columns)


def wake(partner: str, at: datetime) -> None:
    """Let everything that waits only because the partner was away be sent now."""
    _run(_WAKE, [at, partner, at])


def reopen(partner: str, subject: UUID, at: datetime) -> None:
    """Let a parked lane, or one that waits after failures, be claimed now. Inside an act."""
    _run(_OPEN, [at, partner, subject])


def shorten(partner: str, subject: UUID, at: datetime) -> None:
    """Take the parked head out of a lane and let the rest go on; a lane with nothing left is gone. Inside an act."""
    _run(_SHORTER, [at, partner, subject])
    _run(_EMPTY, [partner, subject])


def _run(sql: str, values: Sequence[Any]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
