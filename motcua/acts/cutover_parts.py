"""The parts of a dossier taken over: its clock, steps, open matters, files and past. Called inside the act of cutover.py."""

import hashlib
import secrets
from collections.abc import Mapping
from datetime import datetime

from motcua.acts import promises, steps
from motcua.acts.cutover_place import CutoverRefused, Place
from motcua.documents import checks, store
from motcua.documents.models import Document
from motcua.dossiers.matters import FinancialDuty
from motcua.dossiers.models import ClockPause, Component, Dossier, PastEvent, Result, Step, SupplementItem, SupplementRequest
from motcua.law.cutover import Holder, Outcome, Record
from motcua.law.lifecycle import Status
from motcua.lib.ids import new_id
from motcua.lib.saying import N_, Sentence
from motcua.lib.text import fold
from motcua.people.fields import index_of
from motcua.people.models import Party, User

_WAITING = {Status.PROCESSING, Status.SUPPLEMENT, Status.FINANCIAL_DUTY, Status.DONE}
_MOMENTS = ("submitted_at", "received_at", "clock_from", "finished_at", "returned_at")


def fill(dossier: Dossier, record: Record, place: Place) -> None:
    """Put what a record says into the columns of its dossier."""
    dossier.code, dossier.external_code = record.code or None, record.external_code
    dossier.revision, dossier.applicant = place.revision, _party(record.holder)
    dossier.receiver, dossier.competent = place.receiver, place.competent
    dossier.channel, dossier.status = record.channel, record.status
    dossier.summary = (record.summary or place.revision.procedure.name["vi"])[:300]
    dossier.answers, dossier.decline_reason = dict(record.answers), record.reason if record.status is Status.DECLINED else ""
    for name in _MOMENTS:
        setattr(dossier, name, record.at(name))


def _party(holder: Holder) -> Party:
    """The party known by number and name, else a new one: a number that is known under another name is not joined."""
    index, folded = index_of(holder.number), fold(holder.name)
    found = Party.objects.filter(number_index=index, kind=holder.kind, search=folded).order_by("id").first() if index else None
    if found:
        return found
    party = Party(kind=holder.kind, name=holder.name, search=folded, personal_number=holder.number, number_index=index)
    party.birth_date, party.sex, party.representative = holder.birth_date, holder.sex, holder.representative
    party.phone, party.email, party.address = holder.phone, holder.email, holder.address
    party.save(force_insert=True)
    return party


def write_clock(dossier: Dossier, record: Record, at: datetime) -> None:
    """Continue the clock: the promises as they were given, the stops that are over, the one that is open by the status."""
    for stop in record.pauses:
        ClockPause(dossier=dossier, start=stop.start, end=stop.end, why=stop.why, mode=stop.mode).save(force_insert=True)
    given = record.at("received_at") or at
    promises.keep(dossier, record.at("due_at"), record.at("promised_at"), given)
    if record.status is Status.SUPPLEMENT and record.supplement and dossier.clock_from:
        promises.stop_clock(dossier, record.supplement.asked_at, N_("Chờ người nộp bổ sung"))
    if record.status is Status.FINANCIAL_DUTY:
        promises.stop_for_duty(dossier, record.moments["stopped_at"])


def write_steps(dossier: Dossier, record: Record, place: Place, at: datetime) -> list[Sentence]:
    """Write the reception and the step that is open, with its whole time from now on; what was worked before is told as past."""
    plan = place.revision.plan.plan()
    if dossier.received_at:
        _end(dossier, steps.start(dossier, plan.first("receive"), at=dossier.submitted_at), dossier.received_at)
    if place.step and record.status in _WAITING:
        steps.start(dossier, place.step, at=at, officer=place.officer)
        if not record.step and record.status is not Status.DONE:
            return [Sentence(N_("không nói đang ở bước nào; đặt ở bước “%(step)s”"), {"step": place.step.name})]
    return []


def _end(dossier: Dossier, step: Step, at: datetime) -> None:
    step.outcome, step.finished_at = "received", at
    step.save(update_fields=["outcome", "finished_at"])
    steps.show(dossier, [])


