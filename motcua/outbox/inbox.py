"""Messages in: stored before they are handled, a repeat harmless, one after another for each subject, none dropped.

A door or a pull calls `store`; `handle_due` (run beside the outbox by `motcua worker`) gives each to the handler that
settings.INBOX names for its partner and kind. What cannot be handled is set aside with its cause for an officer; the dossier is
unchanged, and what follows about the same subject waits, so that order is kept.
"""

import logging
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils.module_loading import import_string

from motcua.lib.crypto import canonical
from motcua.lib.ids import new_id
from motcua.lib.saying import N_, Said, Sentence
from motcua.outbox.models import Arrival, ArrivalState, Inbox
from motcua.people.fields import index_of

log = logging.getLogger(__name__)
OTHER_CONTENT = Sentence(N_("Bản tin mang mã tham chiếu đã nhận nhưng nội dung khác: có thể bị giả mạo hoặc đối tác dùng lại mã."))
_LONGEST = 160


class CannotHandle(Said):
    """The message cannot be handled as it is (unknown status, unmapped code, …): set aside with this sentence, nothing changed."""


class NotYet(Said):
    """The message came before what it is about (its dossier is not there yet): tried again, later ones pass; set aside in the end."""


@dataclass(frozen=True)
class Arrived:
    """One message in, as a handler gets it. `payload` is what `store` was given."""

    id: UUID
    partner: str
    kind: str
    reference: str
    subject: str
    payload: Any
    received_at: datetime

    @property
    def key(self) -> str:
        """Return the idempotency key of the act that this message calls for: the same however often it is handled."""
        return f"inbox:{self.id.hex}"


class Handler(Protocol):
    """What settings.INBOX names by dotted path. Runs outside a transaction and may ask a port for proof; its act takes `arrived.key`.

    Raises CannotHandle, or a Refusal of the act: set aside with the sentence; NotYet or Unreachable: tried again.
    """

    def __call__(self, arrived: Arrived, at: datetime) -> None:
        """Do what the message calls for."""
        ...


def store(
    partner: str, kind: str, reference: str, payload: Any, at: datetime, *, subject: str = "", cause: Sentence | None = None
) -> Arrival:
    """Keep a message before anything is done about it; a repeat of the same reference and content is counted, nothing more.

    `reference` names the message at the partner and must change with what it says (code and status and time, an event's id).
    Messages of one `subject` (the partner's number of the dossier) are handled in the order of their arrival; without one the
    message stands alone. With `cause` (forged, unreadable, for nobody) it is set aside at once and holds nothing else up, as is
    another content under a known reference. Call it in the transaction that moves a cursor. `payload` is JSON.
    """
    reference = _short(reference)
    digest = index_of(canonical([kind, payload]).decode())
    with transaction.atomic():
        known = Arrival.objects.filter(partner=partner, reference=reference).first()
        if known is None:
            known, fresh = _written(partner, kind, reference, digest, payload, at, subject, cause)
            if fresh:
                return known
        if known.digest == digest:
            Arrival.objects.filter(pk=known.pk).update(repeats=F("repeats") + 1)
            return known
        return _conflicting(partner, kind, reference, digest, payload, at)


def store_unreadable(partner: str, kind: str, content: bytes, cause: Sentence, at: datetime) -> Arrival:
    """Keep what could not even be read (broken encoding, no JSON), as bytes in hex, set aside with its cause."""
    held = content[:65536].hex()
    return store(partner, kind, f"unreadable:{index_of(held)}", {"hex": held, "bytes": len(content)}, at, cause=cause)


def _short(reference: str) -> str:
    return reference if len(reference) <= _LONGEST - 20 else f"{reference[: _LONGEST - 60]}~{index_of(reference)[:39]}"


def _written(
    partner: str, kind: str, reference: str, digest: str, payload: Any, at: datetime, subject: str, cause: Sentence | None
) -> tuple[Arrival, bool]:
    own: dict[str, Any] = {"kind": kind, "subject": _short(subject) if subject and not cause else reference, "digest": digest}
    own |= {"state": ArrivalState.SET_ASIDE, "cause": as_cause(cause)} if cause else {}
    key = new_id()
    arrival, fresh = Arrival.objects.get_or_create(
        partner=partner, reference=reference, defaults={"id": key, "next_at": at, "received_at": at, **own}
    )
    if fresh:
        Inbox(id=key, partner=partner, kind=kind, reference=reference, payload=payload, received_at=at).save(force_insert=True)
    return arrival, fresh


def _conflicting(partner: str, kind: str, reference: str, digest: str, payload: Any, at: datetime) -> Arrival:
    arrival, _fresh = _written(partner, kind, f"{reference}~{digest[:16]}", digest, payload, at, "", OTHER_CONTENT)
    log.warning("inbox: %s sent another content under a known reference, kept as %s", partner, arrival.pk)
    return arrival


def as_cause(sentence: Sentence) -> dict[str, Any]:
    """Return a sentence as it is kept: {text, values}; values become text."""
    return {"text": sentence.text, "values": {name: str(value) for name, value in sentence.values.items()}}


def cause_of(arrival: Arrival) -> Sentence | None:
    """Return why a message was set aside, None when it was not."""
    return Sentence(arrival.cause["text"], arrival.cause["values"]) if arrival.cause else None


def again(arrival: Arrival, at: datetime) -> None:
    """Let a message that was set aside be tried again: what kept it from being handled is mended. Inside an act."""
    Arrival.objects.filter(pk=arrival.pk, state=ArrivalState.SET_ASIDE).update(state=ArrivalState.WAITING, attempts=0, next_at=at)


def dismiss(arrival: Arrival, at: datetime) -> None:
    """Leave a message that was set aside as it is, for good; what follows it goes on. Inside an act."""
    Arrival.objects.filter(pk=arrival.pk, state=ArrivalState.SET_ASIDE).update(state=ArrivalState.DISMISSED, handled_at=at)


def handler_of(partner: str, kind: str) -> Handler:
    """Return the handler that settings.INBOX names. Raises CannotHandle for a kind nobody handles."""
    path = settings.INBOX.get(partner, {}).get(kind)
    if path is None:
        raise CannotHandle(N_("Không có nơi xử lý thông điệp loại “%(kind)s” của %(partner)s."), kind=kind, partner=partner)
    handler: Handler = import_string(path)
    return handler
