"""What officers decide about messages that did not go, or could not be handled: each decision a sealed deed with its reason."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from motcua.acts.base import recording
from motcua.law.lifecycle import NotAllowed, Refusal
from motcua.lib.saying import N_
from motcua.outbox import desk, inbox
from motcua.outbox.masking import like, parts
from motcua.outbox.models import AnswerRule, Arrival, ArrivalState, Correction, Message
from motcua.people.actor import Actor
from motcua.people.rights import Deed

MESSAGE, ARRIVAL, ANSWER = "message", "arrival", "answer"


_SHORTEST = 4  # letters: shorter words are found in answers that mean something else


class ReasonMissing(Refusal):
    """A decision without a reason."""


class NothingChanged(Refusal):
    """A correction that changes nothing, or changes what is not there."""


def resend(message: UUID, *, by: Actor, at: datetime, key: str) -> None:
    """Send a message again as it is: what kept the partner from taking it is mended. What follows it goes on after it."""
    words: dict[str, Any] = {}
    with recording(Deed.RESEND_MESSAGE, MESSAGE, message, by=by, at=at, key=key, words=words):
        found = desk.held(message, at, parked=False)
        words.update(_about(found))
        desk.resend(found, at)


def give_up(message: UUID, *, reason: str, by: Actor, at: datetime, key: str) -> None:
    """Leave a refused message unsent, with the reason; the partner is told the later ones in order. Raises ReasonMissing."""
    words: dict[str, Any] = {"reason": _given(reason)}
    with recording(Deed.GIVE_UP_MESSAGE, MESSAGE, message, by=by, at=at, key=key, words=words):
        found = desk.held(message, at, parked=True)
        words.update(_about(found))
        _close(message, at)
        desk.give_up(found, at)


def propose_correction(message: UUID, *, changes: Mapping[str, str], reason: str, by: Actor, at: datetime, key: str) -> Correction:
    """Propose to send a refused message with other values; somebody else approves. Raises ReasonMissing, NothingChanged."""
    words: dict[str, Any] = {"reason": _given(reason)}
    with recording(Deed.PROPOSE_CORRECTION, MESSAGE, message, by=by, at=at, key=key, words=words):
        found = desk.held(message, at, parked=True)
        wanted = _changes(found, changes)
        words.update({**_about(found), "changes": wanted})
        if desk.open_correction(message):
            raise NothingChanged(N_("Thông điệp này đã có một đề nghị sửa đang chờ duyệt."))
        made = Correction(message=message, changes=wanted, reason=reason.strip()[:1000], proposed_by=by.id, proposed_at=at)
        made.proposed_name = by.name
        made.save(force_insert=True)
    return made


def approve_correction(correction: Correction, *, by: Actor, at: datetime, key: str) -> Message:
    """Send the corrected message in the place of the refused one. Raises NotAllowed for the one who proposed it."""
    words: dict[str, Any] = {"proposed_by": correction.proposed_name}
    with recording(Deed.DECIDE_CORRECTION, MESSAGE, correction.message, by=by, at=at, key=key, words=words):
        _by_another(correction, by)
        found = desk.held(correction.message, at, parked=True)
        _decide(correction, at, approved=True)
        new = desk.correct(found, correction.changes, at)
        words.update({**_about(found), "new": str(new.pk)})
    return new


def reject_correction(correction: Correction, *, reason: str, by: Actor, at: datetime, key: str) -> None:
    """Leave a proposed correction undone; the refused message waits on. The one who proposed may take it back so, too."""
    words = {"reason": _given(reason), "proposed_by": correction.proposed_name}
    with recording(Deed.DECIDE_CORRECTION, MESSAGE, correction.message, by=by, at=at, key=key, words=words):
        _decide(correction, at, approved=False)


def retry_arrival(arrival: Arrival, *, by: Actor, at: datetime, key: str) -> None:
    """Handle a message in again that was set aside: its cause is mended."""
    with recording(Deed.RETRY_ARRIVAL, ARRIVAL, arrival.pk, by=by, at=at, key=key, words=_came(arrival)):
        _still_aside(arrival)
        inbox.again(arrival, at)


def dismiss_arrival(arrival: Arrival, *, reason: str, by: Actor, at: datetime, key: str) -> None:
    """Do nothing about a message in that was set aside, with the reason; what follows it is handled. Raises ReasonMissing."""
    words = {**_came(arrival), "reason": _given(reason)}
    with recording(Deed.DISMISS_ARRIVAL, ARRIVAL, arrival.pk, by=by, at=at, key=key, words=words):
        _still_aside(arrival)
        inbox.dismiss(arrival, at)


def set_answer(
    partner: str, pattern: str, outcome: str, *, source: str, certainty: str, valid_from: date, by: Actor, at: datetime
) -> AnswerRule:
    """Write what a partner's words mean from a day on, once for that day; what they meant before ends the day before.

    Raises ReasonMissing for words too short to be told apart, or without a source.
    """
    found = AnswerRule.objects.filter(partner=partner, pattern=pattern, valid_from=valid_from).first()
    if found:
        return found
    if len(pattern.strip()) < _SHORTEST or not source.strip():
        raise ReasonMissing(N_("Ghi ít nhất bốn chữ cái của câu trả lời, và căn cứ."))
    rule = AnswerRule(partner=partner, pattern=pattern, outcome=outcome, source=source, certainty=certainty, valid_from=valid_from)
    words = {"partner": partner, "pattern": pattern, "outcome": outcome, "source": source}
    with recording(Deed.SET_POLICY, ANSWER, rule.pk, by=by, at=at, key=f"answer:{rule.pk.hex}", words=words):
        before = AnswerRule.objects.filter(partner=partner, pattern=pattern, valid_to=None, valid_from__lt=valid_from)
        before.update(valid_to=valid_from - timedelta(days=1))
        rule.save(force_insert=True)
    return rule


def _given(reason: str) -> str:
    if not reason.strip():
        raise ReasonMissing(N_("Ghi lý do."))
    return reason.strip()[:1000]


def _about(message: Message) -> dict[str, str]:
    return {"partner": message.partner, "kind": message.kind, "dossier": str(message.subject)}


def _came(arrival: Arrival) -> dict[str, str]:
    return {"partner": arrival.partner, "kind": arrival.kind, "reference": arrival.reference, "cause": str(inbox.cause_of(arrival) or "")}


def _still_aside(arrival: Arrival) -> None:
    if not Arrival.objects.select_for_update().filter(pk=arrival.pk, state=ArrivalState.SET_ASIDE).exists():
        raise NotAllowed(N_("Thông điệp này đã được giải quyết; tải lại trang để xem."))


def _changes(message: Message, wanted: Mapping[str, str]) -> dict[str, Any]:
    """The values that differ from what stands there, as their kinds. Raises NothingChanged."""
    there = {part.path: part.value for part in parts(message.payload) if not isinstance(part.value, list)}
    try:
        changed = {path: like(there[path], text.strip()) for path, text in wanted.items()}
    except (KeyError, ValueError) as wrong:
        raise NothingChanged(N_("Giá trị sửa của “%(path)s” không đúng kiểu."), path=str(wrong)) from wrong
    changed = {path: value for path, value in changed.items() if value != there[path]}
    if not changed:
        raise NothingChanged(N_("Chưa sửa giá trị nào."))
    return changed


def _by_another(correction: Correction, by: Actor) -> None:
    if correction.proposed_by == by.id:
        raise NotAllowed(N_("Người đề nghị sửa không tự duyệt: cần một người khác."))


def _decide(correction: Correction, at: datetime, *, approved: bool) -> None:
    if not Correction.objects.filter(pk=correction.pk, decided_at=None).update(decided_at=at, approved=approved):
        raise NotAllowed(N_("Đề nghị sửa này đã được quyết định."))


def _close(message: UUID, at: datetime) -> None:
    Correction.objects.filter(message=message, decided_at=None).update(decided_at=at, approved=False)
