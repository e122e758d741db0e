"""Lend one's own posts for dates, see what is lent and to whom, take it back."""

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from motcua.acts import delegation
from motcua.doors.desk.opening import desk, page
from motcua.law.calendar import HANOI
from motcua.law.lifecycle import Refusal
from motcua.people.lending import Delegation
from motcua.people.models import Post, User
from motcua.people.requests import SignedInRequest
from motcua.ui import questions
from motcua.ui.forms import FieldError
from motcua.ui.questions import Question


@desk
@require_http_methods(["GET", "HEAD", "POST"])
def lend(request: SignedInRequest) -> HttpResponse:
    """The posts one holds, who may take them, from and to when."""
    today = request.now.astimezone(HANOI).date()
    asked = _questions(request.user, today)
    errors: list[FieldError] = []
    if request.method == "POST":
        values, errors = questions.read(asked, request.POST)
        if not errors:
            post, to = Post.objects.get(pk=UUID(values.pop("post"))), User.objects.get(pk=UUID(values.pop("to")))
            try:
                delegation.delegate(post, to=to, **values, by=request.actor, at=request.now, key=request.key)
            except Refusal as refusal:
                errors = [FieldError("post", str(refusal))]
            else:
                messages.success(request, _("Đã ủy quyền cho %(name)s.") % {"name": to.name})
                return redirect("desk:lend")
    lent = Delegation.objects.filter(post__user=request.user, valid_to__gte=today, revoked_at=None).select_related("post", "to")
    values = {"questions": questions.shown(asked, request.POST, errors), "lent": lent.order_by("valid_from", "id"), "errors": errors}
    return page(request, "lend.html", {**values, "in_lending": True}, refused=bool(errors))


@desk
@require_POST
def end(request: SignedInRequest, key: UUID) -> HttpResponse:
    """Take lent rights back at once."""
    lent = Delegation.objects.select_related("post").filter(pk=key, post__user=request.user).first()
    if lent is None:
        raise Http404
    delegation.end_delegation(lent, by=request.actor, at=request.now, key=request.key)
    messages.success(request, _("Đã thu hồi ủy quyền."))
    return redirect("desk:lend")


def _questions(user: User, today: date) -> list[Question]:
    in_force = Q(valid_to=None) | Q(valid_to__gte=today)
    own = list(Post.objects.filter(in_force, user=user, valid_from__lte=today).select_related("agency").order_by("id"))
    here = Post.objects.filter(in_force, agency__in=[p.agency_id for p in own], valid_from__lte=today, user__is_active=True)
    others = here.exclude(user=user).select_related("user").order_by("user__name", "id")
    names = {str(p.user_id): f"{p.user.name}, {p.title}" for p in others}
    return [
        Question("post", _("Ủy quyền vị trí nào?"), "choice", choices=tuple((str(p.pk), f"{p.title}, {p.agency.name}") for p in own)),
        Question("to", _("Cho ai ở cùng cơ quan?"), "choice", choices=tuple(names.items())),
        Question("valid_from", _("Từ ngày"), "date", first=today.isoformat()),
        Question("valid_to", _("Đến hết ngày"), "date"),
        Question("reason", _("Căn cứ, lý do"), "text"),
    ]
