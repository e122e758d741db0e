"""One message out: what it says (masked), how it was tried, and what may be decided about it."""

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
from motcua.doors.office.exchange.lists import codes_of, tabs
from motcua.doors.office.opening import office, page
from motcua.dossiers import access
from motcua.law.lifecycle import Refusal
from motcua.law.roles import Role
from motcua.lib.saying import N_
from motcua.outbox import reading
from motcua.outbox.desk import open_correction
from motcua.outbox.masking import Part, parts
from motcua.outbox.models import Message, State
from motcua.people.requests import SignedInRequest
from motcua.ui import questions
from motcua.ui.forms import FieldError
from motcua.ui.questions import Question

PURPOSES = (
    ("mend", N_("Sửa thông điệp bị đối tác từ chối")),
    ("answer", N_("Trả lời đối tác về thông điệp này")),
    ("complaint", N_("Giải quyết khiếu nại, phản ánh")),
)


@office
@require_safe
def show(request: SignedInRequest, key: UUID) -> HttpResponse:
    """The message, masked."""
    return _page(request, _found(key))


@office
@require_POST
def unmask(request: SignedInRequest, key: UUID) -> HttpResponse:
    """The message as it is, once, for a purpose that is written into the person's access log; only who may see the dossier."""
    message, asked = _found(key), _purpose()
    values, errors = questions.read(asked, request.POST)
    if errors:
        return _page(request, message, errors=errors)
    purpose = dict(PURPOSES)[values["purpose"]]
    access.for_officer(request.actor, message.subject, purpose=purpose, at=request.now)
    return _page(request, message, open_=True)


@office
@require_POST
def resend(request: SignedInRequest, key: UUID) -> HttpResponse:
    """Send it again as it is."""
    message = _found(key)
    return _done(request, message, _("Sẽ gửi lại ngay."), lambda how: exchange.resend(message.pk, **how))


@office
@require_http_methods(["GET", "HEAD", "POST"])
def give_up(request: SignedInRequest, key: UUID) -> HttpResponse:
    """Ask why it is not to be sent, then leave it."""
    message = _found(key)
    asked = [Question("reason", _("Vì sao thôi không gửi?"), hint=_("Các thông điệp sau của hồ sơ này sẽ được gửi tiếp theo thứ tự."))]
    title = _("Thôi không gửi")
    return _ask(request, message, title, asked, lambda v, how: exchange.give_up(message.pk, reason=v["reason"], **how))


@office
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: SignedInRequest, key: UUID) -> HttpResponse:
    """Ask for other values and why; somebody else approves."""
    message = _found(key)
    fields = [p for p in parts(message.payload) if not isinstance(p.value, list)]
    asked = [_field(n, part) for n, part in enumerate(fields)]
    asked.append(Question("reason", _("Vì sao phải sửa?"), hint=_("Người duyệt đọc câu này.")))

    def propose(values: dict[str, Any], how: dict[str, Any]) -> None:
        changes = {part.path: values[f"v{n}"] for n, part in enumerate(fields) if values[f"v{n}"]}
        exchange.propose_correction(message.pk, changes=changes, reason=values["reason"], **how)

    return _ask(request, message, _("Đề nghị sửa"), asked, propose)


@office
@require_POST
def approve(request: SignedInRequest, key: UUID) -> HttpResponse:
    """Send the corrected message in its place."""
    message = _found(key)
    correction = open_correction(message.pk)
    if correction is None:
        raise Http404
    return _done(request, message, _("Đã duyệt: thông điệp sửa sẽ được gửi."), lambda how: exchange.approve_correction(correction, **how))


@office
@require_http_methods(["GET", "HEAD", "POST"])
def reject(request: SignedInRequest, key: UUID) -> HttpResponse:
    """Ask why the correction is not approved."""
    message = _found(key)
    correction = open_correction(message.pk)
    if correction is None:
        raise Http404
    asked = [Question("reason", _("Vì sao không duyệt?"))]
    title = _("Không duyệt đề nghị sửa")
    return _ask(request, message, title, asked, lambda v, how: exchange.reject_correction(correction, reason=v["reason"], **how))


def _found(key: UUID) -> Message:
    message = Message.objects.filter(pk=key).first()
    if message is None:
        raise Http404
    return message


def _field(n: int, part: Part) -> Question:
    now = _("Hiện là: %(value)s") % {"value": part.masked or _("(trống)")}
    return Question(f"v{n}", words.value(part.path), "text", hint=now)


def _purpose() -> list[Question]:
    return [Question("purpose", _("Xem để làm gì?"), "choice", choices=tuple((key, _(name)) for key, name in PURPOSES))]


def _page(request: SignedInRequest, message: Message, *, open_: bool = False, errors: list[FieldError] | None = None) -> HttpResponse:
    correction = open_correction(message.pk)
    shown = [(words.value(p.path), _said(p) if open_ else p.masked, p.personal) for p in parts(message.payload)]
    there = {p.path: p for p in parts(message.payload)}
    values = {
        "message": message,
        "partner": words.partner(message.partner),
        "code": codes_of([message.subject]).get(message.subject, ""),
        "parts": shown,
        "open": open_,
        "attempts": reading.attempts(message.pk),
        "behind": reading.behind(message),
        "parked": message.state == State.PARKED,
        "waiting": message.state == State.WAITING and message.attempts > 0,
        "correction": correction,
        "changes": [_change(there, path, new, open_=open_) for path, new in correction.changes.items()] if correction else [],
        "own": correction is not None and correction.proposed_by == request.actor.id,
        "may_unmask": Role.CONTROLLER in {p.role for p in request.actor.posts},
        "purpose": questions.shown(_purpose(), request.POST, errors or []),
        "errors": errors or [],
        "tabs": tabs(""),
    }
    return page(request, "exchange/message.html", values, refused=bool(errors))


def _said(part: Part) -> str:
    return Part(part.path, part.value, personal=False).masked if not isinstance(part.value, list) else str(part.value)


def _change(there: dict[str, Part], path: str, new: Any, *, open_: bool) -> tuple[str, str, str]:
    old = there[path]
    after = Part(path, new, old.personal)
    return words.value(path), _said(old) if open_ else old.masked, _said(after) if open_ else after.masked


def _how(request: SignedInRequest) -> dict[str, Any]:
    return {"by": request.actor, "at": request.now, "key": request.key}


def _done(request: SignedInRequest, message: Message, words_: str, act: Any) -> HttpResponse:
    try:
        act(_how(request))
    except AlreadyDone:
        messages.success(request, words_)
    except Refusal as refusal:
        return _page(request, message, errors=[FieldError("", str(refusal))])
    else:
        messages.success(request, words_)
    return redirect("office:message", message.pk)


def _ask(request: SignedInRequest, message: Message, title: str, asked: list[Question], act: Any) -> HttpResponse:
    errors: list[FieldError] = []
    if request.method == "POST":
        values, errors = questions.read(asked, request.POST)
        try:
            if not errors:
                act(values, _how(request))
                messages.success(request, _("Đã ghi: %(act)s.") % {"act": title})
                return redirect("office:message", message.pk)
        except AlreadyDone:
            return redirect("office:message", message.pk)
        except Refusal as refusal:
            errors = [FieldError(asked[-1].name, str(refusal))]
    values = {
        "title": title,
        "back": message.pk,
        "code": codes_of([message.subject]).get(message.subject, ""),
        "questions": questions.shown(asked, request.POST, errors),
        "errors": errors,
    }
    return page(request, "exchange/ask.html", values, refused=bool(errors))
