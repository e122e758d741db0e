"""One's own affairs, and who has looked at one's data."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from motcua.doors.portal import cards
from motcua.dossiers import access
from motcua.dossiers.looks import look_ups_of, looks_by_day
from motcua.dossiers.models import Dossier, Lookup
from motcua.people.requests import SignedInRequest, citizen_required
from motcua.ui.forms.sources import NAMES

PER_PAGE, MOST_ASKED = 20, 50
_PURPOSES = {
    "reception": gettext_lazy("Tiếp nhận hồ sơ"),
    "processing": gettext_lazy("Giải quyết hồ sơ"),
    "register": gettext_lazy("Lấy sổ theo dõi hồ sơ"),
}


@dataclass(frozen=True)
class ReadRow:
    """The looks of a day at the person's data: last when, how often, by which unit and role, what for, in which dossier.

    `dossier` is None when it is not the person's any more.
    """

    day: date
    last: datetime
    times: int
    role: str
    agency: str
    purpose: str
    dossier: Dossier | None


@dataclass(frozen=True)
class AskedRow:
    """One question to a database about the person: when, which, who asked, what for, how it ended, under which wording they agreed."""

    at: datetime
    database: str
    by: str
    purpose: str
    procedure: str
    state: str
    consent: str
    erased_at: datetime | None


@require_safe
@citizen_required
def mine(request: SignedInRequest) -> HttpResponse:
    """Drafts and dossiers, with whose turn it is."""
    page = Paginator(access.own_dossiers(request.user), PER_PAGE).get_page(request.GET.get("page"))
    drafts = access.own_drafts(request.user) if page.number == 1 else []
    asked = access.confirmations(request.user) if page.number == 1 else []
    rows = {"drafts": cards.of_drafts(drafts, request.now), "dossiers": cards.of_dossiers(page, request.now)}
    values = {"page": page, "asked": asked, **rows}
    return render(request, "portal/mine.html", values)


@require_safe
@citizen_required
def reads(request: SignedInRequest) -> HttpResponse:
    """Who looked at this person's data and what for, day by day, with how often; last first."""
    page = Paginator(looks_by_day(request.user), PER_PAGE).get_page(request.GET.get("page"))
    dossiers = {d.pk: d for d in access.own_dossiers(request.user).filter(pk__in=[r["subject"] for r in page])}
    rows = [_row(read, dossiers.get(read["subject"])) for read in page]
    asked = [_asked(each, request) for each in look_ups_of(request.user)[:MOST_ASKED]]
    return render(request, "portal/reads.html", {"page": page, "rows": rows, "asked": asked if page.number == 1 else []})


def _asked(lookup: Lookup, request: SignedInRequest) -> AskedRow:
    """One question to a database as the person reads it: by themselves, by an officer's unit and role, or by who applies for them."""
    held = lookup.dossier or lookup.draft
    other = _("Người nộp thay bạn") if lookup.purpose == Lookup.Purpose.HOLDER else _("Hệ thống, theo yêu cầu của người nộp")
    by = lookup.asker or (_("Chính bạn") if lookup.asked_by == str(request.user.pk) else other)
    return AskedRow(
        lookup.asked_at,
        str(NAMES.get(lookup.system, lookup.system)),
        by,
        str(Lookup.Purpose(lookup.purpose).label),
        held.revision.procedure.title if held else "",
        lookup.state,
        lookup.consent.text_version if lookup.consent else "",
        lookup.erased_at,
    )


def _row(read: dict[str, Any], dossier: Dossier | None) -> ReadRow:
    return ReadRow(read["day"], read["last"], read["times"], read["role"], read["agency_name"], purpose_words(read["purpose"]), dossier)


def purpose_words(purpose: str) -> str:
    """Return what a look was for, in words; one that has no words yet as it was written."""
    return str(_PURPOSES.get(purpose, purpose))
