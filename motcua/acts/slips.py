"""The values of Mẫu 01, as the form's fields stand in order (TT 03/2025/TT-VPCP; layout of 2018)."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.translation import override

from motcua.acts.forms.common import COUNTER, day_line, moment_words, submitter
from motcua.acts.outgoing import contact
from motcua.dossiers.models import Channel, Component, Dossier
from motcua.fees.models import FeeQuote
from motcua.law.calendar import HANOI
from motcua.law.deadlines import Term, Unit
from motcua.people.actor import Actor

_UNITS = {Unit.WORKING_DAYS: "ngày làm việc", Unit.WORKING_HOURS: "giờ làm việc", Unit.DAYS: "ngày", Unit.MONTHS: "tháng"}


@override("vi")
def slip_values(dossier: Dossier, *, by: Actor, there: datetime | None = None, arrived: bool = False) -> dict[str, Any]:
    """Return what the appointment slip says, all words as printed: official papers are Vietnamese, whatever the officer reads.

    `there` is when the agency that settles has a dossier received elsewhere, at the latest, or (`arrived`) when it got it.
    """
    party = dossier.applicant
    assert dossier.received_at is not None
    return {
        "parent_agency": dossier.receiver.parent.name if dossier.receiver.parent else None,
        "agency_lines": [dossier.receiver.name, COUNTER],
        "place": "Hà Nội",
        "date": dossier.received_at.astimezone(HANOI).date().isoformat(),
        "date_line": day_line(dossier.received_at),
        "verify_url": f"{settings.PUBLIC_URL}/xac-minh/{dossier.look_up_token}/",
        "code": dossier.code,
        "receiver_unit": dossier.receiver.name,
        "applicant": party.name,
        "address": party.address or "…",
        "phone": contact(dossier, "phone") or None,
        "email": contact(dossier, "email") or None,
        "id_number": party.personal_number or None,
        "channel": str(Channel(dossier.channel).label),
        "request": dossier.revision.procedure.name["vi"],
        "holder": dossier.subject.name,
        "components": [_component(c) for c in sorted(dossier.components.all(), key=lambda c: c.pk)],
        "sets": 1,
        "term": term_words(dossier.revision.legal_term()),
        "received_at": moment_words(dossier.received_at),
        "passed_at": _passed(dossier, there, arrived) if there else None,
        "due_at": moment_words(dossier.promised_at) if dossier.promised_at else "từ khi cơ quan giải quyết nhận được hồ sơ",
        "fees": fee_lines(dossier),
        "collect_at": dossier.receiver.name,
        "look_up": f"{settings.PUBLIC_URL}/tra-cuu",
        "submitter": submitter(dossier),
        "receiver": by.name,
    }


def fee_lines(dossier: Dossier) -> list[str] | None:
    """Return what was quoted, a line each as printed: charged, supported, left to pay; None before reception."""
    kept: FeeQuote | None = getattr(dossier, "fee_quote", None)
    if kept is None:
        return None
    lines = [f"{line['name']}: {_money(line['payable'])}{_supported(line['supported'])}" for line in kept.lines]
    return [*lines, f"Tổng số phải trả: {_money(kept.payable)}"] if lines else ["Không có phí, lệ phí"]


def _money(amount: int | None) -> str:
    return "theo mức nơi thu thông báo" if amount is None else f"{amount:,} đồng".replace(",", ".")


def _supported(amount: int | None) -> str:
    return f" (thành phố hỗ trợ {_money(amount)})" if amount else ""


def _passed(dossier: Dossier, there: datetime, arrived: bool) -> str:
    latest = "" if arrived else "chậm nhất "
    return f"{latest}{moment_words(there)}, tại {dossier.competent.name}; thời hạn giải quyết tính từ lúc này"


def term_words(term: Term) -> str:
    """Return a term as it is printed."""
    if term.unit is Unit.SAME_DAY:
        return f"Trong ngày; tiếp nhận sau {term.cutoff.hour} giờ thì ngày làm việc tiếp theo"
    after = f"; tiếp nhận sau {term.cutoff.hour} giờ thì tính từ ngày làm việc tiếp theo" if term.after_cutoff else ""
    return f"{term.amount} {_UNITS[term.unit]}{after}"


def _component(component: Component) -> dict[str, Any]:
    files = int(component.given == Component.Given.FILE)
    return {"name": component.name, "originals": component.originals, "certified": component.copies, "copies": files}
