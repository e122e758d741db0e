"""The values of Mẫu 01, as the form's fields stand in order (TT 03/2025/TT-VPCP; layout of 2018)."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.translation import override

from motcua.acts.outgoing import contact
from motcua.dossiers.models import Component, Dossier
from motcua.law.calendar import HANOI
from motcua.law.deadlines import Term, Unit
from motcua.people.actor import Actor
from motcua.people.models import PartyKind

_UNITS = {Unit.WORKING_DAYS: "ngày làm việc", Unit.WORKING_HOURS: "giờ làm việc", Unit.DAYS: "ngày", Unit.MONTHS: "tháng"}


@override("vi")
def slip_values(dossier: Dossier, *, by: Actor) -> dict[str, Any]:
    """Return what the appointment slip says, all words as printed: official papers are Vietnamese, whatever the officer reads."""
    party = dossier.applicant
    assert dossier.received_at is not None
    return {
        "parent_agency": dossier.receiver.parent.name if dossier.receiver.parent else None,
        "agency_lines": [dossier.receiver.name, "Bộ phận Tiếp nhận và Trả kết quả"],
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
        "channel": dossier.get_channel_display(),
        "request": dossier.revision.procedure.name["vi"],
        "holder": party.name,
        "components": [_component(c) for c in Component.objects.filter(dossier=dossier).order_by("id")],
        "sets": 1,
        "term": term_words(dossier.revision.legal_term()),
        "received_at": moment_words(dossier.received_at),
        "due_at": moment_words(dossier.promised_at) if dossier.promised_at else "từ khi cơ quan giải quyết nhận được hồ sơ",
        "collect_at": dossier.receiver.name,
        "look_up": f"{settings.PUBLIC_URL}/tra-cuu",
        "submitter": party.representative if party.kind == PartyKind.ORGANISATION else party.name,
        "receiver": by.name,
    }


def term_words(term: Term) -> str:
    """Return a term as it is printed."""
    if term.unit is Unit.SAME_DAY:
        return f"Trong ngày; tiếp nhận sau {term.cutoff.hour} giờ thì ngày làm việc tiếp theo"
    return f"{term.amount} {_UNITS[term.unit]}"


def moment_words(moment: datetime) -> str:
    """Return a moment as Mẫu 01 prints it: '09 giờ 15 phút, ngày 23/11/2026'."""
    local = moment.astimezone(HANOI)
    return f"{local:%H} giờ {local:%M} phút, ngày {local:%d/%m/%Y}"


def day_line(moment: datetime) -> str:
    """Return place and date as official papers carry them (NĐ 30/2020, Phụ lục I): months 1, 2 and days under 10 with a zero."""
    local = moment.astimezone(HANOI)
    month = f"{local.month:02d}" if local.month < 3 else str(local.month)
    return f"Hà Nội, ngày {local:%d} tháng {month} năm {local.year}"


def _component(component: Component) -> dict[str, Any]:
    files = int(component.given == Component.Given.FILE)
    return {"name": component.name, "originals": component.originals, "certified": component.copies, "copies": files}
