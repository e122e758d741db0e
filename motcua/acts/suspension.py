"""Wait for the applicant to meet a financial duty: before acceptance, or with the clock standing still from request to proof."""

from datetime import datetime

from motcua.acts import outgoing, promises, steps
from motcua.acts.base import acting, repeatable
from motcua.acts.submission import reply_due
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
        promises.stop_for_duty(dossier, at)
        _ask(dossier, what, amount, f"Nghĩa vụ tài chính của hồ sơ {dossier.code}", by=by, at=at)
    return dossier


@repeatable
def ask_prepayment(dossier: Dossier, *, what: str, amount: int | None, by: Actor, at: datetime, key: str) -> Dossier:
    """Ask before acceptance for what the law wants paid first (`amount` in VND, None while unset): 1 → 6, no clock runs yet.

    Raises DutyUnsaid.
    """
    what = check_duty(what, amount)
    with acting(Act.ASK_PREPAYMENT, dossier, by=by, at=at, key=key, words={"what": what, "amount": amount}) as dossier:
        _ask(dossier, what, amount, "Cần nộp tiền trước khi hồ sơ được tiếp nhận", by=by, at=at)
    return dossier


@repeatable
def resume(dossier: Dossier, *, proof: str, file: tuple[str, bytes] | None = None, by: Actor, at: datetime, key: str) -> Dossier:
    """Take the duty as met on proof (its number, and if there is one its file): the pause ends, both moments kept.

    Before acceptance the dossier is newly filed again, and the counter answers within its hours from now (6 → 1).
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
        dossier.status = _go_on(dossier, at.astimezone(HANOI))
        outgoing.tell_portal("dossier.progress", dossier, by=by, at=at)
        outgoing.tell_applicant(dossier, "Đã ghi nhận bạn nộp tiền", [f"{dossier.summary}: {duty.what}, chứng từ {proof}."], at=at)
    return dossier


def _go_on(dossier: Dossier, at: datetime) -> Status:
    if dossier.received_at is None:
        dossier.reply_due_at = reply_due(dossier, at)
        return Status.NEW
    promises.resume_clock(dossier, at)
    steps.due_again(dossier, at)
    return Status.PROCESSING


def _ask(dossier: Dossier, what: str, amount: int | None, subject: str, *, by: Actor, at: datetime) -> None:
    FinancialDuty(dossier=dossier, what=what, amount=amount, asked_by_id=by.id, asked_at=at).save(force_insert=True)
    dossier.status = Status.FINANCIAL_DUTY
    outgoing.tell_portal("dossier.duty", dossier, by=by, at=at)
    asked = f"{what}: {amount:,} đồng".replace(",", ".") if amount else what
    outgoing.tell_applicant(dossier, subject, [asked], at=at)
