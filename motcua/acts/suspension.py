"""Wait for the applicant to meet a financial duty: the clock stands still from the request to the proof."""

from datetime import datetime

from motcua.acts import outgoing, promises, steps
from motcua.acts.base import acting, repeatable
from motcua.documents import checks, store
from motcua.dossiers.matters import FinancialDuty
from motcua.dossiers.models import Dossier
from motcua.law.calendar import HANOI
from motcua.law.duty import check_duty, check_proof
from motcua.law.lifecycle import Act, Status
from motcua.people.actor import Actor


@repeatable
def suspend(dossier: Dossier, *, what: str, amount: int | None, by: Actor, at: datetime, key: str) -> Dossier:
    """Ask for a financial duty (`amount` in VND, None while unset): status 6, a pause begins. Raises DutyUnsaid."""
    what = check_duty(what, amount)
    with acting(Act.SUSPEND, dossier, by=by, at=at, key=key, words={"what": what, "amount": amount}) as dossier:
        FinancialDuty(dossier=dossier, what=what, amount=amount, asked_by_id=by.id, asked_at=at).save(force_insert=True)
        promises.stop_for_duty(dossier, at)
        dossier.status = Status.FINANCIAL_DUTY
        outgoing.tell_portal("dossier.duty", dossier, by=by, at=at)
        asked = f"{what}: {amount:,} đồng".replace(",", ".") if amount else what
        outgoing.tell_applicant(dossier, f"Nghĩa vụ tài chính của hồ sơ {dossier.code}", [asked], at=at)
    return dossier


@repeatable
def resume(dossier: Dossier, *, proof: str, file: tuple[str, bytes] | None = None, by: Actor, at: datetime, key: str) -> Dossier:
    """Take the duty as met on proof (its number, and if there is one its file): the pause ends, both moments kept.

    Raises ProofMissing, FileRefused.
    """
    proof = check_proof(proof)
    checked = checks.check(*file) if file else None
    with acting(Act.RESUME, dossier, by=by, at=at, key=key, words={"proof": proof}) as dossier:
        duty = FinancialDuty.objects.select_for_update().get(dossier=dossier, met_at=None)
        if file and checked:
            duty.document = store.put(file[0], file[1], checked.media_type, at=at, pages=checked.pages)
        duty.proof, duty.met_by_id, duty.met_at = proof, by.id, at
        duty.save(update_fields=["document", "proof", "met_by", "met_at"])
        local = at.astimezone(HANOI)
        promises.resume_clock(dossier, local)
        steps.due_again(dossier, local)
        dossier.status = Status.PROCESSING
        outgoing.tell_portal("dossier.progress", dossier, by=by, at=at)
    return dossier
