"""Submit an application: the draft becomes a dossier with status 1; no code and no due date before it is accepted."""

import secrets
from datetime import datetime

from motcua.acts.agencies import standing
from motcua.acts.base import opening, repeatable
from motcua.acts.outgoing import spoken, tell_applicant
from motcua.catalogue.filling import fill
from motcua.catalogue.models import Requirement, Revision
from motcua.catalogue.routing import routing_of
from motcua.dossiers.applying import form_for, papers_asked, papers_of
from motcua.dossiers.confirmations import Confirmation
from motcua.dossiers.cosigning import standing as standing_of
from motcua.dossiers.cosigning import waiting, waiting_of
from motcua.dossiers.models import Channel, Component, Consent, Dossier, Draft, DraftFile, Lookup, Reasked
from motcua.dossiers.reasking import count
from motcua.law.applicants import check_account, check_holder, check_proxy
from motcua.law.calendar import HANOI
from motcua.law.cosigning import check_confirmed
from motcua.law.deadlines import Term, Unit, due_at
from motcua.law.intake import check_complete
from motcua.law.lifecycle import Refusal, Status
from motcua.law.publication import Life
from motcua.law.routing import check_filed_here
from motcua.lib.saying import N_
from motcua.people.actor import Actor
from motcua.people.finding import agency_with
from motcua.people.models import Agency, PartyKind
from motcua.policy.values import value
from motcua.ui.forms import FieldError
from motcua.worktime.calendars import calendar_of


class AnswersRefused(Refusal):
    """The application has answers missing or wrong; `errors` says which."""

    def __init__(self, errors: list[FieldError]) -> None:
        """Keep the errors, in the order asked."""
        super().__init__(N_("Đơn còn chỗ chưa khai hoặc khai chưa đúng."))
        self.errors = errors


class ProcedureClosed(Refusal):
    """The revision the draft was made for accepts no more dossiers."""


class AgencyEnded(Refusal):
    """The agency the application names has been merged since the page was shown."""


class DraftSpent(Refusal):
    """The draft has become a dossier already."""


@repeatable
def submit(draft: Draft, *, by: Actor, at: datetime, key: str, receiver: Agency | None = None) -> Dossier:
    """Turn a draft into a dossier (NĐ 118/2025, chương III). `receiver` is the officer's counter for a walk-in.

    Raises AnswersRefused, ComponentsMissing (online only: at the counter papers are checked by the officer), ProcedureClosed,
    AgencyEnded, ApplicantRefused, ProxyForbidden, HolderUnmatched, NotConfirmed, FiledElsewhere for what is applied for on the
    national portal alone, and DraftSpent when another page submitted it.
    """
    revision = draft.revision
    check_open(revision, at)
    check_account(revision.facts.get("applicants", []), draft.subject.kind == PartyKind.ORGANISATION)
    _check_holder(draft)
    form = form_for(draft, at.astimezone(HANOI).date())
    answers = form.visible_answers(draft.answers)
    errors = form.check(answers, today=at.astimezone(HANOI).date())
    routing = routing_of(revision.procedure.code, at.astimezone(HANOI).date(), answers)
    if routing and draft.channel == Channel.ONLINE:
        check_filed_here(routing.where())
    if errors:
        raise AnswersRefused(errors)
    check_confirmed(waiting(draft, answers))
    competent = agency_with(answers[revision.facts["agency_field"]])
    asked = papers_asked(draft, answers)
    files = list(draft.files.filter(requirement__in=[r.key for r in asked]).select_related("document"))
    if draft.channel == Channel.ONLINE:
        _check_files(asked, {f.requirement for f in files})
    dossier = Dossier(
        revision=revision,
        applicant=draft.applicant,
        holder=draft.holder,
        receiver=receiver or competent,
        competent=competent,
        channel=draft.channel,
        status=Status.NEW,
        summary=summary_of(revision, {r.field: r.value for s in form.summary(answers) for r in s.rows}),
        answers=answers,
        sources={k: v for k, v in draft.sources.items() if k in answers},
        assurance=_assurance(draft),
        submitted_at=at,
        look_up_token=secrets.token_hex(16),
        mirrored=routing is not None and routing.mirrored(),
    )
    dossier.reply_due_at = reply_due(dossier, at)
    reasked = count(draft, form, answers, dossier.sources)
    with opening(dossier, by=by, at=at, key=key, words={"summary": dossier.summary}):
        check_agencies(dossier, at)
        _write_components(dossier, draft, files)
        _spend(draft, at)
        _pass_on(draft, dossier)
        Reasked(dossier=dossier, procedure=revision.procedure.code, at=at, held=reasked.held, rows=reasked.rows).save(force_insert=True)
        _wait_for_others(dossier, draft)
        acknowledge(dossier, at)
    return dossier


