"""What happens to dossiers by word of another system: filed there, supplied there, paid there; or decided there and only tracked here.

The partner is the actor. A connector has asked the partner for the whole record first (a call from outside is never proof) and gives it
in our terms; a repeat changes nothing.
"""

import secrets
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from motcua.acts import people, submission, supplement
from motcua.acts.base import Words, acting, opening, repeatable
from motcua.catalogue.forms import form_of
from motcua.catalogue.models import Revision
from motcua.catalogue.routing import routing_of
from motcua.documents import checks, store
from motcua.dossiers.models import Channel, Component, Dossier, SupplementItem
from motcua.dossiers.origins import Origin
from motcua.law.calendar import HANOI
from motcua.law.lifecycle import Act, NotAllowed, Refusal, Status
from motcua.lib.saying import N_, Several
from motcua.people.actor import Actor
from motcua.people.claims import Claims
from motcua.people.models import Agency
from motcua.ui.forms import Form


class AnswersUnfit(Refusal):
    """What was declared there does not make a whole form of ours."""


class FileUnfit(Refusal):
    """A file from there is none that we can take."""


class AgencyUnknown(Refusal):
    """The dossier is for an agency that the city does not have."""


@dataclass(frozen=True)
class Given:
    """A file as fetched: for which requirement of ours ('' for none), its name and bytes, hash already compared."""

    requirement: str
    name: str
    content: bytes


@dataclass(frozen=True)
class Filing:
    """A dossier filed elsewhere that the city decides. `fees` as `Origin.fees`; `submitted_at` is the moment it was filed there."""

    system: str
    code: str
    revision: Revision
    agency: str
    answers: dict[str, Any]
    applicant: Claims
    submitted_at: datetime
    files: list[Given] = field(default_factory=list)
    fees: list[dict[str, Any]] = field(default_factory=list)
    url: str = ""


def known(system: str, code: str) -> Dossier | None:
    """Return the dossier that `system` knows by `code`, or None."""
    return Dossier.objects.filter(origin=system, external_code=code).first() if code else None


@repeatable
def submit(filing: Filing, *, by: Actor, at: datetime, key: str) -> Dossier:
    """Take over a dossier filed on another system: status 1, its code kept as the external one, our reply due from the filing there.

    Papers are not counted here: the counter checks them, and asks once for what is missing. Raises AnswersUnfit, AgencyUnknown,
    ProcedureClosed, AgencyEnded, FileUnfit.
    """
    if found := known(filing.system, filing.code):
        return found
    submission.check_open(filing.revision, filing.submitted_at)
    form = form_of(filing.revision, filing.submitted_at.astimezone(HANOI).date())
    answers = _whole(form, filing)
    kinds = [_checked(each) for each in filing.files]
    agency = _agency(filing.agency)
    routing = routing_of(filing.revision.procedure.code, filing.submitted_at.astimezone(HANOI).date(), answers)
    dossier = Dossier(
        mirrored=routing is not None and routing.mirrored(),
        revision=filing.revision,
        receiver=agency,
        competent=agency,
        summary=submission.summary_of(filing.revision, {r.field: r.value for s in form.summary(answers) for r in s.rows}),
        answers=answers,
        assurance=filing.applicant.level,
        **_from_outside(filing.system, filing.code, filing.submitted_at),
    )
    dossier.reply_due_at = submission.reply_due(dossier, filing.submitted_at)
    words = {"summary": dossier.summary, "external_code": filing.code}
    with (
        people.introduced(dossier, filing.applicant, by=by, at=at, key=key),
        opening(dossier, by=by, at=at, key=key, words=words),
    ):
        submission.check_agencies(dossier, at)
        Origin(dossier=dossier, system=filing.system, url=filing.url, fees=filing.fees, told_at=at).save(force_insert=True)
        for given, kind in zip(filing.files, kinds, strict=True):
            _component(dossier, given, kind, at)
        submission.acknowledge(dossier, at)
    return dossier


