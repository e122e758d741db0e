"""Our revision beside the nation's record of the same procedure: part by part, where they differ and why."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from motcua.catalogue.against import Against, against
from motcua.catalogue.models import NationalRecord
from motcua.doors.office.opening import office, page
from motcua.doors.office.procedures import named
from motcua.law.calendar import HANOI
from motcua.people.requests import SignedInRequest

TONES = {True: "good", False: "soon", None: "still"}


@dataclass(frozen=True)
class Row:
    """One part: both sides, the tone and words of how they compare."""

    part: Against
    tone: str


@office
@require_safe
def national(request: SignedInRequest, code: str) -> HttpResponse:
    """The revision in force beside the present record; what is unsure of the record; its earlier versions."""
    procedure = named(code)
    parts = against(code, request.now.astimezone(HANOI).date())
    records = list(NationalRecord.objects.filter(procedure=procedure).order_by("-version"))
    values = {
        "procedure": procedure,
        "rows": [Row(part, TONES[part.agrees]) for part in parts],
        "differing": sum(part.agrees is False for part in parts),
        "unexplained": sum(part.agrees is False and not part.reason for part in parts),
        "records": records,
        "warnings": records[0].warnings if records else [],
    }
    return page(request, "national.html", values)
