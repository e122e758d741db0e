"""Begin the first draft of a procedure that the city has never published, from the nation's record of it."""

from datetime import datetime

from motcua.acts import revisions
from motcua.acts.base import recording
from motcua.acts.draft_holding import fingerprint
from motcua.acts.publishing import PublicationRefused
from motcua.catalogue.first import first_record
from motcua.catalogue.models import Procedure, Revision
from motcua.catalogue.national_record import national_facts
from motcua.catalogue.reading import check
from motcua.lib.saying import N_
from motcua.people.actor import Actor
from motcua.people.models import AgencyKind
from motcua.people.rights import Deed


def begin_first(procedure: Procedure, *, term: str, kind: str, supplement_days: int, by: Actor, at: datetime, key: str) -> Revision:
    """Write revision 1 as a draft, with a form, a process and templates to work on; it holds on no day until a decision says so.

    `term` as '5wd', `kind` an AgencyKind, `supplement_days` working days. Raises PublicationRefused for a procedure that has a revision or
    that the nation has no record of, TermError for a term that cannot be read.
    """
    if kind not in AgencyKind.values:
        raise PublicationRefused(N_("Chọn cơ quan giải quyết."))
    facts = national_facts(procedure.code)
    if facts is None:
        raise PublicationRefused(N_("Không có bản ghi quốc gia của thủ tục %(code)s để soạn từ đó."), code=procedure.code)
    record = first_record(facts, term=term, kind=kind, supplement_days=supplement_days)
    check(record)
    words = {"code": procedure.code, "number": 1, "term": term, "kind": kind}
    with recording(Deed.DRAFT_REVISION, "procedure", procedure.pk, by=by, at=at, key=key, words=words):
        locked = Procedure.objects.select_for_update().get(pk=procedure.pk)
        if locked.revisions.exists():
            raise PublicationRefused(N_("Thủ tục %(code)s đã có bản công bố: soạn bản sửa đổi."), code=procedure.code)
        draft = revisions.write_draft(locked, record, 1)
        draft.fingerprint = fingerprint(draft)
        draft.save(update_fields=["fingerprint"])
    return draft
