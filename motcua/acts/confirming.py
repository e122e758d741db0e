"""Ask another person to confirm an application, and keep what they answer."""

from datetime import datetime

from django.conf import settings

from motcua.acts.base import AlreadyDone, recording
from motcua.acts.outgoing import MAIL
from motcua.acts.submission import reply_due
from motcua.dossiers.confirmations import Confirmation
from motcua.dossiers.cosigning import CoSigner, shown_to, standing, waiting_of
from motcua.dossiers.models import Dossier, Draft
from motcua.law.calendar import HANOI
from motcua.law.cosigning import check_may_confirm
from motcua.law.intake import check_reason
from motcua.law.lifecycle import NotAllowed
from motcua.lib.ids import new_id
from motcua.lib.saying import N_
from motcua.outbox.posting import post
from motcua.people.actor import Actor
from motcua.people.fields import index_of
from motcua.people.models import Party
from motcua.people.rights import Deed


def ask(draft: Draft, *, by: Actor, at: datetime) -> list[Confirmation]:
    """Ask everybody who must confirm the draft as it stands and was not asked yet; an older question unanswered is taken back.

    Each with an e-mail address is written to. Raises NotAllowed for somebody else's draft.
    """
    if str(draft.made_by_id) != by.id:
        raise NotAllowed(N_("Bản nháp này không phải của bạn."))
    fresh = [who for who, held in standing(draft, draft.answers) if held is None]
    words = {"asked": [who.name for who in fresh]}
    with recording(Deed.SAVE_DRAFT, "draft", draft.pk, by=by, at=at, key=f"ask:{new_id().hex}", words=words):
        Confirmation.objects.filter(draft=draft, decided_at=None, key__in=[who.key for who in fresh]).delete()
        return [_asked(draft, who, at) for who in fresh]


def decide(held: Confirmation, *, confirmed: bool, reason: str = "", level: int, by: Actor, at: datetime, key: str) -> Confirmation:
    """Keep the answer of the person asked, signed in at `level`; the applicant is told. A refusal says why.

    Raises NotAllowed for anybody else, CannotConfirm, ReasonMissing.
    """
    reason = "" if confirmed else check_reason(reason)[:500]
    if by.party_id is None or not Party.objects.filter(pk=by.party_id, number_index=held.number_index).exists():
        raise NotAllowed(N_("Yêu cầu xác nhận này gửi cho người khác."))
    words = {"confirmed": confirmed, "reason": reason, "fingerprint": held.fingerprint}
    try:
        with recording(Deed.CONFIRM, "draft", held.draft_id, by=by, at=at, key=key, words=words):
            found = Confirmation.objects.select_for_update(of=("self",)).get(pk=held.pk)
            who, _ = shown_to(held, at.astimezone(HANOI).date())
            check_may_confirm(level, who is not None, found.decided_at is not None)
            found.confirmed, found.reason, found.decided_at = confirmed, reason, at
            found.save(update_fields=["confirmed", "reason", "decided_at"])
            _go_on(found, at)
            _tell_applicant(held.draft, found, at)
    except AlreadyDone:
        return Confirmation.objects.get(pk=held.pk)
    return found


def _asked(draft: Draft, who: CoSigner, at: datetime) -> Confirmation:
    held = Confirmation(draft=draft, key=who.key, name=who.name, number=who.number, number_index=index_of(who.number))
    held.fingerprint, held.asked_at = who.fingerprint, at
    held.save(force_insert=True)
    address = who.email or _known_address(who)
    if address:
        link = f"{settings.PUBLIC_URL}/xac-nhan/{held.pk}/"
        lines = [f"{draft.applicant.name} nộp đơn “{draft.revision.procedure.name['vi']}” và cần bạn xác nhận.", f"Xem và xác nhận: {link}"]
        text = "\n\n".join([f"Kính gửi {who.name},", *lines, "Bạn đăng nhập bằng tài khoản định danh điện tử mức 2."])
        post(MAIL, "letter", draft.pk, {"to": address, "subject": "Cần bạn xác nhận một hồ sơ", "text": text}, at)
    return held


def _known_address(who: CoSigner) -> str:
    party = Party.objects.filter(number_index=index_of(who.number), users__isnull=False).first()
    return str(party.email or "") if party else ""


def _go_on(held: Confirmation, at: datetime) -> None:
    """A filed dossier that waited is answered by the counter within its hours from now: the waiting was not its time."""
    if held.dossier_id is None or not held.confirmed:
        return
    dossier = Dossier.objects.select_for_update().get(pk=held.dossier_id)
    if not waiting_of(dossier):
        dossier.reply_due_at = reply_due(dossier, at)
        dossier.save(update_fields=["reply_due_at"])


def _tell_applicant(draft: Draft, held: Confirmation, at: datetime) -> None:
    asked = draft.revision.facts.get("contact", {}).get("email", "")
    address = str(draft.answers.get(asked) or draft.applicant.email or "")
    if not address:
        return
    said = "đã xác nhận." if held.confirmed else f"không xác nhận: {held.reason}"
    more = "Bạn vào xem lại và nộp đơn." if held.confirmed and held.dossier_id is None else ""
    link = f"{settings.PUBLIC_URL}/nop-ho-so/{draft.pk}/xem-lai/"
    text = "\n\n".join(filter(None, [f"Kính gửi {draft.applicant.name},", f"{held.name} {said}", more, link]))
    post(MAIL, "letter", draft.pk, {"to": address, "subject": f"{held.name} đã trả lời yêu cầu xác nhận", "text": text}, at)
