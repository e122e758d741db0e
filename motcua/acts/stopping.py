"""Stop a dossier: by decision of who settles it, or because the time to supplement ran out; then give the papers back."""

from datetime import datetime

from motcua.acts import outgoing, steps
from motcua.acts.base import Words, acting, repeatable
from motcua.acts.forms.asking import refusal_values
from motcua.acts.forms.ending import stop_values
from motcua.acts.papers import paper_due
from motcua.acts.supplement import open_request
from motcua.dossiers.matters import Stop
from motcua.dossiers.models import ClockPause, Dossier, Paper, Result, SupplementRequest
from motcua.law.handover import check_receiver
from motcua.law.intake import check_reason
from motcua.law.lifecycle import Act, Status
from motcua.law.withdrawal import Cause, GivenBack, check_given_back, check_lapsed, check_unsigned
from motcua.people.actor import Actor, ActorKind

LAPSED = "Người nộp không bổ sung trong thời hạn đã thông báo."
NOTHING_DUE = "Không có khoản hoàn lại được ghi nhận."


@repeatable
def stop(dossier: Dossier, *, reason: str, papers: list[str], fees: str, by: Actor, at: datetime, key: str) -> Dossier:
    """Stop settling because the conditions of law fail: status 8, Mẫu 05 due, papers and fees listed.

    Raises ReasonMissing, PapersUnlisted, ResultSigned.
    """
    reason = check_reason(reason)
    with acting(Act.STOP, dossier, by=by, at=at, key=key, words={"reason": reason}) as dossier:
        check_unsigned(signed(dossier))
        end(dossier, Cause.CONDITIONS, reason, check_given_back(papers, fees, on_paper(dossier)), by=by, at=at)
    return dossier


@repeatable
def lapse(dossier: Dossier, *, by: Actor, at: datetime, key: str) -> Dossier:
    """End a dossier whose limit to supplement has passed unanswered (NĐ 301/2026 Điều 6): with notice, never silently.

    One that was accepted is stopped (5 → 8, Mẫu 05); one that never was is declined (5 → 3, Mẫu 03).
    Raises NotLapsed before that, NotAllowed when nothing waits for the applicant.
    """
    words: Words = {}
    with acting(Act.LAPSE, dossier, by=by, at=at, key=key, words=words) as dossier:
        request = open_request(dossier)
        check_lapsed(request.until, at)
        words["until"] = request.until.isoformat()
        if dossier.received_at is None:
            _never_accepted(dossier, request, at)
        else:
            end(dossier, Cause.LAPSED, LAPSED, GivenBack(tuple(listed(dossier)), NOTHING_DUE), by=by, at=at)
    return dossier


def _never_accepted(dossier: Dossier, request: SupplementRequest, at: datetime) -> None:
    """Mẫu 03 names the officer who asked: a job refuses nobody, the limit of law has run out."""
    asker = Actor(ActorKind.OFFICER, str(request.asked_by_id), request.asked_by.name)
    dossier.status, dossier.decline_reason, dossier.finished_at = Status.DECLINED, LAPSED, at
    paper_due(dossier, Paper.Kind.REFUSAL, refusal_values(dossier, reason=LAPSED, by=asker, declined_at=at), at=at)
    outgoing.tell_applicant(dossier, "Hồ sơ chưa được tiếp nhận", [f"{dossier.summary}: {LAPSED}"], at=at)


@repeatable
def return_papers(dossier: Dossier, *, receiver_name: str, method: str, by: Actor, at: datetime, key: str) -> Dossier:
    """Give the papers of a stopped dossier back: status 10, with who took them, how and when. Raises ReceiverMissing."""
    check_receiver(receiver_name, method)
    with acting(Act.RETURN_PAPERS, dossier, by=by, at=at, key=key, words={"to": receiver_name, "method": method}) as dossier:
        Stop.objects.filter(dossier=dossier).update(receiver_name=receiver_name.strip(), method=method)
        dossier.status, dossier.returned_at = Status.RETURNED, at
        outgoing.tell_portal("dossier.returned", dossier, by=by, at=at)
    return dossier


def end(dossier: Dossier, cause: Cause, reason: str, given: GivenBack, *, by: Actor, at: datetime, asked: str = "") -> None:
    """Put a dossier into status 8: the step and the clock end, Mẫu 05 is due, portal and applicant are told. Called inside an act."""
    values = stop_values(dossier, reason=reason, stopped_at=at, asked=asked, papers=given.papers, fees=[given.fees])
    Stop(dossier=dossier, cause=cause, reason=reason, papers=list(given.papers), fees=given.fees, stopped_at=at).save(force_insert=True)
    ClockPause.objects.filter(dossier=dossier, end=None).update(end=at)
    steps.finish_all(dossier, "stopped", by=by, at=at, note=reason)
    dossier.consulted = []
    dossier.status, dossier.finished_at = Status.STOPPED, at
    paper_due(dossier, Paper.Kind.STOP_NOTICE, values, at=at)
    outgoing.tell_portal("dossier.stopped", dossier, by=by, at=at)
    outgoing.tell_applicant(dossier, "Dừng giải quyết hồ sơ", [f"{dossier.summary}: {reason}"], at=at)


def signed(dossier: Dossier) -> bool:
    """Tell whether a result of this dossier is signed."""
    return Result.objects.filter(dossier=dossier, signed__isnull=False).exists()


def on_paper(dossier: Dossier) -> bool:
    """Tell whether papers were handed in that must go back."""
    return bool(listed(dossier))


def listed(dossier: Dossier) -> list[str]:
    """Return the papers handed in at the counter, each with how many, as the notice lists them."""
    held = [c for c in dossier.components.order_by("id") if c.originals or c.copies]
    return [f"{c.name}: {c.originals} bản chính, {c.copies} bản sao" for c in held]
