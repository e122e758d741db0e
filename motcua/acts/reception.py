"""At the counter: digitise, receive, decline, ask once and fully for what is missing, forward to a named officer."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from motcua.acts import outgoing, promises, registers, steps
from motcua.acts.base import Words, acting, repeatable
from motcua.acts.fees import keep_quote
from motcua.acts.forms import refusal_values, supplement_values
from motcua.acts.instead import check_items
from motcua.acts.papers import paper_due
from motcua.acts.serials import next_serial
from motcua.acts.slips import slip_values
from motcua.catalogue.requirements import applies
from motcua.documents import checks, store
from motcua.dossiers.applying import instead, papers_of
from motcua.dossiers.cosigning import waiting_of
from motcua.dossiers.immediate import at_once
from motcua.dossiers.models import Component, Dossier, Paper, SupplementItem, SupplementRequest
from motcua.dossiers.timeliness import passed_on_by, supplement_late
from motcua.law.calendar import HANOI
from motcua.law.codes import dossier_code
from motcua.law.cosigning import check_confirmed
from motcua.law.deadlines import Term, Unit, due_at
from motcua.law.flow import Kind
from motcua.law.immediate import needs_slip
from motcua.law.intake import Item, check_complete, check_reason, check_supplement
from motcua.law.lifecycle import Act, NotAllowed, Status
from motcua.law.roles import Role
from motcua.lib.saying import N_
from motcua.people.actor import Actor
from motcua.people.models import Post, User
from motcua.worktime.calendars import calendar_of


@dataclass(frozen=True)
class Seen:
    """What the officer saw of one required paper at the counter."""

    requirement: str
    given: str
    originals: int = 0
    copies: int = 0
    source: str = ""


@dataclass(frozen=True)
class Paying:
    """What the officer saw that changes the fee: payer classes shown by a paper, conditions that hold (keys of fee rules)."""

    payers: frozenset[str] = frozenset()
    ticked: frozenset[str] = frozenset()


NOBODY_SPECIAL = Paying()


@repeatable
def digitise(dossier: Dossier, requirement: str, name: str, content: bytes, *, by: Actor, at: datetime, key: str) -> Dossier:
    """Store the scan of a paper given at the counter (NĐ 61/2018 Điều 17 khoản 1). Raises FileRefused."""
    checked = checks.check(name, content)
    with acting(Act.DIGITISE, dossier, by=by, at=at, key=key, words={"requirement": requirement}) as dossier:
        wanted = next(each for each in papers_of(dossier) if each.key == requirement)
        document = store.put(name, content, checked.media_type, at=at, pages=checked.pages)
        component = dossier.components.filter(requirement=requirement).first() or Component(dossier=dossier, requirement=requirement)
        component.name, component.document, component.given = wanted.name["vi"], document, Component.Given.FILE
        component.save()
    return dossier


@repeatable
def receive(
    dossier: Dossier, *, seen: list[Seen], paying: Paying = NOBODY_SPECIAL, slip: bool = True, by: Actor, at: datetime, key: str
) -> Dossier:
    """Take in a complete dossier: one code, status 2, the promise and Mẫu 01, in one transaction (NĐ 118/2025, chương III).

    What the applicant pays by the rules of this day is quoted, kept and printed. `slip`: the applicant asks for Mẫu 01; only a
    result given in the same moment may go without it.

    Received for another agency, the clock starts when that agency receives it (NĐ 309/2026 Điều 8 khoản 3), at `forward`.

    Raises NotConfirmed while somebody's confirmation is awaited; ComponentsMissing, naming the papers, when a required one is neither
    given nor found.
    """
    words: Words = {}
    with acting(Act.RECEIVE, dossier, by=by, at=at, key=key, words=words) as dossier:
        _keep_seen(dossier, seen)
        _check_components(dossier)
        check_confirmed(waiting_of(dossier))
        local = at.astimezone(HANOI)
        dossier.code = dossier_code(dossier.receiver.code, local.date(), next_serial(dossier.receiver, f"code:{local:%y%m%d}"))
        dossier.status, dossier.received_at = Status.RECEIVED, at
        there = None if dossier.receiver_id == dossier.competent_id else passed_on_by(dossier, local)
        if there is None:
            promises.start_clock(dossier, local)
        else:
            promises.announce(dossier, there, local)
        registers.enter(dossier, local)
        _record_reception(dossier, by, local)
        keep_quote(dossier, paying.payers, paying.ticked, at=at)
        if needs_slip(slip, at_once(dossier)):
            paper_due(dossier, Paper.Kind.APPOINTMENT_SLIP, slip_values(dossier, by=by, there=there), at=at)
        words["code"] = dossier.code
        outgoing.tell_portal("dossier.received", dossier, by=by, at=at)
        _tell_received(dossier, at)
    return dossier


@repeatable
def decline(dossier: Dossier, *, reason: str, by: Actor, at: datetime, key: str) -> Dossier:
    """Refuse to take in, with the reason (NĐ 61/2018 Điều 17; Mẫu 03). Raises ReasonMissing."""
    reason = check_reason(reason)
    with acting(Act.DECLINE, dossier, by=by, at=at, key=key, words={"reason": reason}) as dossier:
        dossier.status, dossier.decline_reason, dossier.finished_at = Status.DECLINED, reason, at
        paper_due(dossier, Paper.Kind.REFUSAL, refusal_values(dossier, reason=reason, by=by, declined_at=at), at=at)
        outgoing.tell_portal("dossier.declined", dossier, by=by, at=at)
        outgoing.tell_applicant(dossier, "Hồ sơ chưa được tiếp nhận", [f"{dossier.summary}: {reason}"], at=at)
    return dossier


@repeatable
def request_supplement(
    dossier: Dossier, *, items: list[Item], reason: str, why_again: str = "", by: Actor, at: datetime, key: str
) -> Dossier:
    """Ask for everything that is missing, once and fully, with guidance (NĐ 309/2026 Điều 8); the clock stops if it ran.

    Raises ItemsMissing, ReasonMissing, PaperSpared for a paper that a database spares, or AlreadyAsked for a second request without
    its own reason. One that an appraiser asks too late is made, and said to be late (NĐ 61/2018 Điều 19 khoản 4).
    """
    words: Words = {"reason": reason}
    with acting(Act.REQUEST_SUPPLEMENT, dossier, by=by, at=at, key=key, words=words) as dossier:
        check_items(dossier, items)
        check_supplement(items, reason, asked_before=dossier.supplements.exists(), why_again=why_again)
        days = Term(Unit.WORKING_DAYS, dossier.revision.supplement_days)
        calendar = calendar_of(dossier.receiver_id, at.astimezone(HANOI).date())
        until = calendar.closing(due_at(at, days, calendar).date())
        request = SupplementRequest(dossier=dossier, reason=reason, why_again=why_again, asked_by_id=by.id, asked_at=at, until=until)
        request.late = supplement_late(dossier, at)
        words |= {"late": True} if request.late else {}
        request.save(force_insert=True)
        for order, item in enumerate(items, 1):
            SupplementItem(request=request, order=order, **vars(item)).save(force_insert=True)
        if dossier.clock_from:
            promises.stop_clock(dossier, at, N_("Chờ người nộp bổ sung"))
        dossier.status = Status.SUPPLEMENT
        values = supplement_values(dossier, items=items, reason=reason, until=until, by=by, asked_at=at)
        paper_due(dossier, Paper.Kind.SUPPLEMENT_REQUEST, values, at=at)
        outgoing.tell_portal("dossier.supplement", dossier, by=by, at=at)
        lines = [f"{dossier.summary}: cần bạn bổ sung trước {outgoing.spoken(until)}."] + [f"{i.name}: {i.instruction}" for i in items]
        outgoing.tell_applicant(dossier, "Cần bạn bổ sung hồ sơ", lines, at=at)
    return dossier


@repeatable
def forward(dossier: Dossier, *, officer: User, by: Actor, at: datetime, key: str) -> Dossier:
    """Hand a received dossier to a named officer of the competent agency (NĐ 118/2025 Điều 18, NĐ 309/2026 Điều 9)."""
    with acting(Act.FORWARD, dossier, by=by, at=at, key=key, words={"to": officer.name}) as dossier:
        _start_there(dossier, by, at)
        first = steps.begin(dossier, at=at.astimezone(HANOI), officer=officer)[0]
        if first.role != Role.JOB:
            check_holds_role(officer, first.role, dossier.competent_id, at, first.unit)
        dossier.status = Status.PROCESSING
        outgoing.tell_portal("dossier.progress", dossier, by=by, at=at)
    return dossier


def _start_there(dossier: Dossier, by: Actor, at: datetime) -> None:
    """The competent agency has it now: its clock starts (NĐ 309/2026 Điều 8 khoản 3); a slip that said otherwise is made anew."""
    announced, received_elsewhere = dossier.promised_at, dossier.clock_from is None
    if received_elsewhere:
        promises.start_clock(dossier, at.astimezone(HANOI))
    if dossier.promised_at != announced or not dossier.papers.filter(kind=Paper.Kind.APPOINTMENT_SLIP).exists():
        there = at if received_elsewhere else None
        paper_due(dossier, Paper.Kind.APPOINTMENT_SLIP, slip_values(dossier, by=by, there=there, arrived=True), at=at)
    if dossier.promised_at != announced and dossier.promised_at:
        line = f"{dossier.competent.name} nhận hồ sơ lúc {outgoing.spoken(at)}. Hẹn trả kết quả: {outgoing.spoken(dossier.promised_at)}."
        outgoing.tell_applicant(dossier, f"Ngày hẹn trả của hồ sơ {dossier.code}", [line], at=at)


def check_holds_role(officer: User, role: str, agency: UUID, at: datetime, unit: str = "") -> None:
    """Raise NotAllowed unless `officer` holds `role` at the agency (in `unit`, if it is named) today."""
    day = at.astimezone(HANOI).date()
    in_force = Q(valid_to=None) | Q(valid_to__gte=day)
    inside = Q(unit__key=unit) if unit else Q()
    if not Post.objects.filter(in_force, inside, user=officer, role=role, agency=agency, valid_from__lte=day).exists():
        raise NotAllowed(N_("%(name)s không giữ vị trí làm bước này ở cơ quan giải quyết."), name=officer.name)


def _keep_seen(dossier: Dossier, seen: list[Seen]) -> None:
    names = {r.key: r.name["vi"] for r in papers_of(dossier)}
    for each in seen:
        component = dossier.components.filter(requirement=each.requirement).first() or Component(
            dossier=dossier, requirement=each.requirement, name=names[each.requirement], given=each.given
        )
        component.originals, component.copies, component.source = each.originals, each.copies, each.source
        component.save()


def _check_components(dossier: Dossier) -> None:
    rows = papers_of(dossier)
    also = instead(dossier) if any(r.found_in for r in rows) else set()
    asked = [r for r in rows if not r.found_in or r.key in also]
    required = [r.key for r in asked if (r.originals or r.copies) and applies(r, dossier.answers)]
    given = set(dossier.components.values_list("requirement", flat=True))
    check_complete(required, given, {r.key: r.name["vi"] for r in rows})


def _record_reception(dossier: Dossier, by: Actor, at: datetime) -> None:
    step = steps.start(dossier, dossier.revision.plan.plan().first(Kind.RECEIVE), at=dossier.submitted_at)
    steps.finish(dossier, "received", by=by, at=at, step=step)


def _tell_received(dossier: Dossier, at: datetime) -> None:
    promise = f"Hẹn trả kết quả: {outgoing.spoken(dossier.promised_at)}." if dossier.promised_at else ""
    lines = [f"{dossier.summary} đã được tiếp nhận, mã hồ sơ {dossier.code}. {promise}".strip()]
    outgoing.tell_applicant(dossier, f"Đã tiếp nhận hồ sơ {dossier.code}", lines, at=at)
