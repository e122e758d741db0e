"""Unlock a session that was idle: the same officer, password and code again, then on with the work."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from motcua.doors.entrance import idle
from motcua.doors.entrance.credentials import NotProven, prove
from motcua.doors.entrance.signing_in import enter, missing
from motcua.doors.entrance.where import wanted
from motcua.people.models import User
from motcua.people.requests import to_sign_in
from motcua.ui.forms import FieldError


@never_cache
@sensitive_post_parameters("password", "code", "held")
@require_http_methods(["GET", "HEAD", "POST"])
def unlock(request: HttpRequest) -> HttpResponse:
    """Ask for password and code; go back to `next`, or offer to send on what was being sent."""
    if not isinstance(request.user, User) or not request.user.is_officer:
        return to_sign_in(request)
    if not idle.locked(request):
        return HttpResponseRedirect(wanted(request) or "/")
    errors: list[FieldError] = []
    if request.method == "POST":
        errors = missing(request, {"password": _("Nhập mật khẩu"), "code": _("Nhập mã dùng một lần")}) or _refused(request, request.user)
        if not errors:
            return _go_on(request)
    page = {"errors": errors, "next": wanted(request), "held": request.POST.get("held", ""), "name": request.user.username}
    return render(request, "entrance/unlock.html", page, status=422 if errors else 200)


def _refused(request: HttpRequest, user: User) -> list[FieldError]:
    told = {name: request.POST[name] for name in ("password", "code")}
    try:
        enter(request, *prove(request, username=user.username, at=timezone.now(), **told))
    except NotProven as refusal:
        return [FieldError("password", str(refusal))]
    return []


def _go_on(request: HttpRequest) -> HttpResponse:
    fields = idle.read_held(request.POST.get("held", ""))
    target = wanted(request)
    if not fields or not target:
        return HttpResponseRedirect(target or "/")
    return render(request, "entrance/held.html", {"fields": fields, "target": target})
