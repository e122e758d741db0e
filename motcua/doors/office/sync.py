"""How the national portal keeps up with us: late and refused by agency, and indicator 1.4 counted from our own record."""

from datetime import timedelta

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from motcua.doors.office.months import bounds_of, month_of
from motcua.doors.office.opening import office, page
from motcua.law.calendar import HANOI
from motcua.law.synchronised import POINTS, synchronised
from motcua.people.requests import SignedInRequest
from motcua.policy.values import value
from motcua.reports import synchronisation
from motcua.ui.forms import FieldError

MOST = 10**9
FIELDS = ("bao-cao", "tren-cong", "nam-truoc")


@office
@require_safe
def sync(request: SignedInRequest) -> HttpResponse:
    """Show a month: each agency's line, and the indicator against the totals that the officer gives."""
    errors: list[FieldError] = []
    today = request.now.astimezone(HANOI).date()
    month = month_of(request.GET.get("thang", ""), today, errors)
    reported, at_portal, last_year = (_total(name, request.GET.get(name, ""), errors) for name in FIELDS)
    start, end = bounds_of(month)
    allowed = timedelta(minutes=value("portal_sync_minutes", today))
    lines = synchronisation.lines(start, end, at=request.now, allowed=allowed)
    received, synced = sum(line.received for line in lines), sum(line.synced for line in lines)
    own = received if reported is None and at_portal is None and last_year is None else reported
    shown = {
        "lines": lines,
        "month": f"{month:%m/%Y}",
        "given": {name.replace("-", "_"): request.GET.get(name, "") for name in FIELDS},
        "received": received,
        "synced": synced,
        "found": synchronised(synced, own, at_portal, last_year=last_year),
        "by_own": own is not None and reported is None,
        "most": POINTS,
        "minutes": int(allowed.total_seconds() // 60),
        "waiting": sum(line.waiting for line in lines),
        "late": sum(line.late for line in lines),
        "refused": sum(line.refused for line in lines),
        "desk": reverse("office:refused"),
        "errors": errors,
        "now": request.now,
    }
    return page(request, "sync.html", shown, refused=bool(errors))


def _total(name: str, text: str, errors: list[FieldError]) -> int | None:
    plain = text.strip().replace(".", "")
    if not plain:
        return None
    if not (plain.isascii() and plain.isdigit() and int(plain) <= MOST):
        errors.append(FieldError(name, _("Ghi một số nguyên không âm, hoặc để trống.")))
        return None
    return int(plain)
