"""The statements that write a sealed entry: one row lock, one insert of all four rows. Every act of the product passes here."""

from collections.abc import Sequence
from functools import cache
from typing import Any
from uuid import UUID

from django.db import connection, models

from motcua.audit.models import ActKey, Chain, Entry, EntryWords

GENESIS = b"\0" * 32
_CHAIN = " ON CONFLICT (subject) DO UPDATE SET seq = EXCLUDED.seq, head = EXCLUDED.head WHERE audit_chain.seq = EXCLUDED.seq - 1"
_BEGIN = (
    "INSERT INTO audit_chain (subject, subject_kind, seq, head) SELECT subject, %s, 0, %s FROM unnest(%s::uuid[]) subject"
    " ON CONFLICT DO NOTHING"
)


class ChainMoved(Exception):
    """The chain is not where the entry says: somebody wrote without its lock. A defect of ours."""


def use_of(key: str) -> tuple[UUID, UUID] | None:
    """Return (subject, entry) of the act that used an idempotency key, None for one nobody used. One query."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT subject, entry FROM audit_actkey WHERE key = %s", [key])
        found: tuple[UUID, UUID] | None = cursor.fetchone()
    return found


def locked_chain(kind: str, subject: UUID) -> Chain:
    """Lock and return the chain of a subject, begun if it is not there. One query, three for one that begins."""
    found = _locked(subject)
    if found is None:
        Chain.objects.bulk_create([Chain(subject=subject, subject_kind=kind, head=GENESIS)], ignore_conflicts=True)
        found = _locked(subject)
    assert found is not None
    return Chain(subject=subject, subject_kind=kind, seq=found[0], head=found[1])


def locked_chains(kind: str, subjects: Sequence[UUID]) -> dict[UUID, Chain]:
    """Lock and return the chains of many subjects, in order of their keys, those begun that are not there. Two queries."""
    keys = sorted(subjects)
    with connection.cursor() as cursor:
        cursor.execute(_BEGIN, [kind, GENESIS, keys])
        cursor.execute("SELECT subject, seq, head FROM audit_chain WHERE subject = ANY(%s) ORDER BY subject FOR UPDATE", [keys])
        return {subject: Chain(subject=subject, subject_kind=kind, seq=seq, head=head) for subject, seq, head in cursor.fetchall()}


def _locked(subject: UUID) -> tuple[int, bytes] | None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT seq, head FROM audit_chain WHERE subject = %s FOR UPDATE", [subject])
        found: tuple[int, bytes] | None = cursor.fetchone()
    return found


def write(entry: Entry, beside: EntryWords, used: ActKey, chain: Chain) -> None:
    """Write an entry, its words, its key and the head of its chain in one statement. Raises ChainMoved, or IntegrityError."""
    rows = (entry, beside, used, chain)
    with connection.cursor() as cursor:
        cursor.execute(_statement(), [value for row in rows for value in _values(row)])
        if cursor.rowcount != 1:
            raise ChainMoved(f"{chain.subject_kind} {chain.subject} {chain.seq}")


@cache
def _statement() -> str:
    entry, words, key, chain = (_insert(model) for model in (Entry, EntryWords, ActKey, Chain))
    return f"WITH entry AS ({entry}), words AS ({words}), used AS ({key}) {chain}{_CHAIN}"  # noqa: S608 - names of our own columns


def _insert(model: type[models.Model]) -> str:
    columns = [f'"{field.column}"' for field in model._meta.concrete_fields]
    return f"INSERT INTO {model._meta.db_table} ({', '.join(columns)}) VALUES ({', '.join(['%s'] * len(columns))})"  # noqa: S608


def _values(row: models.Model) -> list[Any]:
    return [field.get_db_prep_save(getattr(row, field.attname), connection) for field in row._meta.concrete_fields]
