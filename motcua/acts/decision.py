"""Sign, then number and issue: separate evidenced acts by two people. The remote signing happened before, at the door."""

from datetime import datetime

from motcua.acts import outgoing, steps
from motcua.acts.base import Words, acting, repeatable
from motcua.acts.correction import replaced
from motcua.acts.serials import next_serial
from motcua.documents import store
from motcua.documents.models import Document, Level
from motcua.dossiers.models import Dossier, Result
from motcua.law.calendar import HANOI
from motcua.law.flow import Kind
from motcua.law.lifecycle import Act, Status
from motcua.law.signatures import NotSigned, StaleHash, check_current, check_issuer, check_named, check_signed
from motcua.lib.saying import N_
from motcua.people.actor import Actor


@repeatable
def sign(dossier: Dossier, *, over: str, signed_pdf: bytes, by: Actor, at: datetime, key: str) -> Dossier:
    """Keep the leader's signature over the draft whose SHA-256 (hex) is `over`.

    Raises WrongSigner when the paper names somebody else; StaleHash when the draft changed meanwhile, or when `signed_pdf` is not
    that draft with something appended.
    """
    words: Words = {"over": over}
    with acting(Act.SIGN, dossier, by=by, at=at, key=key, words=words) as dossier:
        result = Result.objects.select_for_update().get(dossier=dossier)
        draft = result.paper.document if result.paper else None
        if draft is None:
            raise NotSigned(N_("Chưa có bản dự thảo kết quả để ký."))
        check_current(over, draft.sha256)
        check_named(result.paper.values["signer_name"] if result.paper else "", by.name)
        result.signed = _appended(draft, signed_pdf, at, draft.name)
        words["signed"] = result.signed.sha256
        result.signer_id, result.signed_at = by.id, at
        result.save(update_fields=["signed", "signer", "signed_at"])
        here = steps.present(dossier, by, kind=Kind.SIGN)
        steps.advance(dossier, "signed", by=by, at=at.astimezone(HANOI), step=here)
        outgoing.tell_portal("dossier.progress", dossier, by=by, at=at)
    return dossier


@repeatable
def number(dossier: Dossier, *, by: Actor, at: datetime, key: str) -> Dossier:
    """Give the signed result its number and symbol, once: a number given is kept when issuing is tried again (NĐ 30/2020 Điều 15).

    Raises NotSigned, or SamePerson when the signer would number it.
    """
    words: Words = {}
    with acting(Act.NUMBER, dossier, by=by, at=at, key=key, words=words) as dossier:
        result = Result.objects.select_for_update().get(dossier=dossier)
        check_signed(result.signed_id is not None, True)
        check_issuer(str(result.signer_id), by.id)
        if not result.number:
            symbol = dossier.revision.templates.get(key=result.template).data["symbol"]
            year = at.astimezone(HANOI).year
            result.number = f"{next_serial(dossier.competent, f'result:{symbol}:{year}')}/{symbol}"
            result.numbered_at = at
            result.save(update_fields=["number", "numbered_at"])
        words["number"] = result.number
    return dossier


@repeatable
def issue(dossier: Dossier, *, issued_pdf: bytes, by: Actor, at: datetime, key: str) -> Dossier:
    """Issue the numbered result under the agency's signature: status 9, the clock ends (NĐ 30/2020 Điều 14).

    Raises NotSigned, SamePerson, or StaleHash when `issued_pdf` is not the signed paper with the agency's signature appended.
    """
    words: Words = {}
    with acting(Act.ISSUE, dossier, by=by, at=at, key=key, words=words) as dossier:
        result = Result.objects.select_for_update().get(dossier=dossier)
        check_signed(result.signed_id is not None, bool(result.number))
        check_issuer(str(result.signer_id), by.id)
        assert result.signed is not None
        name = f"{result.title} {result.number}.pdf".replace("/", "-")
        result.issued = _appended(result.signed, issued_pdf, at, name, Level.ORIGINAL)
        words["number"], words["issued"] = result.number, result.issued.sha256
        result.issuer_id, result.issued_at = by.id, at
        result.save(update_fields=["issued", "issuer", "issued_at"])
        here = steps.present(dossier, by, kind=Kind.ISSUE)
        steps.advance(dossier, "issued", by=by, at=at.astimezone(HANOI), step=here)
        dossier.status, dossier.finished_at = Status.DONE, dossier.finished_at or at  # a correction never moves when it was finished
        outgoing.tell_portal("dossier.finished", dossier, by=by, at=at)
        lines = [f"{result.title} số {result.number} đã ban hành. Bản điện tử có ở trang hồ sơ của bạn."]
        if mended := replaced(dossier, result.number, at):
            words["replaces"] = mended.number
            lines.append(f"Kết quả này thay thế kết quả số {mended.number}, nay không còn dùng được.")
        outgoing.tell_applicant(dossier, f"Hồ sơ {dossier.code} đã có kết quả", lines, at=at)
    return dossier


def _appended(before: Document, after: bytes, at: datetime, name: str, level: Level = Level.DIGITISED) -> Document:
    earlier = store.content(before)
    if len(after) <= len(earlier) or not after.startswith(earlier):
        raise StaleHash(N_("Chữ ký không nằm trên đúng bản đang có trong hồ sơ. Mở lại và ký bản hiện tại."))
    return store.put(name, after, "application/pdf", at=at, level=level)
