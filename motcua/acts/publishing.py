"""Publication as the office does it: drafts of revisions, a decision about several procedures, its recording, its being made public."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from motcua.acts import revisions
from motcua.acts.base import recording
from motcua.acts.catalogue import PublicationBlocked
from motcua.acts.draft_holding import NotADraft as NotADraft
from motcua.acts.draft_holding import check_draft, fingerprint, held_draft
from motcua.catalogue.models import Procedure, Publication, PublicationItem, Requirement, Revision
from motcua.fees.trial import standing
from motcua.law.calendar import HANOI
from motcua.law.gates import Block
from motcua.law.lifecycle import Refusal
from motcua.law.publication import Change, Issuer
from motcua.law.terms import Term
from motcua.lib.ids import new_id
from motcua.lib.saying import N_
from motcua.people.actor import Actor
from motcua.people.models import Agency
from motcua.people.rights import Deed
from motcua.worktime.calendars import calendar_of


class PublicationRefused(Refusal):
    """A decision without number, day or procedure, or that says something that cannot be of a procedure."""


@dataclass(frozen=True)
class NewPublication:
    """What is known when a decision is begun: whose it is, for which legal text, when that takes effect, from when it applies here."""

    issuer: Issuer
    agency: Agency | None
    agency_name: str
    legal_text: str
    text_effective: date | None
    fast_track: bool = False


def draft_revision(procedure: Procedure, *, by: Actor, at: datetime, key: str) -> Revision:
    """Begin the next revision from the last one decided; a draft that is there is taken up. Raises PublicationRefused without one."""
    found = Revision.objects.filter(procedure=procedure, valid_from=None).order_by("-number").first()
    if found:
        return found
    last = Revision.objects.filter(procedure=procedure).order_by("-number").first()
    if last is None:
        raise PublicationRefused(N_("Thủ tục chưa có bản công bố nào của thành phố để soạn tiếp."))
    draft = Revision.objects.get(pk=last.pk)
    draft.pk, draft._state.adding = new_id(), True
    draft.number, draft.valid_from, draft.valid_to, draft.decision = revisions.next_number(procedure), None, None, ""
    draft.facts = {name: value for name, value in last.facts.items() if name != "decision"}
    draft.fingerprint = fingerprint(draft)
    with recording(
        Deed.DRAFT_REVISION, "revision", draft.pk, by=by, at=at, key=key, words={"code": procedure.code, "number": draft.number}
    ):
        draft.save(force_insert=True)
        draft.templates.set(last.templates.all())
        for requirement in Requirement.objects.filter(revision=last):
            requirement.pk, requirement._state.adding, requirement.revision = new_id(), True, draft
            requirement.save(force_insert=True)
    return draft


def amend_draft(draft: Revision, changes: dict[str, Any], *, seen: str = "", by: Actor, at: datetime, key: str) -> Revision:
    """Change published facts of a draft (None takes a fact away); `seen` as `held_draft` takes it.

    Raises NotADraft, DraftChanged, TermError for a term that cannot be read.
    """
    check_draft(draft)
    with recording(Deed.DRAFT_REVISION, "revision", draft.pk, by=by, at=at, key=key, words={"facts": sorted(changes)}):
        held = held_draft(draft, seen)
        facts = {name: value for name, value in {**held.facts, **changes}.items() if value is not None}
        Term.parse(facts["term"])
        revisions.write_facts(held, facts)
        held.fingerprint = fingerprint(held)
        held.save()
    return held


def drop_draft(draft: Revision, *, by: Actor, at: datetime, key: str) -> None:
    """Throw a draft away, and out of the decision it was put into. Raises NotADraft."""
    check_draft(draft)
    with recording(Deed.DRAFT_REVISION, "revision", draft.pk, by=by, at=at, key=key, words={"dropped": draft.number}):
        PublicationItem.objects.filter(revision=draft).delete()
        draft.delete()


def begin_publication(new: NewPublication, *, by: Actor, at: datetime, key: str) -> Publication:
    """Begin a decision; it has no number and does nothing until it is decided."""
    made = Publication(**{**vars(new), "issuer": new.issuer.value})
    with recording(Deed.DRAFT_REVISION, "publication", made.pk, by=by, at=at, key=key, words={"text": new.legal_text}):
        made.save(force_insert=True)
    return made


def put_procedure(publication: Publication, procedure: Procedure, change: Change, *, by: Actor, at: datetime, key: str) -> PublicationItem:
    """Put a procedure into a decision, with its draft unless it is abolished; put again, it is done otherwise. Raises as below."""
    _check_open(publication)
    draft = None
    if change is not Change.ABOLISH:
        draft = Revision.objects.filter(procedure=procedure, valid_from=None).order_by("-number").first()
        if draft is None:
            raise PublicationRefused(N_("Thủ tục %(code)s chưa có bản thảo: soạn bản thảo trước."), code=procedure.code)
    _check_change(procedure, change)
    item = PublicationItem(publication=publication, procedure=procedure, kind=change.value, revision=draft)
    words = {"code": procedure.code, "change": change.value}
    with recording(Deed.DRAFT_REVISION, "publication", publication.pk, by=by, at=at, key=key, words=words):
        PublicationItem.objects.filter(procedure=procedure, publication__decided_at=None).delete()
        item.save(force_insert=True)
    return item


def take_out(item: PublicationItem, *, by: Actor, at: datetime, key: str) -> None:
    """Take a procedure out of a decision that is not decided. Raises NotADraft."""
    _check_open(item.publication)
    words = {"code": item.procedure.code, "taken_out": True}
    with recording(Deed.DRAFT_REVISION, "publication", item.publication_id, by=by, at=at, key=key, words=words):
        item.delete()


def decide(publication: Publication, *, number: str, signed_on: date, valid_from: date, by: Actor, at: datetime, key: str) -> Publication:
    """Record a signed decision: every revision in it holds from `valid_from`, what it abolishes ends the day before (NĐ 63/2010 Điều 13).

    Nothing holds for days already gone. Raises NotADraft, PublicationRefused, PublicationBlocked with everything that stands in the
    way of any of its procedures; then nothing is changed.
    """
    _check_open(publication)
    items = list(publication.items.select_related("procedure", "revision__procedure", "revision__plan").order_by("procedure__code"))
    today = at.astimezone(HANOI).date()
    number = number.strip()
    _check_decision(publication, items, number, signed_on, today)
    stands = what_blocks(publication, today)
    if stands:
        raise PublicationBlocked(", ".join(dict.fromkeys(code for code, _block in stands)), [block for _code, block in stands])
    words = {"number": number, "signed_on": signed_on.isoformat(), "procedures": [f"{i.procedure.code} {i.kind}" for i in items]}
    with recording(Deed.PUBLISH, "publication", publication.pk, by=by, at=at, key=key, words=words):
        publication.number, publication.signed_on, publication.valid_from, publication.decided_at = number, signed_on, valid_from, at
        _keep_punctuality(publication, today)
        publication.save()
        for item in items:
            _put_in_force(item, max(valid_from, today), number)
    return publication


def record_entry(publication: Publication, *, entered_on: date, by: Actor, at: datetime, key: str) -> Publication:
    """Record the day a decision was made public in the national database: in time or late, kept as a fact (NĐ 63/2010 Điều 24)."""
    today = at.astimezone(HANOI).date()
    if publication.decided_at is None or (publication.signed_on and entered_on < publication.signed_on) or entered_on > today:
        raise PublicationRefused(N_("Ngày công khai phải từ ngày ký đến hôm nay, của quyết định đã ghi nhận."))
    with recording(Deed.PUBLISH, "publication", publication.pk, by=by, at=at, key=key, words={"entered_on": entered_on.isoformat()}):
        publication.entered_on = entered_on
        _keep_punctuality(publication, today)
        publication.save()
    return publication


def what_blocks(publication: Publication, day: date) -> list[tuple[str, Block]]:
    """Return, as of `day`, everything that stands in the way of a decision: (code of the procedure, block)."""
    revised = (
        publication.items.exclude(revision=None)
        .select_related("revision__procedure", "revision__plan", "revision__form")
        .order_by("procedure__code")
    )
    drafts = [item.revision for item in revised if item.revision]
    return [(draft.procedure.code, block) for draft in drafts for block in standing(draft, day)]


def _put_in_force(item: PublicationItem, begins: date, number: str) -> None:
    if item.revision is None:
        revisions.end_force(item.procedure, begins)
        return
    item.revision.decision = number
    item.revision.facts = {**item.revision.facts, "decision": number}
    revisions.begin_force(item.revision, begins)


def _keep_punctuality(publication: Publication, today: date) -> None:
    kept = publication.punctuality(calendar_of(None, today), today)
    publication.issued_on_time = kept.issued_on_time
    publication.entered_on_time = kept.entered_on_time if publication.entered_on else None


def _check_open(publication: Publication) -> None:
    if publication.decided_at is not None:
        raise NotADraft(N_("Quyết định này đã ghi nhận, không sửa được."))


def _check_change(procedure: Procedure, change: Change) -> None:
    published = Revision.objects.filter(procedure=procedure).exclude(valid_from=None).exists()
    if change is Change.NEW and published:
        raise PublicationRefused(N_("Thủ tục %(code)s đã được công bố trước đây: chọn sửa đổi hoặc thay thế."), code=procedure.code)
    if change is not Change.NEW and not published:
        raise PublicationRefused(N_("Thủ tục %(code)s chưa được công bố lần nào: chọn mới ban hành."), code=procedure.code)


def _check_decision(publication: Publication, items: list[PublicationItem], number: str, signed_on: date, today: date) -> None:
    if not number or not items:
        raise PublicationRefused(N_("Quyết định phải có số và ít nhất một thủ tục."))
    if signed_on > today:
        raise PublicationRefused(N_("Ngày ký không thể sau hôm nay."))
    same = Publication.objects.filter(number=number, agency_name=publication.agency_name, signed_on__year=signed_on.year)
    if same.exists():
        raise PublicationRefused(N_("Đã có quyết định số %(number)s của năm này."), number=number)
    for item in items:
        _check_change(item.procedure, item.change)
