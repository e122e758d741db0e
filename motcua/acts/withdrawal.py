"""The applicant asks to withdraw; who decides on the dossier grants it or refuses it, saying why."""

from datetime import datetime

from motcua.acts import outgoing
from motcua.acts.base import Words, acting, repeatable
from motcua.acts.stopping import end, on_paper, signed
from motcua.dossiers.matters import Withdrawal
from motcua.dossiers.models import Dossier
from motcua.law.intake import check_reason
from motcua.law.lifecycle import Act, Status
from motcua.law.roles import Role
from motcua.law.withdrawal import Cause, check_decider, check_given_back, check_unsigned
from motcua.people.actor import Actor, ActorKind


@repeatable
def ask_to_withdraw(dossier: Dossier, *, reason: str, by: Actor, at: datetime, key: str) -> Dossier:
    """Ask for the dossier back: status 7 until it is decided. Raises ReasonMissing, or ResultSigned once a result is signed."""
    reason = check_reason(reason)
    with acting(Act.ASK_TO_WITHDRAW, dossier, by=by, at=at, key=key, words={"reason": reason}) as dossier:
        check_unsigned(signed(dossier))
        Withdrawal(
            dossier=dossier, reason=reason, before=dossier.status, asked_by_id=None if by.kind is ActorKind.PARTNER else by.id, asked_at=at
        ).save(force_insert=True)
        dossier.status = Status.WITHDRAWAL
        outgoing.tell_portal("dossier.withdrawal", dossier, by=by, at=at)
    return dossier


@repeatable
def grant(dossier: Dossier, *, papers: list[str], fees: str, by: Actor, at: datetime, key: str) -> Dossier:
    """Let the applicant have it back: status 8, Mẫu 05 with the papers and fees given back.

    Raises PapersUnlisted, ResultSigned, or DecidedElsewhere for a counter that would decide on an accepted dossier.
    """
    words: Words = {}
    with acting(Act.GRANT_WITHDRAWAL, dossier, by=by, at=at, key=key, words=words) as dossier:
        _check_decider(dossier, by)
        check_unsigned(signed(dossier))
        given = check_given_back(papers, fees, on_paper(dossier))
        request = _decided(dossier, True, "", by, at)
        words.update(papers=list(given.papers), fees=given.fees)
        end(dossier, Cause.WITHDRAWN, request.reason, given, by=by, at=at, asked=request.reason)
    return dossier


@repeatable
def refuse(dossier: Dossier, *, reason: str, by: Actor, at: datetime, key: str) -> Dossier:
    """Do not let it be withdrawn, saying why: back to the status before. Raises ReasonMissing, DecidedElsewhere."""
    reason = check_reason(reason)
    with acting(Act.REFUSE_WITHDRAWAL, dossier, by=by, at=at, key=key, words={"reason": reason}) as dossier:
        _check_decider(dossier, by)
        dossier.status = _decided(dossier, False, reason, by, at).state_before
        outgoing.tell_portal("dossier.progress", dossier, by=by, at=at)
        outgoing.tell_applicant(dossier, "Chưa rút được hồ sơ", [f"{dossier.summary}: {reason}"], at=at)
    return dossier


def _decided(dossier: Dossier, granted: bool, answer: str, by: Actor, at: datetime) -> Withdrawal:
    request = Withdrawal.objects.select_for_update().get(dossier=dossier, decided_at=None)
    request.granted, request.answer, request.decided_by_id, request.decided_at = granted, answer, by.id, at
    request.save(update_fields=["granted", "answer", "decided_by", "decided_at"])
    return request


def _check_decider(dossier: Dossier, by: Actor) -> None:
    check_decider(dossier.received_at is not None, Role.UNIT_HEAD not in by.roles_at(dossier.competent_id))
