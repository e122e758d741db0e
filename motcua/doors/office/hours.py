"""Hours of work: the city's, and those of agencies that have their own, each from a day on."""

import re
from collections.abc import Mapping
from datetime import date, time
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.acts.base import AlreadyDone
from motcua.acts.city import set_sessions
from motcua.doors.office.opening import administrator, page
from motcua.law.calendar import HANOI, DayEnd, Session
from motcua.law.calendar_rules import CalendarRefused
from motcua.law.lifecycle import Refusal
from motcua.law.sessions import Span
from motcua.lib.saying import N_
from motcua.people.models import Agency
from motcua.people.requests import SignedInRequest
from motcua.ui import questions
from motcua.ui.forms import FieldError
from motcua.ui.questions import Question
from motcua.worktime.models import WorkSession

_SESSION = re.compile(r"(\d{1,2}):(\d{2})\s*[-–]\s*(\d{1,2}):(\d{2})")


@administrator
@require_http_methods(["GET", "HEAD", "POST"])
def hours(request: SignedInRequest) -> HttpResponse:
    """The hours in force or to come; declare others from a day on."""
    today = request.now.astimezone(HANOI).date()
    asked, errors = _asked(today), list[FieldError]()
    if request.method == "POST":
        values, errors = questions.read(asked, request.POST)
        if not errors:
            try:
                _declare(request, values)
            except AlreadyDone:
                return redirect("office:hours")
            except Refusal as refusal:
                errors = [FieldError("sessions", str(refusal))]
            else:
                messages.success(request, _("Đã khai ca làm việc. Hồ sơ đã nhận giữ ngày hẹn đã trả lời."))
                return redirect("office:hours")
    values = {"held": _held(today), "questions": questions.shown(asked, request.POST, errors), "errors": errors}
    return page(request, "hours.html", values, refused=bool(errors))


def _held(today: date) -> list[tuple[WorkSession, list[WorkSession]]]:
    """The hours in force or to come, the city's first: the first session of each set, and all its sessions."""
    rows = WorkSession.objects.filter(Q(valid_to=None) | Q(valid_to__gte=today)).select_related("agency")
    ordered = sorted(rows, key=lambda r: (r.agency.sort_key if r.agency else "", r.valid_from, r.opens))
    sets = [list(each) for _key, each in groupby(ordered, key=lambda r: (r.agency_id, r.valid_from))]
    return [(each[0], each) for each in sets]


def _declare(request: SignedInRequest, values: Mapping[str, Any]) -> None:
    agency = Agency.objects.filter(code=values["agency"]).first()
    if values["agency"] and agency is None:
        raise CalendarRefused("session.agency", N_("Không có cơ quan mã %(codes)s."), codes=values["agency"][:40])
    told = {"span": Span(values["first"], values["last"]), "day_end": DayEnd(values["day_end"]), "source": values["source"][:200]}
    sessions = [_session(line) for line in values["sessions"]]
    set_sessions(agency, sessions, **told, by=request.actor, at=request.now, key=request.key)


def _session(line: str) -> Session:
    found = _SESSION.fullmatch(line)
    try:
        parts = [int(part) for part in found.groups()] if found else []
        return Session(time(parts[0], parts[1]), time(parts[2], parts[3]))
    except (IndexError, ValueError) as error:
        raise CalendarRefused("session.order", N_("“%(text)s” không phải một ca, ví dụ 07:30-11:30."), text=line[:40]) from error


def _asked(today: date) -> list[Question]:
    how = _("Mỗi ca một dòng, như 07:30-11:30; để trống thì cơ quan theo ca của thành phố")
    ends = ((DayEnd.CLOCK.value, _("Đúng giờ đã nhận, ngày cuối")), (DayEnd.MIDNIGHT.value, _("Hết ngày cuối, 24 giờ (BLDS Điều 148)")))
    return [
        Question("agency", _("Mã cơ quan"), "text", hint=_("Như H26.105; để trống nếu là cả thành phố")),
        Question("sessions", _("Các ca trong ngày"), "lines", hint=how),
        Question("first", _("Từ ngày"), "date", first=today.isoformat()),
        Question("last", _("Đến hết ngày"), "until", hint=_("Để trống nếu chưa định")),
        Question("day_end", _("Ngày cuối của thời hạn hết lúc nào"), "choice", choices=ends, first=DayEnd.CLOCK.value),
        Question("source", _("Văn bản, quyết định"), "text"),
    ]