def acknowledge(dossier: Dossier, at: datetime) -> None:
    """Tell an online applicant that the dossier has come, and until when the counter answers (NĐ 45/2020 Điều 11)."""
    if dossier.channel == Channel.ONLINE and dossier.reply_due_at:
        line = f"Đã nhận “{dossier.summary}”. {dossier.receiver.name} trả lời trước {spoken(dossier.reply_due_at)}."
        tell_applicant(dossier, "Đã nhận hồ sơ của bạn", [line], at=at)


def _check_holder(draft: Draft) -> None:
    """One who applies for another: the procedure allows it, and the registry knows that holder, or could not be asked."""
    if draft.holder is None:
        return
    check_proxy(bool(draft.revision.facts.get("proxy", True)), draft.holder.personal_number, draft.applicant.personal_number)
    last = draft.lookups.filter(purpose=Lookup.Purpose.HOLDER).order_by("asked_at", "pk").last()
    check_holder(last is not None and last.state in (Lookup.State.MATCHED, Lookup.State.FAILED))


def _wait_for_others(dossier: Dossier, draft: Draft) -> None:
    """Those who confirm stay with the dossier; while one that is filed waits for them, the counter's hours do not run."""
    asked = [held.pk for _, held in standing_of(draft, dossier.answers) if held]
    Confirmation.objects.filter(pk__in=asked).update(dossier=dossier)
    if waiting_of(dossier):
        dossier.reply_due_at = None
        dossier.save(update_fields=["reply_due_at"])


def _pass_on(draft: Draft, dossier: Dossier) -> None:
    """What was agreed to and what was answered go with the dossier: nothing is asked a second time."""
    Lookup.objects.filter(draft=draft).update(dossier=dossier)
    Consent.objects.filter(draft=draft).update(dossier=dossier)


def _spend(draft: Draft, at: datetime) -> None:
    if not Draft.objects.filter(pk=draft.pk, submitted_at=None).update(submitted_at=at):
        raise DraftSpent(N_("Đơn này đã được nộp rồi. Xem hồ sơ trong “Việc của tôi”."))


def check_agencies(dossier: Dossier, at: datetime) -> None:
    """Raise AgencyEnded unless both agencies of a dossier stand at `at`."""
    if not standing({dossier.receiver_id, dossier.competent_id}, at):
        raise AgencyEnded(N_("Cơ quan bạn chọn đã sáp nhập vào cơ quan khác. Chọn lại cơ quan trong đơn."))


def check_open(revision: Revision, at: datetime) -> None:
    """Raise ProcedureClosed unless `revision` is in force at `at`."""
    day = at.astimezone(HANOI).date()
    if revision.life(day) is not Life.IN_FORCE:
        raise ProcedureClosed(N_("Thủ tục này đã có bản công bố mới. Mở lại thủ tục để nộp theo bản đang có hiệu lực."))


def _check_files(asked: list[Requirement], given: set[str]) -> None:
    needed = [r for r in asked if r.originals or r.copies]
    check_complete([r.key for r in needed], given, {r.key: r.name["vi"] for r in needed})


def summary_of(revision: Revision, texts: dict[str, str]) -> str:
    """Return the dossier's title (trích yếu), filled from the answers in words (field: text)."""
    template = revision.facts.get("summary", "{procedure.name}")
    return str(fill(template, {"answers": texts, "procedure": {"name": revision.procedure.name["vi"]}}))[:300]


def _assurance(draft: Draft) -> int:
    return draft.made_by.assurance if draft.channel == Channel.ONLINE else 0


def reply_due(dossier: Dossier, at: datetime) -> datetime:
    """Return until when the counter answers an application complete at `at`, in its working hours (NĐ 45/2020 Điều 11)."""
    local = at.astimezone(HANOI)
    hours = value("pre_acceptance_reply_hours", local.date())
    return due_at(at, Term(Unit.WORKING_HOURS, hours), calendar_of(dossier.receiver_id, local.date()))


def _write_components(dossier: Dossier, draft: Draft, files: list[DraftFile]) -> None:
    names = {r.key: r.name["vi"] for r in papers_of(draft)}
    for file in files:
        Component(
            dossier=dossier,
            requirement=file.requirement,
            name=names.get(file.requirement, file.document.name),
            given=Component.Given.FILE,
            document=file.document,
        ).save(force_insert=True)
