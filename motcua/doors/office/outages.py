"""Outages that a system's owner announced: the clocks of the agencies named leave them out, once promises are counted again."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from motcua.acts import calendar as acts
from motcua.acts.base import AlreadyDone
from motcua.doors.office.opening import administrator, page
from motcua.law.calendar import HANOI
from motcua.law.calendar_rules import CalendarRefused
from motcua.law.lifecycle import Refusal
from motcua.lib.saying import N_
from motcua.people.models import Agency
from motcua.people.requests import SignedInRequest
from motcua.ui import questions
from motcua.ui.forms import FieldError
from motcua.ui.questions import Question
from motcua.worktime.models import Outage

SHOWN = 50


@administrator
@require_http_methods(["GET", "HEAD", "POST"])
def outages(request: SignedInRequest) -> HttpResponse:
    """The outages announced, last first; announce one more."""
    asked, errors = _asked(), list[FieldError]()
    if request.method == "POST":
        values, errors = questions.read(asked, request.POST)
        if not errors:
            try:
                _announce(request, values)
            except AlreadyDone:
                return redirect("office:outages")
            except Refusal as refusal:
                errors = [FieldError("system", str(refusal))]
            else:
                messages.success(request, _("Đã ghi sự cố. Ngày hẹn chưa đổi: tính lại khi sự cố đã kết thúc."))
                return redirect("office:outages")
    held = Outage.objects.prefetch_related("agencies").order_by("-start")[:SHOWN]
    values = {"outages": held, "questions": questions.shown(asked, request.POST, errors), "errors": errors}
    return page(request, "outages.html", values, refused=bool(errors))


@administrator
@require_POST
def end(request: SignedInRequest, key: UUID) -> HttpResponse:
    """Write when an outage ended."""
    if not Outage.objects.filter(pk=key).exists():
        raise Http404
    try:
        acts.end_outage(key, end=_moment(request.POST.get("end", "")), by=request.actor, at=request.now, key=request.key)
    except AlreadyDone:
        return redirect("office:outages")
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Đã ghi lúc kết thúc. Ngày hẹn chưa đổi: tính lại khi bạn yêu cầu."))
    return redirect("office:outages")


def _announce(request: SignedInRequest, values: dict[str, Any]) -> None:
    start, end = _moment(values["start"]), _moment(values["end"]) if values["end"] else None
    told = {"system": values["system"], "notice": values["notice"], "start": start, "end": end}
    acts.announce_outage(_agencies(values["agencies"]), **told, by=request.actor, at=request.now, key=request.key)


def _agencies(codes: list[str]) -> list[Agency]:
    """The agencies of these codes; every one in force when none is named. Raises CalendarRefused for a code nobody has."""
    if not codes:
        return list(Agency.objects.filter(valid_to=None))
    found = list(Agency.objects.filter(code__in=codes))
    missing = sorted(set(codes) - {a.code for a in found})
    if missing:
        raise CalendarRefused("outage.announced", N_("Không có cơ quan mã %(codes)s."), codes=", ".join(missing)[:200])
    return found


def _moment(text: str) -> datetime:
    for shape in ("%H:%M %d/%m/%Y", "%Y-%m-%dT%H:%M"):
        try:
            return datetime.strptime(text.strip(), shape).replace(tzinfo=HANOI)
        except ValueError:
            continue
    raise CalendarRefused("outage.interval", N_("“%(text)s” không phải một lúc có thật, ví dụ 10:00 20/11/2026."), text=text.strip()[:40])


def _asked() -> list[Question]:
    when = _("Giờ và ngày, như 10:00 20/11/2026")
    return [
        Question("system", _("Hệ thống gặp sự cố"), "text"),
        Question("notice", _("Số, ký hiệu thông báo của đơn vị chủ quản"), "text"),
        Question("start", _("Từ lúc"), "text", hint=when),
        Question("end", _("Đến lúc"), "text", hint=_("Để trống nếu chưa khắc phục xong")),
        Question("agencies", _("Mã cơ quan bị ảnh hưởng"), "lines", hint=_("Mỗi mã một dòng, như H26.105; để trống nếu là cả thành phố")),
    ]
