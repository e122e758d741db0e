"""Publish a procedure written as a folder of data: the same way as an office decides it, gates and all, in one act."""

from datetime import date, datetime

from motcua.acts import revisions
from motcua.acts.base import recording
from motcua.catalogue.models import Procedure, Publication, PublicationItem, Revision
from motcua.catalogue.reading import Record
from motcua.fees.trial import standing
from motcua.law.calendar import HANOI
from motcua.law.gates import Block
from motcua.law.lifecycle import Refusal
from motcua.law.publication import MINISTRIES, Change, issuer_of
from motcua.lib.saying import N_, Several
from motcua.people.actor import Actor
from motcua.people.rights import Deed


class PublicationBlocked(Refusal):
    """A procedure may not be published yet; `blocks` names everything that stands in the way."""

    def __init__(self, code: str, found: list[Block]) -> None:
        """Keep what was found."""
        words = Several(tuple(block.says for block in found), " ")
        super().__init__(N_("Chưa công bố được thủ tục %(code)s. %(blocks)s"), code=code, blocks=words)
        self.blocks = found


def publish(record: Record, *, by: Actor, at: datetime) -> tuple[Revision, bool]:
    """Publish `record` from its `valid_from` on; returns the revision and whether it is new. The same content changes nothing.

    Raises PublicationBlocked, naming everything that stands in the way; nothing is written then.
    """
    facts = record.procedure
    procedure = Procedure.objects.filter(code=record.code).first() or Procedure(code=record.code)
    decided = Revision.objects.filter(procedure=procedure).exclude(valid_from=None) if procedure.search else Revision.objects.none()
    known = decided.filter(fingerprint=record.fingerprint).first()
    if known:  # also when the office has decided otherwise since: a folder does not undo a decision
        return known, False
    last = decided.order_by("-number").first()
    number = revisions.next_number(procedure) if procedure.search else 1
    words = {"code": record.code, "number": number, "decision": facts["decision"]}
    with recording(Deed.PUBLISH, "procedure", procedure.pk, by=by, at=at, key=f"publish:{record.code}:{number}", words=words):
        revisions.write_procedure(procedure, facts)
        revision = revisions.write_draft(procedure, record, number)
        check_gates(revision, at.astimezone(HANOI).date())
        begins = date.fromisoformat(facts["valid_from"])
        if last:
            begins = max(begins, at.astimezone(HANOI).date())
        _write_item(revision, Change.AMEND if last else Change.NEW, at)
        revisions.begin_force(revision, begins)
    return revision, True


def check_gates(revision: Revision, day: date) -> None:
    """Raise PublicationBlocked when a gate of publication, or an example of the procedure, stands against a revision."""
    found = standing(revision, day)
    if found:
        raise PublicationBlocked(revision.procedure.code, found)


def _write_item(revision: Revision, change: Change, at: datetime) -> None:
    """Write the decision that a folder names, once for all its procedures; its days are not known from the folder."""
    number, issuer = revision.decision, issuer_of(revision.decision)
    publication = Publication.objects.filter(number=number, signed_on=None).exclude(decided_at=None).first()
    if publication is None:
        publication = Publication(number=number, issuer=issuer, decided_at=at, source=N_("Dữ liệu đi kèm"))
        symbol = number.rpartition("-")[2]
        publication.agency_name = MINISTRIES.get(symbol, symbol)
        publication.save(force_insert=True)
    if publication.items.filter(procedure=revision.procedure).exists():  # the same decision, its record put right since
        publication.items.filter(procedure=revision.procedure).update(revision=revision)
        return
    PublicationItem(publication=publication, procedure=revision.procedure, kind=change, revision=revision).save(force_insert=True)
