"""One's own affairs, and who has looked at one's data."""

from dataclasses import dataclass
from datetime import datetime

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from motcua.audit.models import AccessRead
from motcua.doors.portal import cards
from motcua.dossiers import access
from motcua.dossiers.models import Dossier
from motcua.people.requests import SignedInRequest, citizen_required

PER_PAGE = 20
_PURPOSES = {
    "reception": gettext_lazy("Tiếp nhận hồ sơ"),
    "processing": gettext_lazy("Giải quyết hồ sơ"),
}


@dataclass(frozen=True)
class ReadRow:
    """One look at the person's data: when, who, what for, in which dossier (None when it is not the person's any more)."""

    at: datetime
    role: str
    agency: str
    purpose: str
    dossier: Dossier | None


@require_safe
@citizen_required
def mine(request: SignedInRequest) -> HttpResponse:
    """Drafts and dossiers, with whose turn it is."""
    page = Paginator(access.own_dossiers(request.user), PER_PAGE).get_page(request.GET.get("page"))
    drafts = access.own_drafts(request.user) if page.number == 1 else []
    values = {"page": page, "drafts": cards.of_drafts(drafts, request.now), "dossiers": cards.of_dossiers(page, request.now)}
    return render(request, "portal/mine.html", values)


@require_safe
@citizen_required
def reads(request: SignedInRequest) -> HttpResponse:
    """Every look an officer had at this person's data, last first."""
    page = Paginator(access.reads_of(request.user), PER_PAGE).get_page(request.GET.get("page"))
    dossiers = {d.pk: d for d in access.own_dossiers(request.user).filter(pk__in=[r.subject for r in page])}
    rows = [_row(read, dossiers.get(read.subject)) for read in page]
    return render(request, "portal/reads.html", {"page": page, "rows": rows})


def _row(read: AccessRead, dossier: Dossier | None) -> ReadRow:
    return ReadRow(read.at, read.role, read.agency_name, purpose_words(read.purpose), dossier)


def purpose_words(purpose: str) -> str:
    """Return what a look was for, in words; one that has no words yet as it was written."""
    return str(_PURPOSES.get(purpose, purpose))
