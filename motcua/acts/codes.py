"""Give up a dossier code with a reason: the one way a serial of a day may be missing (rule 3)."""

from datetime import datetime

from motcua.acts.base import AlreadyDone, recording
from motcua.acts.serials import next_serial
from motcua.dossiers.models import VoidedCode
from motcua.law.calendar import HANOI
from motcua.law.codes import dossier_code
from motcua.law.intake import check_reason
from motcua.lib.ids import new_id
from motcua.people.actor import Actor
from motcua.people.models import Agency
from motcua.people.rights import Deed


def void(agency: Agency, *, reason: str, by: Actor, at: datetime, key: str) -> VoidedCode:
    """Take the next code of the day at `agency` and give it up, for one written on paper by mistake or while the system stood still.

    Raises ReasonMissing.
    """
    reason = check_reason(reason)
    voided = VoidedCode(id=new_id(), agency=agency, reason=reason, at=at)
    words = {"reason": reason}
    try:
        with recording(Deed.VOID_CODE, "code", voided.pk, by=by, at=at, key=key, words=words):
            local = at.astimezone(HANOI)
            voided.code = dossier_code(agency.code, local.date(), next_serial(agency, f"code:{local:%y%m%d}"))
            voided.save(force_insert=True)
            words["code"] = voided.code
    except AlreadyDone as done:
        return VoidedCode.objects.get(pk=done.subject)
    return voided
