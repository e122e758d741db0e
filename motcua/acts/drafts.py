"""A draft: begun, saved on every page, given files, submitted or left."""

from datetime import datetime
from typing import Any
from uuid import UUID

from motcua.acts.base import recording
from motcua.catalogue.forms import form_of
from motcua.catalogue.models import Revision
from motcua.catalogue.routing import routing_of
from motcua.documents import checks, store
from motcua.dossiers.applying import papers_of
from motcua.dossiers.models import Channel, Draft, DraftFile
from motcua.law.applicants import check_account, check_proxy
from motcua.law.calendar import HANOI
from motcua.law.lifecycle import NotAllowed
from motcua.law.routing import check_filed_here
from motcua.lib.ids import new_id
from motcua.lib.saying import N_
from motcua.people.actor import Actor
from motcua.people.models import Party, PartyKind
from motcua.people.rights import Deed


def begin(
    revision: Revision,
    applicant: Party,
    *,
    channel: Channel,
    answers: dict[str, Any],
    sources: dict[str, Any],
    by: Actor,
    at: datetime,
    holder: Party | None = None,
) -> Draft:
    """Begin an application with what is known already; an unsubmitted draft of the same procedure is taken up again.

    `holder` is whose matter it is, when the applicant applies by their authority. Raises ApplicantRefused for an account of a kind the
    procedure does not take, ProxyForbidden, FiledElsewhere online, where one applies on the national portal alone.
    """
    if holder:
        check_proxy(bool(revision.facts.get("proxy", True)), holder.personal_number, applicant.personal_number)
    check_account(revision.facts.get("applicants", []), (holder or applicant).kind == PartyKind.ORGANISATION)
    routing = routing_of(revision.procedure.code, at.astimezone(HANOI).date(), answers)
    if routing and channel == Channel.ONLINE:
        check_filed_here(routing.where())
    own = Draft.objects.filter(
        applicant=applicant, holder=holder, revision__procedure=revision.procedure_id, channel=channel, submitted_at=None
    )
    found = own.order_by("-saved_at").first()
    if found and channel == Channel.ONLINE:
        return found
    draft = Draft(applicant=applicant, holder=holder, revision=revision, channel=channel, answers=answers, sources=sources)
    draft.saved_at, draft.made_by_id = at, UUID(by.id)
    with recording(Deed.SAVE_DRAFT, "draft", draft.pk, by=by, at=at, key=f"draft:{draft.pk.hex}"):
        draft.save(force_insert=True)
    return draft


def save_page(draft: Draft, *, answers: dict[str, Any], sources: dict[str, Any], page: str, by: Actor, at: datetime) -> Draft:
    """Keep the answers of a draft as they stand, finished or not. Raises NotAllowed for a draft of another, or one submitted."""
    _check_mine(draft, by)
    with recording(Deed.SAVE_DRAFT, "draft", draft.pk, by=by, at=at, key=f"save:{new_id().hex}", words={"page": page}):
        draft.answers, draft.sources, draft.page, draft.saved_at = answers, sources, page, at
        draft.save(update_fields=["answers", "sources", "page", "saved_at"])
    return draft


def carry(draft: Draft, revision: Revision, *, by: Actor, at: datetime) -> Draft:
    """Carry a draft to a later revision of its procedure: answers and papers that it still asks for stay, the rest goes.

    Raises NotAllowed as `save_page`, and for a revision that is no later one of the same procedure.
    """
    _check_mine(draft, by)
    if revision.procedure_id != draft.revision.procedure_id or revision.number <= draft.revision.number:
        raise NotAllowed(N_("Bản nháp chỉ chuyển được sang bản công bố mới hơn của cùng thủ tục."))
    form = form_of(revision, at.astimezone(HANOI).date())
    words = {"from": draft.revision.number, "to": revision.number}
    with recording(Deed.SAVE_DRAFT, "draft", draft.pk, by=by, at=at, key=f"carry:{draft.pk.hex}:{revision.number}", words=words):
        draft.answers = form.visible_answers({k: v for k, v in draft.answers.items() if k in form.items()})
        draft.sources = {k: v for k, v in draft.sources.items() if k in draft.answers}
        draft.revision, draft.page, draft.saved_at = revision, "", at
        draft.save(update_fields=["revision", "answers", "sources", "page", "saved_at"])
        draft.files.exclude(requirement__in=[r.key for r in papers_of(draft)]).delete()
    return draft


def put_file(draft: Draft, requirement: str, name: str, content: bytes, *, by: Actor, at: datetime) -> DraftFile:
    """Add a file for one requirement. Raises FileRefused with the reason, the draft stays as it was; NotAllowed as `save_page`."""
    _check_mine(draft, by)
    checked = checks.check(name, content)
    with recording(Deed.SAVE_DRAFT, "draft", draft.pk, by=by, at=at, key=f"file:{new_id().hex}", words={"requirement": requirement}):
        document = store.put(name, content, checked.media_type, at=at, pages=checked.pages)
        file = DraftFile(draft=draft, requirement=requirement, document=document)
        file.save(force_insert=True)
    return file


def remove_file(draft: Draft, file: DraftFile, *, by: Actor, at: datetime) -> None:
    """Take a file out of a draft. Raises NotAllowed as `save_page`."""
    _check_mine(draft, by)
    with recording(Deed.SAVE_DRAFT, "draft", draft.pk, by=by, at=at, key=f"unfile:{new_id().hex}", words={"requirement": file.requirement}):
        DraftFile.objects.filter(pk=file.pk, draft=draft).delete()


def _check_mine(draft: Draft, by: Actor) -> None:
    if str(draft.made_by_id) != by.id:
        raise NotAllowed(N_("Bản nháp này không phải của bạn."))
    if draft.submitted_at:
        raise NotAllowed(N_("Đơn này đã nộp: không sửa bản nháp được nữa."))
