"""What a head or an administrator does with the way of a dossier: another officer, another step, another place of reception."""

from datetime import datetime

from motcua.acts import outgoing, steps
from motcua.acts.base import acting, repeatable
from motcua.acts.processing import unsign
from motcua.acts.reception import check_holds_role
from motcua.dossiers.models import Dossier
from motcua.law.calendar import HANOI
from motcua.law.flow import FlowError
from motcua.law.intake import check_reason
from motcua.law.lifecycle import Act
from motcua.lib.saying import N_
from motcua.people.actor import Actor
from motcua.people.models import Agency, User


@repeatable
def reassign(dossier: Dossier, *, officer: User, reason: str, by: Actor, at: datetime, key: str, step: str = "") -> Dossier:
    """Take an open step (named `step` where there are several) from one officer for another, saying why, also while the clock stands still.

    Raises ReasonMissing, NotAllowed for somebody without that post, FlowError between steps.
    """
    reason = check_reason(reason)
    with acting(Act.REASSIGN, dossier, by=by, at=at, key=key, words={"to": officer.name, "reason": reason}) as dossier:
        if not dossier.step_key:
            raise FlowError(N_("Hồ sơ không có bước nào đang chờ."))
        given = steps.present(dossier, by, key=step, whoever=True)
        check_holds_role(officer, given.role, dossier.competent_id, at, given.unit)
        steps.give(dossier, officer, given)
    return dossier


@repeatable
def go_to_step(dossier: Dossier, *, step: str, reason: str, by: Actor, at: datetime, key: str) -> Dossier:
    """Put a dossier that is stuck at another step of its process, saying why; a signature over an earlier draft does not stay.

    Raises ReasonMissing; FlowError for a step that the process does not have, the present one, reception or hand-over.
    """
    reason = check_reason(reason)
    with acting(Act.GO_TO_STEP, dossier, by=by, at=at, key=key, words={"step": step, "reason": reason}) as dossier:
        planned = dossier.revision.plan.plan().step(step)
        if planned.kind in ("receive", "hand_over") or planned.key == dossier.step_key:
            raise FlowError(N_("Không chuyển thẳng tới bước này được."))
        steps.finish_all(dossier, "moved", by=by, at=at, note=reason)
        steps.start(dossier, planned, at=at.astimezone(HANOI))
        if planned.kind in ("work", "sign"):
            unsign(dossier)
        outgoing.tell_portal("dossier.progress", dossier, by=by, at=at)
    return dossier


@repeatable
def pre_receive(dossier: Dossier, *, receiver: Agency, by: Actor, at: datetime, key: str) -> Dossier:
    """Pass a dossier handed in here to the counter that receives it: this one stays on it as the support point (NĐ 309/2026 Điều 7).

    Raises FlowError when it would be passed to the counter where it lies.
    """
    with acting(Act.PRE_RECEIVE, dossier, by=by, at=at, key=key, words={"to": receiver.name}) as dossier:
        if receiver.pk == dossier.receiver_id:
            raise FlowError(N_("Hồ sơ đang ở chính nơi này."))
        dossier.support_point = dossier.support_point or dossier.receiver
        dossier.receiver = receiver
    return dossier
