"""Settle at the counter in the same moment: the paper signed by hand is kept, status 9 follows status 2 at once."""

import secrets
from datetime import datetime

from motcua.acts import outgoing, steps
from motcua.acts.base import Words, acting, repeatable
from motcua.acts.reception import check_holds_role
from motcua.documents import checks, store
from motcua.documents.models import Document
from motcua.dossiers.immediate import at_once
from motcua.dossiers.models import Dossier, Result
from motcua.law.calendar import HANOI
from motcua.law.immediate import check_at_once
from motcua.law.lifecycle import Act, Status
from motcua.law.roles import Role
from motcua.law.signatures import NotSigned, check_issuer
from motcua.lib.saying import N_
from motcua.people.actor import Actor
from motcua.people.models import User


@repeatable
def settle_at_once(
    dossier: Dossier, *, signer: User, number: str, file: tuple[str, bytes] | None, by: Actor, at: datetime, key: str
) -> Dossier:
    """Keep the result signed by hand at the counter (who signed, its number, its scan) and finish: 2 → 9 in the same moment.

    Raises NotImmediate, NotSigned without number or scan, SamePerson when the officer would be the signer, FileRefused.
    """
    if not number.strip() or file is None:
        raise NotSigned(N_("Ghi số của kết quả và chọn bản quét có chữ ký, dấu: không có kết quả đã ký thì chưa kết thúc được hồ sơ."))
    checked = checks.check(*file)
    words: Words = {"number": number.strip(), "signer": signer.name}
    with acting(Act.SETTLE_AT_ONCE, dossier, by=by, at=at, key=key, words=words) as dossier:
        check_at_once(at_once(dossier))
        check_holds_role(signer, Role.SIGNER, dossier.competent_id, at)
        check_issuer(str(signer.pk), by.id)
        scan = store.put(file[0], file[1], checked.media_type, at=at, pages=checked.pages)
        words["issued"] = scan.sha256
        result = _result(dossier, signer, number.strip(), scan, by, at)
        steps.start(dossier, dossier.revision.plan.plan().first("hand_over"), at=at.astimezone(HANOI))
        dossier.status, dossier.finished_at = Status.DONE, at
        outgoing.tell_portal("dossier.finished", dossier, by=by, at=at)
        lines = [f"{result.title} số {result.number} đã có, trả ngay tại quầy."]
        outgoing.tell_applicant(dossier, f"Hồ sơ {dossier.code} đã có kết quả", lines, at=at)
    return dossier


def _result(dossier: Dossier, signer: User, number: str, scan: Document, by: Actor, at: datetime) -> Result:
    named = dossier.revision.facts.get("results") or [{"vi": dossier.revision.procedure.name["vi"]}]
    result = Result(
        dossier=dossier,
        template="",
        outcome="at_once",
        title=named[0]["vi"][:200],
        fields={},
        drafted_at=at,
        signer=signer,
        signed_at=at,
        signed=scan,
        number=number[:60],
        numbered_at=at,
        issuer_id=by.id,
        issued=scan,
        issued_at=at,
        token=secrets.token_urlsafe(32),
    )
    result.save(force_insert=True)
    return result
