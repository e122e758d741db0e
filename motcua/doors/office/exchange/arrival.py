"""One message in that was set aside: what it says (masked), why it lies here, handle it again or leave it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.acts import exchange
from motcua.acts.base import AlreadyDone
from motcua.doors.office.exchange import words
from motcua.doors.office.exchange.lists import tabs
from motcua.doors.office.opening import office, page
from motcua.law.lifecycle import Refusal
from motcua.outbox import inbox, reading
from motcua.outbox.masking import parts
from motcua.outbox.models import Arrival, ArrivalState
from motcua.people.requests import SignedInRequest
from motcua.ui import questions
from motcua.ui.forms import FieldError
from motcua.ui.questions import Question


@office
@require_safe
def show(request: SignedInRequest, key: UUID) -> HttpResponse:
    """The message, masked."""
    return _page(request, _found(key), [])


@office
@require_POST
def retry(request: SignedInRequest, key: UUID) -> HttpResponse:
    """Handle it again: the cause is mended."""
    arrival = _found(key)
    try:
        exchange.retry_arrival(arrival, by=request.actor, at=request.now, key=request.key)
    except AlreadyDone:
        return redirect("office:arrival", key)
    except Refusal as refusal:
        return _page(request, arrival, [FieldError("", str(refusal))])
    messages.success(request, _("Sẽ xử lý lại ngay."))
    return redirect("office:arrival", key)


@office
@require_http_methods(["GET", "HEAD", "POST"])
def dismiss(request: SignedInRequest, key: UUID) -> HttpResponse:
    """Ask why nothing is to be done about it."""
    arrival = _found(key)
    asked = [Question("reason", _("Vì sao bỏ qua?"), hint=_("Thông điệp vẫn được giữ nguyên làm bằng chứng."))]
    errors: list[FieldError] = []
    if request.method == "POST":
        values, errors = questions.read(asked, request.POST)
        try:
            exchange.dismiss_arrival(arrival, reason=values["reason"], by=request.actor, at=request.now, key=request.key)
        except AlreadyDone:
            return redirect("office:arrival", key)
        except Refusal as refusal:
            errors = [FieldError("reason", str(refusal))]
        else:
            messages.success(request, _("Đã ghi: %(act)s.") % {"act": _("Bỏ qua")})
            return redirect("office:aside")
    shown: dict[str, Any] = {"title": _("Bỏ qua thông điệp đến"), "arrival": key, "code": arrival.reference}
    shown |= {"questions": questions.shown(asked, request.POST, errors), "errors": errors}
    return page(request, "exchange/ask.html", shown, refused=bool(errors))


def _found(key: UUID) -> Arrival:
    arrival = Arrival.objects.filter(pk=key).first()
    if arrival is None:
        raise Http404
    return arrival


def _page(request: SignedInRequest, arrival: Arrival, errors: list[FieldError]) -> HttpResponse:
    shown = [(words.value(part.path), part.masked, part.personal) for part in parts(reading.payload_of(arrival))]
    values = {
        "arrival": arrival,
        "partner": words.partner(arrival.partner),
        "cause": str(inbox.cause_of(arrival) or ""),
        "parts": shown,
        "aside": arrival.state == ArrivalState.SET_ASIDE,
        "errors": errors,
        "tabs": tabs(""),
    }
    return page(request, "exchange/arrival.html", values, refused=bool(errors))
