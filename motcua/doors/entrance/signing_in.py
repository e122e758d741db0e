"""Sign in and out: citizens by e-identity, officers by name, password and one-time code."""

from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import login, logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST
from django_otp import login as remember_device
from django_otp.models import Device

from motcua.doors.entrance import idle
from motcua.doors.entrance.credentials import NotProven, prove
from motcua.doors.entrance.where import door_of, wanted
from motcua.people.actor import actor_of
from motcua.people.models import User
from motcua.ui.forms import FieldError

BACKEND = "django.contrib.auth.backends.ModelBackend"


@never_cache
@sensitive_post_parameters("password", "code")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Show both ways in; POST is an officer's."""
    errors: list[FieldError] = []
    if request.method == "POST":
        errors = missing(request, {"username": _("Nhập tên đăng nhập"), "password": _("Nhập mật khẩu"), "code": _("Nhập mã dùng một lần")})
        if not errors:
            try:
                return _let_in(request)
            except NotProven as refusal:
                errors = [FieldError("username", str(refusal))]
    page = {"errors": errors, "next": wanted(request), "begin": _begin(request), "username": request.POST.get("username", "")}
    return render(request, "entrance/sign_in.html", page, status=422 if errors else 200)


def _begin(request: HttpRequest) -> str:
    back = wanted(request)
    return reverse("oidc_authentication_init") + (f"?{urlencode({'next': back})}" if back else "")


def missing(request: HttpRequest, fields: dict[str, str]) -> list[FieldError]:
    """Return an error for each of `fields` (name: sentence) that was left empty."""
    return [FieldError(name, words) for name, words in fields.items() if not request.POST.get(name, "").strip()]


def _let_in(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    told = {name: request.POST[name] for name in ("password", "code")}
    user, device = prove(request, username=request.POST["username"].strip(), at=now, **told)
    enter(request, user, device)
    roles = [post.role for post in actor_of(user, now).posts]
    return HttpResponseRedirect(wanted(request) or door_of(roles))


def enter(request: HttpRequest, user: User, device: Device) -> None:
    """Begin a new session for an officer, with the device that accepted the code."""
    login(request, user, backend=BACKEND)
    remember_device(request, device)
    idle.seen(request)


@never_cache
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session; who came from the e-identity provider is signed out there too."""
    target = import_string(settings.OIDC_OP_LOGOUT_URL_METHOD)(request)
    logout(request)
    return HttpResponseRedirect(target)
