"""Seal an act into its subject's hash chain, and verify chains."""

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidTag
from django.db.models import Exists, OuterRef

from motcua.audit.models import ActKey, Chain, Entry, EntryWords
from motcua.audit.writing import GENESIS, locked_chain, write
from motcua.lib.crypto import canonical
from motcua.lib.ids import new_id
from motcua.people.actor import Actor


def open_chain(kind: str, subject: UUID) -> Chain:
    """Lock and return the chain of a subject, begun if it is not there."""
    return locked_chain(kind, subject)


def new_chain(kind: str, subject: UUID) -> Chain:
    """Return the chain of a subject that nobody else can know yet, written by its first `seal`."""
    return Chain(subject=subject, subject_kind=kind, head=GENESIS)


def seal(
    chain: Chain, act: str, *, by: Actor, at: datetime, key: str, words: dict[str, Any], before: int | None, after: int | None
) -> Entry:
    """Append one entry to a locked chain, with its words beside it and its idempotency key."""
    entry, beside, used = appended(chain, act, by=by, at=at, key=key, words=words, before=before, after=after)
    write(entry, beside, used, chain)
    return entry


def appended(
    chain: Chain, act: str, *, by: Actor, at: datetime, key: str, words: dict[str, Any], before: int | None, after: int | None
) -> tuple[Entry, EntryWords, ActKey]:
    """Move the head of a locked chain on; return the entry, its words and its key, none of them written yet."""
    salt = os.urandom(16)
    words = {"actor": by.name, "title": by.title, **words}
    entry = Entry(
        id=new_id(),
        subject_kind=chain.subject_kind,
        subject=chain.subject,
        seq=chain.seq + 1,
        act=act,
        at=at,
        actor_kind=by.kind,
        actor_id=by.id,
        key=key,
        before=before,
        after=after,
        previous=bytes(chain.head),
        words_hash=words_hash(salt, words),
    )
    entry.hash = entry_hash(entry)
    chain.seq, chain.head = entry.seq, entry.hash
    beside = EntryWords(id=entry.id, salt=salt, words=words)
    return entry, beside, ActKey(key=key, subject=chain.subject, entry=entry.id)


def words_hash(salt: bytes, words: dict[str, Any]) -> bytes:
    """Return the salted hash that the chain holds of the words."""
    return hashlib.sha256(salt + canonical(words)).digest()


def entry_hash(entry: Entry) -> bytes:
    """Return the hash of an entry over its predecessor, ids, time, statuses and the hash of its words."""
    fields = {
        "id": str(entry.id),
        "subject": f"{entry.subject_kind}:{entry.subject}",
        "seq": entry.seq,
        "act": entry.act,
        "at": int(entry.at.timestamp() * 1_000_000),
        "actor": f"{entry.actor_kind}:{entry.actor_id}",
        "key": entry.key,
        "status": [entry.before, entry.after],
        "words": bytes(entry.words_hash).hex(),
    }
    return hashlib.sha256(bytes(entry.previous) + canonical(fields)).digest()


@dataclass(frozen=True)
class Broken:
    """A chain that does not verify: which, where, why."""

    subject: str
    seq: int
    why: str


def verify(subject: UUID | None = None) -> tuple[int, int, list[Broken]]:
    """Return (chains, entries, broken) after recomputing every hash of one subject or of all."""
    chains = Chain.objects.filter(pk=subject) if subject else Chain.objects.all()
    counted = entries = 0
    broken: list[Broken] = []
    for chain in chains.iterator():
        rows = list(Entry.objects.filter(subject=chain.subject).order_by("seq"))
        counted, entries = counted + 1, entries + len(rows)
        broken.extend(_faults(chain, rows))
    broken.extend(_headless(subject))
    return counted, entries, broken


def _headless(subject: UUID | None) -> Iterator[Broken]:
    """Find entries whose chain has lost its head row: without it the others would not be looked at."""
    entries = Entry.objects.filter(subject=subject) if subject else Entry.objects.all()
    missing = entries.exclude(Exists(Chain.objects.filter(pk=OuterRef("subject"))))
    for lost in missing.values_list("subject", flat=True).distinct():
        yield Broken(str(lost), 0, "mất đầu chuỗi")


def _words_stand(row: Entry) -> bool:
    """Tell whether the words beside an entry are those sealed, or were lawfully erased; words that cannot be decrypted are not."""
    try:
        beside = EntryWords.objects.filter(pk=row.pk).first()
    except InvalidTag:
        return False
    return beside is not None and (beside.words is None or words_hash(bytes(beside.salt), beside.words) == bytes(row.words_hash))


def _faults(chain: Chain, rows: list[Entry]) -> Iterator[Broken]:
    previous = GENESIS
    for expected, row in enumerate(rows, 1):
        if row.seq != expected or bytes(row.previous) != previous:
            yield Broken(str(chain.subject), row.seq, "thiếu hoặc đảo thứ tự")
        if entry_hash(row) != bytes(row.hash):
            yield Broken(str(chain.subject), row.seq, "nội dung đã bị sửa")
        if not _words_stand(row):
            yield Broken(str(chain.subject), row.seq, "lời ghi không khớp")
        previous = bytes(row.hash)
    if len(rows) != chain.seq or previous != bytes(chain.head):
        yield Broken(str(chain.subject), chain.seq, "thiếu nhật ký ở cuối")