def write_matters(dossier: Dossier, record: Record, source: str) -> None:
    """Write what is open: the supplement asked, the duty asked, the result that waits to be given."""
    if record.supplement and record.status is Status.SUPPLEMENT:
        asked = record.supplement
        request = SupplementRequest(dossier=dossier, reason=asked.reason, asked_by=_older(source))
        request.asked_at, request.until = asked.asked_at, asked.until
        request.save(force_insert=True)
        for order, name in enumerate(asked.items, 1):
            SupplementItem(request=request, order=order, name=name[:300], instruction=name).save(force_insert=True)
    if record.status is Status.FINANCIAL_DUTY:
        what, asked_at = record.reason or "Nghĩa vụ tài chính", record.moments["stopped_at"]
        FinancialDuty(dossier=dossier, what=what[:300], asked_by=_older(source), asked_at=asked_at).save(force_insert=True)


def _older(source: str) -> User:
    """The account that stands for the older system: it holds no post and cannot sign in."""
    found = User.objects.filter(username=f"cutover:{source}").first()
    if found is None:
        found = User(username=f"cutover:{source}", name=f"Hệ thống cũ ({source})", is_active=False)
        found.set_unusable_password()
        found.save(force_insert=True)
    return found


def write_files(dossier: Dossier, record: Record, files: Mapping[str, bytes], at: datetime) -> None:
    """Keep the files given and the result, each checked for what it is and for its hash. Raises CutoverRefused, FileRefused."""
    known = {r.key: r.name["vi"] for r in dossier.revision.requirements.all()}
    for given in record.files:
        if given.requirement and given.requirement not in known:
            raise CutoverRefused(N_("thủ tục không hỏi giấy tờ “%(key)s”"), key=given.requirement)
        document = _kept(given.path, given.name, files, at, given.sha256)
        name = known.get(given.requirement, given.name)
        component = Component(dossier=dossier, requirement=given.requirement or "other", name=name[:500], given=Component.Given.FILE)
        component.document = document
        component.save(force_insert=True)
    if record.result:
        _write_result(dossier, record.result, files, at)


def _kept(path: str, name: str, files: Mapping[str, bytes], at: datetime, sha256: str = "") -> Document:
    if path not in files:
        raise CutoverRefused(N_("không có tệp %(path)s"), path=path)
    content = files[path]
    if sha256 and hashlib.sha256(content).hexdigest() != sha256:
        raise CutoverRefused(N_("tệp %(path)s không đúng mã băm đã ghi"), path=path)
    checked = checks.check(name, content)
    return store.put(name, content, checked.media_type, at=at, pages=checked.pages)


def _write_result(dossier: Dossier, told: Outcome, files: Mapping[str, bytes], at: datetime) -> None:
    document = _kept(told.path, f"{told.title} {told.number}.pdf".replace("/", "-"), files, at) if told.path else None
    done = dossier.finished_at or at
    result = Result(dossier=dossier, template="", outcome="", title=told.title[:200], fields={}, drafted_at=done)
    result.number, result.numbered_at = told.number[:60], done if told.number else None
    result.issued, result.issued_at, result.token = document, done, secrets.token_urlsafe(32)
    result.save(force_insert=True)


def write_past(dossier: Dossier, record: Record) -> None:
    """Write what the older system says happened."""
    rows = [PastEvent(id=new_id(), dossier=dossier, at=e.at, what=e.what[:500], who=e.who[:200], unit=e.unit[:200]) for e in record.history]
    PastEvent.objects.bulk_create(rows)


def clear(dossier: Dossier) -> None:
    """Take away what an earlier record of the same dossier wrote, before it is written anew. Entries stay."""
    Result.objects.filter(dossier=dossier).delete()
    for rows in (dossier.components, dossier.steps, dossier.pauses, dossier.promises, dossier.supplements, dossier.duties, dossier.past):
        rows.all().delete()
    steps.show(dossier, [])
    dossier.due_at = dossier.promised_at = None
