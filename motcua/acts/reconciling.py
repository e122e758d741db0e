"""Our state beside a partner's: keep each difference, heal what a machine may, leave the rest to an officer with one click."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid5

from procrastinate.contrib.django import app

from motcua.acts.base import recording
from motcua.acts.exchange import ReasonMissing
from motcua.acts.outgoing import state_of
from motcua.audit.models import Entry
from motcua.dossiers.models import Dossier
from motcua.law.lifecycle import NotAllowed
from motcua.law.reconciliation import Found, Remedy, compare, remedy
from motcua.lib.ids import new_id
from motcua.lib.saying import N_
from motcua.outbox import desk
from motcua.outbox.models import Difference, Message, State
from motcua.outbox.posting import post
from motcua.people.actor import Actor
from motcua.people.rights import Deed

DOSSIER = "dossier"
RECONCILE = "motcua.jobs.reconcile"
_OPEN = (State.WAITING, State.PARKED)


@dataclass(frozen=True)
class Asked:
    """One dossier and what the partner said of it: its status there, None for not there."""

    dossier: UUID
    code: str
    theirs: int | None


def ask(partner: str, *, by: Actor, at: datetime, key: str) -> None:
    """An officer has everything that a partner can be asked about compared now; a job does it."""
    with recording(Deed.RECONCILE, "partner", _subject(partner), by=by, at=at, key=key, words={"partner": partner}):
        app.configure_task(RECONCILE, queue="clock").defer(partner=partner)


def note(partner: str, asked: Sequence[Asked], *, by: Actor, at: datetime) -> list[Difference]:
    """Compare what a partner said with our rows as they are now; keep, renew and close differences. Returns those that are open.

    A difference that an officer left as it is stays closed while nothing changes.
    """
    found = _compared(partner, asked)
    known = {d.subject: d for d in Difference.objects.filter(partner=partner, subject__in=found, healed_at=None)}
    same = [d for key, d in known.items() if found[key][0] is Found.SAME]
    fresh = {key: f for key, f in found.items() if f[0] not in (Found.SAME, Found.ON_THE_WAY)}
    left = _left_so(partner, fresh)
    fresh = {key: f for key, f in fresh.items() if key in known or key not in left}
    changed = bool(same) or any(key not in known for key in fresh)
    if not changed and not fresh:
        return []
    codes = {each.dossier: each.code for each in asked}
    words = {"partner": partner, "differ": len(fresh), "same_again": len(same)}
    with recording(Deed.RECONCILE, "partner", _subject(partner), by=by, at=at, key=f"reconcile:{new_id().hex}", words=words):
        Difference.objects.filter(pk__in=[d.pk for d in same]).update(healed_at=at, how="sent")
        rows = [_row(partner, key, codes[key], known.get(key), fresh[key], at) for key in fresh]
        Difference.objects.bulk_create([r for r in rows if r.subject not in known])
        Difference.objects.bulk_update([r for r in rows if r.subject in known], ["found", "ours", "theirs", "seen_at"])
    return rows


def heal(difference: Difference, *, by: Actor, at: datetime, key: str) -> bool:
    """Tell the partner again what it lacks, where the table lets a machine do it; True when something goes. Sealed on the dossier."""
    wanted = remedy(Found(difference.found), difference.tries)
    if wanted not in (Remedy.SEND_AGAIN, Remedy.SEND_MISSING):
        return False
    return _send(difference, difference.theirs if wanted is Remedy.SEND_MISSING else None, by=by, at=at, key=key)


def send_ours(difference: Difference, *, by: Actor, at: datetime, key: str) -> bool:
    """An officer has the partner told our state again, whatever it holds. Raises NotAllowed when the difference is gone."""
    if Difference.objects.filter(pk=difference.pk, healed_at=None).first() is None:
        raise NotAllowed(N_("Sai lệch này không còn; tải lại trang để xem."))
    return _send(difference, None, by=by, at=at, key=key)


def leave(difference: Difference, *, reason: str, by: Actor, at: datetime, key: str) -> None:
    """An officer leaves a difference as it is, with the reason: it is not shown again unless a side changes. Raises ReasonMissing."""
    if not reason.strip():
        raise ReasonMissing(N_("Ghi lý do."))
    words = {"partner": difference.partner, "theirs": difference.theirs, "reason": reason.strip()[:1000]}
    with recording(Deed.HEAL, DOSSIER, difference.subject, by=by, at=at, key=key, words=words):
        still = Difference.objects.filter(pk=difference.pk, healed_at=None)
        if not still.update(healed_at=at, how="left", reason=reason.strip()[:1000]):
            raise NotAllowed(N_("Sai lệch này không còn; tải lại trang để xem."))


def _send(difference: Difference, after: int | None, *, by: Actor, at: datetime, key: str) -> bool:
    partner = difference.partner
    words = {"partner": partner, "found": difference.found, "theirs": difference.theirs, "messages": 0}
    with recording(Deed.HEAL, DOSSIER, difference.subject, by=by, at=at, key=key, words=words):
        Dossier.objects.select_for_update(of=("self",)).get(pk=difference.subject)  # no act writes a message between
        waits = Message.objects.filter(partner=partner, subject=difference.subject, state__in=_OPEN).exists()
        sent = 0 if waits else desk.tell_again(partner, difference.subject, after, at) or _state(difference, by, at)
        Difference.objects.filter(pk=difference.pk).update(tries=difference.tries + 1)
        words["messages"] = sent
    difference.tries += 1
    return bool(sent)


def _state(difference: Difference, by: Actor, at: datetime) -> int:
    """Tell the whole state, for a dossier about which nothing was ever told, or nothing of what it lacks."""
    given_up = Message.objects.filter(partner=difference.partner, subject=difference.subject, state=State.GIVEN_UP).exists()
    if given_up and by.kind == "job":
        return 0  # an officer decided that it should not be told
    dossier = Dossier.objects.select_related("revision__procedure", "applicant", "receiver", "competent").get(pk=difference.subject)
    post(difference.partner, "dossier.state", dossier.pk, state_of(dossier, by, at), at)
    return 1


Compared = Mapping[UUID, tuple[Found, int, int | None]]


def _compared(partner: str, asked: Sequence[Asked]) -> dict[UUID, tuple[Found, int, int | None]]:
    keys = [each.dossier for each in asked]
    waiting: dict[UUID, set[str]] = {}
    for key, state in Message.objects.filter(partner=partner, subject__in=keys, state__in=_OPEN).values_list("subject", "state"):
        waiting.setdefault(key, set()).add(state)
    before: dict[UUID, set[int]] = {}
    for key, after in Entry.objects.filter(subject__in=keys).exclude(after=None).values_list("subject", "after"):
        before.setdefault(key, set()).add(int(after or 0))
    ours = dict(Dossier.objects.filter(pk__in=keys).values_list("pk", "status"))
    return {
        each.dossier: (
            compare(
                ours[each.dossier],
                each.theirs,
                before.get(each.dossier, set()) - {ours[each.dossier]},
                waiting=State.WAITING in waiting.get(each.dossier, ()),
                parked=State.PARKED in waiting.get(each.dossier, ()),
            ),
            ours[each.dossier],
            each.theirs,
        )
        for each in asked
        if each.dossier in ours
    }


def _left_so(partner: str, fresh: Compared) -> set[UUID]:
    """The dossiers whose difference an officer left, and that stand as they stood then."""
    rows = Difference.objects.filter(partner=partner, subject__in=fresh, how="left").values_list("subject", "ours", "theirs")
    return {key for key, ours, theirs in rows if fresh[key][1:] == (ours, theirs)}


def _row(partner: str, key: UUID, code: str, known: Difference | None, compared: tuple[Found, int, int | None], at: datetime) -> Difference:
    found, ours, theirs = compared
    row = known or Difference(partner=partner, subject=key, code=code, since=at)
    row.found, row.ours, row.theirs, row.seen_at = found, ours, theirs, at
    return row


def _subject(partner: str) -> UUID:
    return uuid5(UUID(int=0), f"reconcile:{partner}")
