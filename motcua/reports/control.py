"""Mẫu 06, phiếu kiểm soát quá trình giải quyết: who gave a dossier to whom, when, and whether each was in time."""

from datetime import datetime
from typing import Any

from django.utils.translation import override

from motcua.dossiers.models import Dossier, RegisterEntry, Step
from motcua.dossiers.parts import Participation
from motcua.law.parts import PART_NAMES, Part
from motcua.reports.head import head_of, stamp

HEAD = {"giver": "Giao", "taker": "Nhận", "at": "Thời gian giao, nhận", "result": "Kết quả", "note": "Ghi chú"}


@override("vi")
def moves(dossier: Dossier) -> list[dict[str, str]]:
    """Return every handing over between two steps, in order, each value as printed. Three queries.

    The result is that of the giver's step: before, on or after the moment it was due, compared to the minute.
    """
    steps = list(dossier.steps.select_related("officer").prefetch_related("parts__officer").order_by("seq"))
    by_number = {step.seq: step for step in steps}
    found = [_move(by_number.get(taken.given_by or taken.seq - 1, steps[0]), taken) for taken in steps[1:]]
    found += [_move(step, None) for step in steps if step.finished_at and _waited(step, steps)]
    if steps and dossier.returned_at:
        found.append({**_move(steps[-1], None), "taker": dossier.applicant.name})
    return found


def _waited(step: Step, steps: list[Step]) -> bool:
    """Tell whether a branch ended here while others were still awaited: nobody took it over from this step."""
    return bool(step.branch) and not any(taken.given_by == step.seq for taken in steps)


def _move(given: Step, taken: Step | None) -> dict[str, str]:
    at = taken.started_at if taken else given.finished_at
    taker = _holder(taken) if taken else ""
    note = "; ".join([*filter(None, [given.note]), *(_part(each) for each in given.parts.all())])
    return {"giver": _holder(given), "taker": taker, "at": stamp(at), "result": result_of(given), "note": note}


def _part(part: Participation) -> str:
    given = f", gửi phần của mình {stamp(part.given_at)}" if part.given_at else ""
    return f"{PART_NAMES[Part(part.part)].lower()}: {part.officer.name}{given}"


def _holder(step: Step) -> str:
    who = step.officer.name if step.officer else step.get_role_display()
    return f"{step.name['vi']}: {who}"


def result_of(step: Step) -> str:
    """Return how a finished step stands to its due moment; '' while it is open or has none."""
    if step.finished_at is None or step.due_at is None:
        return ""
    ended, due = (moment.replace(second=0, microsecond=0) for moment in (step.finished_at, step.due_at))
    return "Đúng hạn" if ended == due else "Trước hạn" if ended < due else "Quá hạn"


@override("vi")
def control_values(dossier: Dossier, at: datetime) -> dict[str, Any]:
    """Return what Mẫu 06 says of a received dossier at `at`."""
    entry = RegisterEntry.objects.filter(dossier=dossier).first()
    together = dossier.consultations.select_related("agency").order_by("pk")
    return {
        **head_of(dossier.receiver, at),
        "book": str(entry.year) if entry else "–",
        "number": str(entry.number) if entry else "–",
        "code": dossier.code or "",
        "applicant": dossier.applicant.name,
        "request": dossier.revision.procedure.name["vi"],
        "received_at": stamp(dossier.received_at),
        "due_at": stamp(dossier.promised_at),
        "settles": dossier.competent.name,
        "cooperates": "; ".join(dict.fromkeys(each.agency.name for each in together)),
        "moves": moves(dossier),
    }
