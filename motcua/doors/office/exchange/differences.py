"""What stands otherwise at a partner than with us: how old, why, told again with one click or left with a reason; compared on demand."""

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.acts import reconciling
from motcua.acts.base import AlreadyDone
from motcua.doors.office.exchange import words
from motcua.doors.office.exchange.lists import tabs
from motcua.doors.office.opening import office, page
from motcua.law.acts import STATUS_NAMES, Status
from motcua.law.lifecycle import Refusal
from motcua.law.reconciliation import FOUND_NAMES, Found, Remedy, remedy
from motcua.outbox import reading
from motcua.outbox.models import Difference
from motcua.people.requests import SignedInRequest
from motcua.ui import questions
from motcua.ui.forms import FieldError
from motcua.ui.questions import Question

_ROWS = 50


@office
@require_safe
def differences(request: SignedInRequest) -> HttpResponse:
    """Every open difference, the oldest first, and when each partner was last compared."""
    shown = Paginator(reading.differences(), _ROWS).get_page(request.GET.get("trang"))
    rows = [(each, words.partner(each.partner), *_said(each)) for each in shown]
    return page(request, "exchange/differences.html", {"rows": rows, "page_obj": shown, "last": _last(), "tabs": tabs("differences")})


@office
@require_POST
def ask(request: SignedInRequest, partner: str) -> HttpResponse:
    """Have everything compared with a partner now."""
    if partner not in settings.RECONCILED:
        raise Http404
    try:
        reconciling.ask(partner, by=request.actor, at=request.now, key=request.key)
    except AlreadyDone:
        return redirect("office:differences")
    messages.success(request, _("Đang đối soát; tải lại trang để xem tiến độ."))
    return redirect("office:differences")


@office
@require_POST
def send(request: SignedInRequest, key: UUID) -> HttpResponse:
    """Tell the partner our state again."""
    try:
        reconciling.send_ours(_found(key), by=request.actor, at=request.now, key=request.key)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    except AlreadyDone:
        return redirect("office:differences")
    else:
        messages.success(request, _("Đã đưa vào hàng gửi; sai lệch hết khi lần đối soát sau thấy khớp."))
    return redirect("office:differences")


@office
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: SignedInRequest, key: UUID) -> HttpResponse:
    """Ask why the difference may stay."""
    difference = _found(key)
    asked = [Question("reason", _("Vì sao để vậy?"), hint=_("Sai lệch này không hiện lại, trừ khi một bên đổi trạng thái."))]
    errors: list[FieldError] = []
    if request.method == "POST":
        values, errors = questions.read(asked, request.POST)
        try:
            reconciling.leave(difference, reason=values["reason"], by=request.actor, at=request.now, key=request.key)
        except AlreadyDone:
            return redirect("office:differences")
        except Refusal as refusal:
            errors = [FieldError("reason", str(refusal))]
        else:
            messages.success(request, _("Đã ghi: %(act)s.") % {"act": _("Để vậy")})
            return redirect("office:differences")
    shown = {"title": _("Để vậy"), "difference": True, "code": difference.code, "errors": errors}
    shown["questions"] = questions.shown(asked, request.POST, errors)
    return page(request, "exchange/ask.html", shown, refused=bool(errors))


def _found(key: UUID) -> Difference:
    found = Difference.objects.filter(pk=key).first()
    if found is None:
        raise Http404
    return found


def _said(each: Difference) -> tuple[str, str, str, str]:
    """What differs, our status, the partner's, and what is being done about it."""
    wanted = remedy(Found(each.found), each.tries)
    done = {
        Remedy.SEND_AGAIN: _("Tự gửi lại ở lần đối soát sau"),
        Remedy.SEND_MISSING: _("Tự gửi phần còn thiếu ở lần đối soát sau"),
        Remedy.OFFICER: _("Cần cán bộ quyết định"),
    }
    return _(FOUND_NAMES[Found(each.found)]), _status(each.ours), _status(each.theirs), done.get(wanted, "")


def _status(number: int | None) -> str:
    if number is None:
        return _("không có")
    return f"{number} {_(STATUS_NAMES[Status(number)])}" if 1 <= number <= len(STATUS_NAMES) else str(number)


def _last() -> list[dict[str, object]]:
    """How the latest comparison with each partner that can be asked went, or goes."""
    told = {line.partner: line.reconciliation for line in reading.lines()}
    found = []
    for key in settings.RECONCILED:
        last = told.get(key) or {}
        times = {name: parse_datetime(last[name]) if name in last else None for name in ("began", "ended")}
        found.append({"key": key, "name": words.partner(key), **last, **times})
    return found
