"""Rules of the financial duty the law puts on an applicant: what is asked, and what proves that it was met."""

from motcua.law.cites import cites
from motcua.law.lifecycle import Refusal
from motcua.lib.saying import N_


class DutyUnsaid(Refusal):
    """A suspension that does not say what is to be paid, or an amount that is none."""


class ProofMissing(Refusal):
    """The duty cannot be taken as met without naming what proves it."""


@cites("118/2025/NĐ-CP", "chương III", "S")
def check_duty(what: str, amount: int | None) -> str:
    """Return what is to be paid, trimmed; `amount` in VND, None while another authority has yet to set it. Raises DutyUnsaid."""
    if len(what.strip()) < 5:
        raise DutyUnsaid(N_("Ghi rõ khoản phải nộp: người dân phải biết nộp gì, cho ai."))
    if amount is not None and amount < 1:
        raise DutyUnsaid(N_("Số tiền phải lớn hơn 0 đồng; chưa biết thì để trống."))
    return what.strip()


@cites("118/2025/NĐ-CP", "chương III", "S")
def check_proof(proof: str) -> str:
    """Return what proves the payment (number of a receipt or order), trimmed. Raises ProofMissing."""
    if len(proof.strip()) < 3:
        raise ProofMissing(N_("Ghi số chứng từ chứng minh đã nộp."))
    return proof.strip()
