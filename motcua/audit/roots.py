"""The daily root: one hash over the heads of all chains that grew since the root before, and over that root.

The heads are kept beside it, so that a chain cut or written anew afterwards no longer has the entry that the root speaks of; the
root carries a time stamp of an outside authority (RFC 3161), so that it cannot be made anew either.
"""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import connection, transaction

from motcua.audit.models import Root, RootHead
from motcua.audit.sealing import Broken
from motcua.audit.writing import GENESIS
from motcua.ports import Refused

LATE = timedelta(days=2)  # a stamp so long after its root is shown: the authority was away, or the root was made anew
_LOCK = 7_306_001
_GATHER = """
INSERT INTO audit_roothead (root_id, subject, seq, head)
SELECT %s, c.subject, c.seq, c.head FROM audit_chain c
WHERE c.seq > 0 AND NOT EXISTS (SELECT 1 FROM audit_roothead h WHERE h.subject = c.subject AND h.seq = c.seq AND h.head = c.head)
"""
_LOST = """
SELECT h.subject, h.seq, r.day FROM audit_roothead h JOIN audit_root r ON r.number = h.root_id
WHERE (%s::uuid IS NULL OR h.subject = %s::uuid) AND NOT EXISTS (
  SELECT 1 FROM audit_entry e WHERE e.subject = h.subject AND e.seq = h.seq AND e.hash = h.head)
ORDER BY h.root_id, h.subject
"""


def keep_root(day: date, at: datetime) -> Root:
    """Write the root of `day` over every chain that grew since the last one; the same day again returns what stands."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
        found = Root.objects.filter(day=day).first()
        if found:
            return found
        last = Root.objects.order_by("number").last()
        root = Root(number=last.number + 1 if last else 1, day=day, made_at=at, previous=bytes(last.hash) if last else GENESIS)
        root.save(force_insert=True)
        cursor.execute(_GATHER, [root.number])
        root.heads, root.hash = cursor.rowcount, _hash_of(root)
        root.save(update_fields=["heads", "hash"])
        return root


def unstamped() -> list[Root]:
    """Return the roots that wait for a time stamp, oldest first."""
    return list(Root.objects.filter(stamp=None).order_by("number"))


def keep_stamp(root: Root, token: bytes, at: datetime) -> None:
    """Keep the time stamp (DER) of a root that has none."""
    Root.objects.filter(pk=root.pk, stamp=None).update(stamp=token, stamped_at=at)


@dataclass(frozen=True)
class Roots:
    """How the daily roots stand: how many, which wait for a stamp, which were stamped late, what is broken."""

    days: int
    unstamped: list[date]
    late: list[date]
    broken: list[Broken]


def verify_roots(subject: UUID | None, stamped_at: Callable[[bytes, bytes], datetime]) -> Roots:
    """Check every root and that the entries it speaks of, of one subject or of all, are still there.

    `stamped_at(token, hash)` returns the moment a time stamp vouches for, or raises Refused.
    """
    roots = list(Root.objects.order_by("number"))
    broken = [*_broken_roots(roots), *_lost(subject)]
    late = []
    for root in roots:
        if root.stamp is None:
            continue
        try:
            moment = stamped_at(bytes(root.stamp), bytes(root.hash))
        except Refused as bad:
            broken.append(_fault(root, f"dấu thời gian không khớp: {bad}"))
            continue
        if moment > root.made_at + LATE:
            late.append(root.day)
    return Roots(len(roots), [r.day for r in roots if r.stamp is None], late, broken)


def _broken_roots(roots: list[Root]) -> Iterator[Broken]:
    previous = GENESIS
    for expected, root in enumerate(roots, 1):
        if root.number != expected or bytes(root.previous) != previous:
            yield _fault(root, "thiếu gốc ngày trước đó")
        if _hash_of(root) != bytes(root.hash):
            yield _fault(root, "gốc ngày đã bị sửa")
        previous = bytes(root.hash)


def _lost(subject: UUID | None) -> Iterator[Broken]:
    with connection.cursor() as cursor:
        cursor.execute(_LOST, [subject, subject])
        for lost, seq, day in cursor.fetchall():
            yield Broken(str(lost), seq, f"gốc ngày {day:%d/%m/%Y} có mục này, nhật ký không còn")


def _hash_of(root: Root) -> bytes:
    made = hashlib.sha256(bytes(root.previous))
    made.update(f"{root.number}:{root.day.isoformat()}:{int(root.made_at.timestamp() * 1_000_000)}".encode())
    heads = RootHead.objects.filter(root=root).order_by("subject").values_list("subject", "seq", "head")
    for subject, seq, head in heads.iterator(chunk_size=5000):
        made.update(subject.bytes + seq.to_bytes(8, "big") + bytes(head))
    return made.digest()


def _fault(root: Root, why: str) -> Broken:
    return Broken("root", root.number, f"{root.day:%d/%m/%Y}: {why}")
