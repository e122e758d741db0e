"""Where a record of an older system belongs here: revision, agencies, step, officer. What is not here is refused in words."""

from dataclasses import dataclass
from datetime import date, datetime

from motcua.acts.reception import check_holds_role
from motcua.catalogue.finding import revision_of
from motcua.catalogue.models import Revision
from motcua.law.calendar import HANOI
from motcua.law.cutover import Record
from motcua.law.flow import FlowError, PlannedStep
from motcua.law.lifecycle import NotAllowed, Refusal, Status
from motcua.lib.saying import N_, Sentence
from motcua.people.models import Agency, User
from motcua.people.succession import heirs

_AT_WORK = {Status.PROCESSING, Status.SUPPLEMENT, Status.FINANCIAL_DUTY}
_CLOSED = {Status.DECLINED, Status.RETURNED}


class CutoverRefused(Refusal):
    """The record names something this city does not have: a procedure, an agency, a step, a file."""


@dataclass(frozen=True)
class Place:
    """Where a record belongs here: revision, agencies, present step, the officer who holds it; `noted` is for the report."""

    revision: Revision
    receiver: Agency
    competent: Agency
    step: PlannedStep | None
    officer: User | None
    noted: tuple[Sentence, ...]


def place_of(record: Record, at: datetime) -> Place:
    """Find where a record belongs, agencies and officers as they stand at `at`. Raises CutoverRefused."""
    noted: list[Sentence] = []
    revision = _revision(record, noted)
    receiver = _agency(record.receiver, record.status, noted)
    competent = _agency(record.competent, record.status, noted)
    step = _step(record, revision)
    officer = _officer(record, step, competent, at, noted) if record.officer else None
    return Place(revision, receiver, competent, step, officer, tuple(noted))


def _revision(record: Record, noted: list[Sentence]) -> Revision:
    """The revision in force when it was received (rule 40); else the earliest we have, and the report says so."""
    moment = record.at("received_at") or record.moments["submitted_at"]
    day = moment.astimezone(HANOI).date()
    published = Revision.objects.filter(procedure__code=record.procedure).exclude(valid_from=None).order_by("valid_from", "number")
    known = [(key, begins) for key, begins in published.values_list("pk", "valid_from") if begins]
    if not known:
        raise CutoverRefused(N_("thủ tục %(code)s chưa có bản công bố nào ở hệ thống này"), code=record.procedure)
    then = [key for key, begins in known if begins <= day]
    if not then:
        noted.append(Sentence(N_("tiếp nhận trước bản công bố đầu tiên ta có; dùng bản đó, giữ nguyên lời hẹn cũ")))
    return revision_of(then[-1] if then else known[0][0])


def _agency(code: str, status: Status, noted: list[Sentence]) -> Agency:
    """The agency of a code; an open dossier of one that ended goes to its heir. A divided one must be named by the file."""
    agency = Agency.objects.filter(code=code).first()
    if agency is None:
        raise CutoverRefused(N_("không có cơ quan mang mã %(code)s"), code=code)
    if agency.valid_to is None or status in _CLOSED:
        return agency
    after = heirs(agency.pk, date.max)
    if len(after) != 1:
        raise CutoverRefused(N_("cơ quan %(code)s đã chia tách: ghi rõ mã cơ quan kế thừa"), code=code)
    heir = Agency.objects.get(pk=after.pop())
    noted.append(Sentence(N_("cơ quan %(old)s nay là %(new)s"), {"old": agency.name, "new": heir.name}))
    return heir


def _step(record: Record, revision: Revision) -> PlannedStep | None:
    plan = revision.plan.plan()
    try:
        if record.status is Status.DONE:
            return plan.first("hand_over")
        if record.status not in _AT_WORK or not record.at("clock_from"):
            return None
        step = plan.step(record.step or plan.begun()[0].step)
    except FlowError as error:
        raise CutoverRefused(error.sentence.text, **error.sentence.values) from error
    if step.key not in plan.alone():
        raise CutoverRefused(N_("bước “%(step)s” nằm trong nhánh song song: ghi bước đứng trước chỗ rẽ nhánh"), step=step.key)
    return step


def _officer(record: Record, step: PlannedStep | None, competent: Agency, at: datetime, noted: list[Sentence]) -> User | None:
    user = User.objects.filter(username=record.officer, party=None, is_active=True).first()
    try:
        if user is None or step is None:
            raise NotAllowed(N_("không có"))
        check_holds_role(user, step.role, competent.pk, at)
    except NotAllowed:
        noted.append(Sentence(N_("cán bộ %(name)s không giữ bước này ở đây; hồ sơ chờ theo vai"), {"name": record.officer}))
        return None
    return user
