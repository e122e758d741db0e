"""Give the result to the applicant: who received it, how, when."""

from datetime import datetime

from motcua.acts import outgoing, steps
from motcua.acts.base import acting, repeatable
from motcua.dossiers.models import Dossier, Result
from motcua.law.handover import check_receiver
from motcua.law.lifecycle import Act, Status
from motcua.people.actor import Actor


@repeatable
def hand_over(dossier: Dossier, *, receiver_name: str, method: str, by: Actor, at: datetime, key: str) -> Dossier:
    """Return the result: status 10 (NĐ 61/2018 Điều 20). Collecting late does not make a dossier late. Raises ReceiverMissing."""
    check_receiver(receiver_name, method)
    with acting(Act.HAND_OVER, dossier, by=by, at=at, key=key, words={"to": receiver_name, "method": method}) as dossier:
        Result.objects.filter(dossier=dossier).update(receiver_name=receiver_name.strip(), method=method)
        steps.finish_all(dossier, "returned", by=by, at=at)
        dossier.status, dossier.returned_at = Status.RETURNED, dossier.returned_at or at  # a correction is given later, not returned anew
        outgoing.tell_portal("dossier.returned", dossier, by=by, at=at)
    return dossier