def _checked(given: Given) -> checks.Checked:
    try:
        return checks.check(given.name, given.content)
    except checks.FileRefused as refused:
        raise FileUnfit(N_("Tệp gửi từ hệ thống khác không dùng được: %(why)s"), why=str(refused)) from refused


def _from_outside(system: str, code: str, submitted_at: datetime) -> dict[str, Any]:
    own = {"origin": system, "external_code": code, "channel": Channel.ONLINE, "status": Status.NEW}
    return {**own, "submitted_at": submitted_at, "look_up_token": secrets.token_hex(16)}


def _whole(form: Form, filing: Filing) -> dict[str, Any]:
    answers = form.visible_answers(filing.answers)
    errors = form.check(answers, today=filing.submitted_at.astimezone(HANOI).date())
    if errors:
        said = Several(tuple(f"{error.field}: {error.message}" for error in errors[:5]), "; ")
        raise AnswersUnfit(N_("Nội dung khai ở nơi nộp chưa khớp tờ khai của thành phố: %(errors)s."), errors=said)
    return answers


def _agency(code: str) -> Agency:
    found = Agency.objects.filter(code=code).first()
    if found is None:
        raise AgencyUnknown(N_("Thành phố không có cơ quan mang mã “%(code)s”."), code=code)
    return found


def _component(dossier: Dossier, given: Given, kind: checks.Checked, at: datetime) -> Component:
    document = store.put(given.name, given.content, kind.media_type, at=at, pages=kind.pages)
    names = {r.key: r.name["vi"] for r in dossier.revision.requirements.all()}
    component = Component(dossier=dossier, requirement=given.requirement, given=Component.Given.FILE, document=document)
    component.name = names.get(given.requirement, given.name)
    component.save(force_insert=True)
    return component


@dataclass(frozen=True)
class Answered:
    """The answer to one item of a request: its name as we asked, words, files."""

    name: str
    words: str
    files: tuple[Given, ...] = ()


@repeatable
def supply(dossier: Dossier, *, request: UUID, answers: list[Answered], by: Actor, at: datetime, key: str) -> Dossier:
    """Take in what the applicant supplied on the other system: as if sent here. Raises ItemsMissing, FileUnfit, NotAllowed."""
    kinds = {file: _checked(file) for each in answers for file in each.files}
    with acting(Act.SUPPLY, dossier, by=by, at=at, key=key) as dossier:
        waiting = supplement.open_request(dossier)
        if waiting.pk != request:
            raise NotAllowed(N_("Câu trả lời này thuộc một yêu cầu bổ sung khác với yêu cầu đang chờ."))
        items = list(waiting.items.all())
        given = {each.name: each for each in answers}
        for item in items:
            if answer := given.get(item.name):
                _answer(dossier, item, answer, kinds, at)
        supplement.take(dossier, waiting, items, by=by, at=at)
    return dossier


def _answer(dossier: Dossier, item: SupplementItem, answer: Answered, kinds: dict[Given, checks.Checked], at: datetime) -> None:
    if not answer.words.strip() and not answer.files:
        return
    for at_, file in enumerate(answer.files):
        if at_ == 0:
            item.document = store.put(file.name, file.content, kinds[file].media_type, at=at, pages=kinds[file].pages)
        else:
            _component(dossier, file, kinds[file], at)
    item.answer, item.answered_at = answer.words.strip(), at
    item.save(update_fields=["answer", "document", "answered_at"])


@repeatable
def hear_payment(dossier: Dossier, *, fees: list[dict[str, Any]], by: Actor, at: datetime, key: str) -> Dossier:
    """Keep which fees are paid on the other system, as its record says when asked."""
    words: Words = {"fees": [{"name": fee["name"], "amount": fee["amount"], "paid": fee["paid"]} for fee in fees]}
    with acting(Act.HEAR_PAYMENT, dossier, by=by, at=at, key=key, words=words) as dossier:
        Origin.objects.filter(dossier=dossier).update(fees=fees, told_at=at)
    return dossier
