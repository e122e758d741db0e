"""What every form shares: head, number, day, the person it is for. Official papers are Vietnamese, whatever the officer reads."""

from datetime import datetime
from typing import Any

from django.conf import settings

from motcua.acts.outgoing import contact
from motcua.acts.serials import next_serial
from motcua.dossiers.models import Dossier, Paper
from motcua.law.calendar import HANOI
from motcua.people.models import Agency, PartyKind, Post
from motcua.policy.values import value

COUNTER = "Bộ phận Tiếp nhận và Trả kết quả"


def head(dossier: Dossier, agency: Agency, kind: Paper.Kind, at: datetime, unit: str = "") -> dict[str, Any]:
    """Return the head of a form of `agency` (and its unit), with the next number of its kind; call it once, inside the act."""
    return {
        "parent_agency": agency.parent.name if agency.parent else None,
        "agency_lines": [agency.name, unit] if unit else [agency.name],
        "place": "Hà Nội",
        "date": at.astimezone(HANOI).date().isoformat(),
        "date_line": day_line(at),
        "verify_url": address(dossier),
        "number": number(agency, kind, at),
        "code": dossier.code,
    }


def number(agency: Agency, kind: Paper.Kind, at: datetime) -> str:
    """Return the next number of a kind of form at `agency` in the year, as 12/HDHS: continuous, from 1 each January."""
    day = at.astimezone(HANOI).date()
    symbol = value("paper_symbols", day)[kind.value]
    return f"{next_serial(agency, f'{kind.value}:{day.year}')}/{symbol}"


def address(dossier: Dossier) -> str:
    """Return where the form's QR leads: the public check of a coded dossier; before acceptance, the applicant's own page."""
    if dossier.code:
        return f"{settings.PUBLIC_URL}/xac-minh/{dossier.look_up_token}/"
    return f"{settings.PUBLIC_URL}/viec-cua-toi/{dossier.pk}/"


def applicant(dossier: Dossier) -> dict[str, Any]:
    """Return the person a form speaks to, and what they asked for."""
    return {
        "applicant": dossier.applicant.name,
        "address": dossier.applicant.address or None,
        "phone": contact(dossier, "phone") or None,
        "email": contact(dossier, "email") or None,
        "request": dossier.revision.procedure.name["vi"],
    }


def submitter(dossier: Dossier) -> str:
    """Return who signs for the applicant: the person, or the organisation's representative."""
    party = dossier.applicant
    return party.representative if party.kind == PartyKind.ORGANISATION else party.name


def leader(agency: Agency) -> tuple[str, str]:
    """Return title and name of the one who signs for `agency`; the name is empty when nobody holds that post."""
    post = Post.objects.filter(agency=agency, role="signer", valid_to=None).select_related("user").order_by("id").first()
    return (post.title, post.user.name) if post else ("Thủ trưởng cơ quan", "")


def day_line(moment: datetime) -> str:
    """Return place and date as official papers carry them (NĐ 30/2020, Phụ lục I): months 1, 2 and days under 10 with a zero."""
    local = moment.astimezone(HANOI)
    month = f"{local.month:02d}" if local.month < 3 else str(local.month)
    return f"Hà Nội, ngày {local:%d} tháng {month} năm {local.year}"


def moment_words(moment: datetime) -> str:
    """Return a moment as the forms print it: '09 giờ 15 phút, ngày 23/11/2026'."""
    local = moment.astimezone(HANOI)
    return f"{local:%H} giờ {local:%M} phút, ngày {local:%d/%m/%Y}"
