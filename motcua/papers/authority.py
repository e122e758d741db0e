"""Have the signing authority sign: the person on the draft, the agency on the signed paper. Nothing is written here.

Doors ask while somebody waits, jobs for many drafts; never inside a transaction.
"""

from datetime import datetime
from typing import cast

from django.utils.translation import gettext as _

from motcua.documents import store
from motcua.dossiers import access
from motcua.dossiers.models import Dossier, Result
from motcua.law.calendar import HANOI
from motcua.law.lifecycle import Refusal
from motcua.law.roles import Role
from motcua.law.signatures import NotSigned, check_current
from motcua.lib.saying import N_
from motcua.papers.errors import CannotRender
from motcua.papers.stamps import Stamp, agency_stamps, signer_stamp
from motcua.people.actor import Actor
from motcua.people.models import User
from motcua.ports import Box, Refused, SignatureRequest, Signing, Unreachable, port


class NotStamped(Exception):
    """The authority did not sign; `str()` is the sentence for the officer. Nothing has changed."""


class Away(NotStamped):
    """The authority did not answer: asking it again at once would only wait again."""


def person_signed(dossier: Dossier, result: Result, over: str, *, user: User, actor: Actor, at: datetime) -> bytes:
    """Return the draft with the leader's signature. Raises NotSigned, StaleHash, NotStamped."""
    if result.paper is None or result.paper.document_id is None:
        raise NotSigned(N_("Chưa có bản dự thảo kết quả để ký."))
    draft = access.document_of(dossier, result.paper.document_id)
    check_current(over, draft.sha256)
    title = next((p.title for p in actor.posts if p.role is Role.SIGNER and p.agency_id == dossier.competent_id), actor.title)
    try:
        stamp = signer_stamp(_boxes(result), name=user.name, title=title, signed_at=at)
    except CannotRender as failure:
        raise NotStamped(_("Chưa vẽ được chữ ký: %(why)s") % {"why": failure}) from failure
    return _signed(store.content(draft), [stamp], f"officer:{user.username}", "Ký ban hành")


def agency_signed(dossier: Dossier, result: Result, *, at: datetime) -> bytes:
    """Return the signed, numbered paper with the agency's signature: number, day and seal. Raises NotSigned, NotStamped."""
    if result.signed_id is None or not result.number:
        raise NotSigned(N_("Chưa có kết quả đã ký và cấp số để đóng dấu."))
    signed = access.document_of(dossier, result.signed_id)
    day = at.astimezone(HANOI).date()
    try:
        stamps = agency_stamps(_boxes(result), agency=dossier.competent.name, number=result.number, issued_on=day, signed_at=at)
    except CannotRender as failure:
        raise NotStamped(_("Chưa vẽ được con dấu: %(why)s") % {"why": failure}) from failure
    return _signed(store.content(signed), stamps, f"agency:{dossier.competent.code}", "Ban hành")


def _signed(pdf: bytes, stamps: list[Stamp], credential: str, reason: str) -> bytes:
    authority = cast(Signing, port("signing"))
    try:
        for stamp in stamps:
            pdf = authority.sign(pdf, SignatureRequest(credential, stamp.field, stamp.box, stamp.pdf, reason))
    except Unreachable as failure:
        raise Away(_("Dịch vụ ký số chưa trả lời. Chưa có gì thay đổi; thử lại sau ít phút.")) from failure
    except Refused as failure:
        words = _("Dịch vụ ký số từ chối: %(why)s. Chưa có gì thay đổi; báo quản trị nếu còn lặp lại.")
        raise NotStamped(words % {"why": failure}) from failure
    return pdf


def _boxes(result: Result) -> dict[str, Box]:
    assert result.paper is not None
    return {name: Box(**box) for name, box in result.paper.boxes.items()}


FAILURES = (Refusal, NotStamped)
