"""What an officer, or reconciliation, may do with messages: the rows of it, called inside an act of acts/exchange.py."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from motcua.law.lifecycle import Refusal
from motcua.lib.saying import N_
from motcua.outbox import lanes
from motcua.outbox.masking import put
from motcua.outbox.models import Correction, Lane, Message, State


class Sending(Refusal):
    """The message is on its way at this moment, or was settled meanwhile: nothing was done."""


def held(key: UUID, at: datetime, *, parked: bool) -> Message:
    """Lock a message and its lane; it must be parked, or (unless `parked`) waiting. Raises Sending."""
    message = Message.objects.get(pk=key)
    lane = Lane.objects.select_for_update().filter(partner=message.partner, subject=message.subject).first()
    message.refresh_from_db()
    fit = message.state == State.PARKED or (message.state == State.WAITING and not parked)
    if lane is None or not fit:
        raise Sending(N_("Thông điệp này đã được giải quyết; tải lại trang để xem."))
    if lane.lease and lane.next_at and lane.next_at > at:
        raise Sending(N_("Thông điệp đang được gửi; đợi một phút rồi làm lại."))
    return message


def resend(message: Message, at: datetime) -> None:
    """Let a message go again now, as it is, and what follows it after it."""
    Message.objects.filter(pk=message.pk).update(state=State.WAITING)
    lanes.reopen(message.partner, message.subject, at)


def give_up(message: Message, at: datetime) -> None:
    """Leave a refused message unsent for good; what follows it goes on."""
    Message.objects.filter(pk=message.pk).update(state=State.GIVEN_UP)
    lanes.shorten(message.partner, message.subject, at)


def correct(message: Message, changes: Mapping[str, Any], at: datetime) -> Message:
    """Send a message with `changes` in the place of a refused one; the old one is kept as it was."""
    payload = message.payload
    for path, value in changes.items():
        payload = put(payload, path, value)
    new = Message(
        place=message.place,
        partner=message.partner,
        kind=message.kind,
        subject=message.subject,
        payload=payload,
        created_at=at,
        replaces=message.pk,
    )
    Message.objects.filter(pk=message.pk).update(state=State.CORRECTED)
    new.save(force_insert=True)
    lanes.reopen(message.partner, message.subject, at)
    return new


def tell_again(partner: str, subject: UUID, after: int | None, at: datetime) -> int:
    """Let what was delivered about a subject go again under its old keys, after the last that told status `after` (None: all of it).

    Returns how many messages go. A partner that has one already takes the repeat for what it is.
    """
    told = list(Message.objects.filter(partner=partner, subject=subject, state=State.DELIVERED).order_by("place"))
    known = [n for n, message in enumerate(told) if message.payload.get("status") == after]
    again = told[known[-1] + 1 if known else 0 :] if after is not None else told
    if again:
        Message.objects.filter(pk__in=[m.pk for m in again]).update(state=State.WAITING)
        lanes.lengthen(partner, [subject] * len(again), at)
    return len(again)


def open_correction(message: UUID) -> Correction | None:
    """Return the correction of a message that waits for its approval."""
    return Correction.objects.filter(message=message, decided_at=None).first()
