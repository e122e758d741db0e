"""Correct an issued result: the leader orders it, the dossier goes back to a step, the new result replaces the old one."""

import secrets
from datetime import datetime

from motcua.acts import outgoing, steps
from motcua.acts.base import Words, acting, repeatable
from motcua.dossiers.corrections import Correction
from motcua.dossiers.models import Dossier, Result
from motcua.law.calendar import HANOI
from motcua.law.correction import check_issued, check_wrong
from motcua.law.flow import FlowError, PlannedStep
from motcua.law.intake import check_reason
from motcua.law.lifecycle import Act, Status
from motcua.lib.saying import N_
from motcua.people.actor import Actor
from motcua.people.models import User

NOT_REOPENED = ("receive", "hand_over")


@repeatable
def correct(dossier: Dossier, *, wrong: str, reason: str, step: str, by: Actor, at: datetime, key: str) -> Dossier:
    """Order that an issued result be mended from `step` on: no new dossier, no fee; when it was finished first stands.

    The old result stays readable and says that it is replaced (NĐ 61/2018 Điều 21 khoản 1). Raises ErrorUnsaid, ReasonMissing,
    NothingToCorrect, FlowError for a step that cannot be gone back to.
    """
    wrong, reason = check_wrong(wrong), check_reason(reason)
    words: Words = {"wrong": wrong, "reason": reason, "step": step}
    with acting(Act.CORRECT, dossier, by=by, at=at, key=key, words=words) as dossier:
        result = Result.objects.select_for_update(of=("self",)).select_related("signer").filter(dossier=dossier).first()
        check_issued(result is not None and result.issued_id is not None)
        assert result is not None and result.issued_at is not None  # noqa: PT018 - one thing: it is issued
        planned = _step(dossier, step)
        words["number"] = result.number
        _keep(dossier, result, result.issued_at, wrong=wrong, reason=reason, step=step, by=by, at=at)
        _open_again(result)
        if dossier.step_key:
            steps.finish_all(dossier, "corrected", by=by, at=at, note=reason)
        steps.start(dossier, planned, at=at.astimezone(HANOI), officer=_who_did(dossier, planned))
        dossier.status = Status.PROCESSING
        outgoing.tell_portal("dossier.progress", dossier, by=by, at=at)
        lines = [
            f"{result.title} số {words['number']} có sai sót của cơ quan: {wrong}",
            "Cơ quan tự đính chính. Bạn không phải nộp hồ sơ mới và không phải trả thêm khoản nào; có kết quả mới thì báo ngay cho bạn.",
        ]
        outgoing.tell_applicant(dossier, f"Đính chính kết quả của hồ sơ {dossier.code}", lines, at=at)
    return dossier


def steps_to_correct_from(dossier: Dossier) -> list[PlannedStep]:
    """Return the steps that a correction may go back to, in order of the process."""
    return [each for each in dossier.revision.plan.plan().steps if each.kind not in NOT_REOPENED]


def replaced(dossier: Dossier, number: str, at: datetime) -> Correction | None:
    """Write, called inside the act that issues, that the result now issued replaces the one being corrected; None if none is."""
    order = Correction.objects.select_for_update().filter(dossier=dossier, replaced_at=None).first()
    if order:
        order.replaced_by, order.replaced_at = number, at
        order.save(update_fields=["replaced_by", "replaced_at"])
    return order


def _step(dossier: Dossier, key: str) -> PlannedStep:
    for each in steps_to_correct_from(dossier):
        if each.key == key:
            return each
    raise FlowError(N_("Chọn bước mà việc đính chính bắt đầu lại."))


def _who_did(dossier: Dossier, planned: PlannedStep) -> User | None:
    """Who did that step last, if they still hold such a post: else it waits for the role."""
    last = dossier.steps.filter(key=planned.key).exclude(officer=None).select_related("officer").order_by("seq").last()
    if last is None or last.officer is None:
        return None
    held = last.officer.posts.filter(role=planned.role, agency=dossier.competent_id, valid_to=None)
    return last.officer if held.exists() else None


def _keep(dossier: Dossier, result: Result, issued_at: datetime, *, wrong: str, reason: str, step: str, by: Actor, at: datetime) -> None:
    Correction(
        dossier=dossier,
        wrong=wrong,
        reason=reason,
        step=step,
        ordered_by_id=by.id,
        ordered_at=at,
        title=result.title,
        number=result.number,
        signer_name=result.signer.name if result.signer else "",
        issued=result.issued,
        issued_at=issued_at,
        receiver_name=result.receiver_name,
        token=result.token,
    ).save(force_insert=True)


def _open_again(result: Result) -> None:
    """The result is drafted, signed, numbered and issued anew; what it says now stays as the draft to mend."""
    result.token = secrets.token_urlsafe(32)
    result.signed, result.signer, result.signed_at = None, None, None
    result.number, result.numbered_at = "", None
    result.issued, result.issuer, result.issued_at = None, None, None
    result.receiver_name, result.method = "", ""
    result.save()
