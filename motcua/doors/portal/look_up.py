"""Public look-up by code: the state of a dossier and nothing else (TT 01/2018/TT-VPCP, Điều 16)."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.audit import limits
from motcua.doors.portal.requests import now_of, today_of
from motcua.doors.portal.words import Problem, status_tone, status_words
from motcua.dossiers import access
from motcua.law import codes
from motcua.people.requests import address_of
from motcua.policy.values import value
from motcua.ui import errors

WINDOW_SECONDS = 600
FIELD = "code"


@require_http_methods(["GET", "HEAD", "POST"])
def look_up(request: HttpRequest) -> HttpResponse:
    """Ask for a code; a post answers with its state. So many tries from one place in ten minutes, then 429."""
    if request.method != "POST":
        return _show(request, request.GET.get(FIELD, ""))
    typed = request.POST.get(FIELD, "").strip()[:80]
    try:
        _count(request)
        return _answer(request, typed)
    except limits.TooMany as many:
        return errors.too_many(request, max(1, int((many.until - now_of(request)).total_seconds())))


def _answer(request: HttpRequest, typed: str) -> HttpResponse:
    try:
        codes.parse(typed)
    except codes.CodeError:
        message = _("Đây không phải mã hồ sơ. Mã viết như H26.15-261123-0007, ghi trên giấy hẹn và trong thư báo.")
        return _show(request, typed, _("Nhập mã hồ sơ, ví dụ H26.15-261123-0007") if not typed else message)
    try:
        dossier = access.by_code(typed.upper())
    except access.NotYours:
        return _show(request, typed, _("Không có hồ sơ nào mang mã này. Xem lại từng chữ số trên giấy hẹn."))
    found = {"code": typed.upper(), "words": status_words(dossier.state, own=False), "tone": status_tone(dossier.state)}
    return _show(request, typed, found=found)


def _count(request: HttpRequest) -> None:
    most = int(value("look_up_tries", today_of(request)))
    limits.count("look_up", address_of(request), most=most, seconds=WINDOW_SECONDS, at=now_of(request))


def _show(request: HttpRequest, typed: str, error: str = "", found: dict[str, Any] | None = None) -> HttpResponse:
    values = {"typed": typed, "error": error, "errors": [Problem(error, FIELD)] if error else [], "found": found}
    return render(request, "portal/look_up.html", values, status=422 if error else 200)
