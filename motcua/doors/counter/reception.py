"""The acts of the counter on one dossier. Each gets the dossier, acts, and shows: the page again with the sentence, or what came."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from motcua.acts import handover, reception
from motcua.documents.checks import MOST_BYTES, FileRefused
from motcua.doors.counter import components, fees, officers, pages
from motcua.doors.counter.dossier import show
from motcua.dossiers.immediate import at_once
from motcua.dossiers.models import Dossier
from motcua.law.intake import ComponentsMissing
from motcua.law.lifecycle import Refusal
from motcua.law.roles import Role
from motcua.people.requests import SignedInRequest, officer_required
from motcua.policy.limiting import limited, sends_files
from motcua.ui.forms import FieldError


@officer_required(Role.RECEIVER)
@require_POST
def receive(request: SignedInRequest, key: UUID) -> HttpResponse:
    """Take in a dossier with the papers the officer ticked."""
    dossier = pages.opened(request, key)
    try:
        seen = components.seen(dossier, request.POST)
        slip, paying = bool(request.POST.get("slip")) or not at_once(dossier), fees.paying(request.POST)
        done = reception.receive(dossier, seen=seen, slip=slip, paying=paying, by=request.actor, at=request.now, key=request.key)
    except components.CountsUnread as unread:
        return show(request, dossier, unread.errors, request.POST)
    except ComponentsMissing as lacking:
        return show(request, dossier, _places(dossier, lacking), request.POST)
    except Refusal as refusal:
        return show(request, dossier, [FieldError("receive", str(refusal))], request.POST)
    messages.success(request, _("Đã tiếp nhận, mã hồ sơ %(code)s.") % {"code": done.code})
    return redirect("counter:dossier", key)


def _places(dossier: Dossier, lacking: ComponentsMissing) -> list[FieldError]:
    keys = {r.name["vi"]: r.key for r in components.asked_of(dossier)}
    return [FieldError(f"paper-{keys[name]}", _("Còn thiếu: %(name)s.") % {"name": name}) for name in lacking.names]


@officer_required(Role.RECEIVER)
@require_POST
@limited("uploads", sends_files)
def digitise(request: SignedInRequest, key: UUID, requirement: str) -> HttpResponse:
    """Keep the scan of one paper."""
    dossier = pages.opened(request, key)
    if requirement not in {r.key for r in components.asked_of(dossier)}:
        return show(request, dossier, [FieldError("receive", _("Thủ tục không hỏi giấy tờ này."))])
    given = request.FILES.get("file")
    name, content = (given.name or "", given.read(MOST_BYTES + 1)) if given else ("", b"")
    try:
        if not given:
            raise FileRefused(_("Chọn tệp quét của giấy tờ này."))
        reception.digitise(dossier, requirement, name, content, by=request.actor, at=request.now, key=request.key)
    except (FileRefused, Refusal) as refusal:
        return show(request, dossier, [FieldError(f"file-{requirement}", str(refusal))])
    messages.success(request, _("Đã lưu bản số hóa."))
    return redirect("counter:dossier", key)


@officer_required(Role.RECEIVER)
@require_POST
def forward(request: SignedInRequest, key: UUID) -> HttpResponse:
    """Hand a received dossier to the officer named."""
    dossier = pages.opened(request, key)
    post = next((p for p in officers.holders([dossier], request.now) if str(p.user_id) == request.POST.get("officer")), None)
    try:
        if post is None:
            return show(request, dossier, [FieldError("officer", _("Chọn người nhận hồ sơ."))], request.POST)
        reception.forward(dossier, officer=post.user, by=request.actor, at=request.now, key=request.key)
    except Refusal as refusal:
        return show(request, dossier, [FieldError("officer", str(refusal))], request.POST)
    messages.success(request, _("Đã chuyển cho %(name)s.") % {"name": post.user.name})
    return redirect("counter:dossier", key)


@officer_required(Role.RECEIVER)
@require_POST
def hand_over(request: SignedInRequest, key: UUID) -> HttpResponse:
    """Give the result to the person named."""
    dossier = pages.opened(request, key)
    name, method = request.POST.get("receiver_name", "")[:200], request.POST.get("method", "")
    try:
        handover.hand_over(dossier, receiver_name=name, method=method, by=request.actor, at=request.now, key=request.key)
    except Refusal as refusal:
        return show(request, dossier, [FieldError("receiver_name", str(refusal))], request.POST)
    messages.success(request, _("Đã trả kết quả."))
    return redirect("counter:dossier", key)
