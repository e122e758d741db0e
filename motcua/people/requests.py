"""What every view needs of a request: who acts, now, and the idempotency key of the form that was posted."""

import re
import secrets
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any, cast
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone

from motcua.law.roles import Role
from motcua.people.actor import Actor, actor_of
from motcua.people.models import User

KEY_FIELD = "_key"
_KEY = re.compile(r"[0-9A-Za-z:_-]{1,40}")
View = Callable[..., HttpResponse]


class SignedInRequest(HttpRequest):
    """A request behind `citizen_required` or `officer_required`: `user`, `actor`, `now` and `key` are there."""

    user: User
    actor: Actor
    now: datetime
    key: str


class ActorMiddleware:
    """Put `now` and `key` on every request; the key is the posted form's own, so that a double submit is one act."""

    def __init__(self, get_response: View) -> None:
        """Keep the next in line."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Prepare the request; the actor's posts are read once, when first asked for."""
        signed = cast(Any, request)
        signed.now = timezone.now()
        signed.key = ""
        if request.method == "POST":
            posted = request.POST.get(KEY_FIELD, "")
            signed.key = f"{request.user.pk or 'x'}:{posted if _KEY.fullmatch(posted) else secrets.token_hex(12)}"
        return self.get_response(request)


def citizen_required(view: View) -> View:
    """Let only a citizen or firm in; others go to sign in, and come back."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        user = request.user
        if not isinstance(user, User) or user.is_officer:
            return to_sign_in(request)
        cast(Any, request).actor = actor_of(user, cast(Any, request).now)
        return view(request, *args, **kwargs)

    return guarded


def officer_required(*roles: Role) -> Callable[[View], View]:
    """Let only officers in who passed the one-time code and hold one of `roles` somewhere today."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            user = request.user
            if not isinstance(user, User) or not user.is_officer or not cast(Any, user).is_verified():
                return to_sign_in(request)
            actor = actor_of(user, cast(Any, request).now)
            if not {p.role for p in actor.posts} & set(roles):
                return HttpResponseForbidden(render(request, "403.html").content)
            cast(Any, request).actor = actor
            return view(request, *args, **kwargs)

        return guarded

    return decorate


def to_sign_in(request: HttpRequest) -> HttpResponseRedirect:
    """Send to the sign-in page, with the way back."""
    return HttpResponseRedirect(f"{settings.LOGIN_URL}?{urlencode({'next': request.get_full_path()})}")


def address_of(request: HttpRequest) -> str:
    """Return where a request comes from: behind our own proxy what it added last, else the peer."""
    if settings.SECURE_PROXY_SSL_HEADER:
        return str(request.META.get("HTTP_X_FORWARDED_FOR", "")).rpartition(",")[2].strip() or str(request.META["REMOTE_ADDR"])
    return str(request.META["REMOTE_ADDR"])
