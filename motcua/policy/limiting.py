"""Limits on people who are signed in: so much an hour of each kind of work, by dated settings; beyond it 429, and nothing typed is lost."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from motcua.audit import limits
from motcua.law.calendar import HANOI
from motcua.people.models import User
from motcua.people.requests import SignedInRequest
from motcua.policy.values import value

HOUR = 3600
_NOT_SENT = ("csrfmiddlewaretoken",)
View = Callable[..., HttpResponse]
When = Callable[[HttpRequest], bool]


def posts(request: HttpRequest) -> bool:
    """Tell whether something is sent."""
    return request.method == "POST"


def sends_files(request: HttpRequest) -> bool:
    """Tell whether files are sent."""
    return request.method == "POST" and bool(request.FILES)


def limited(kind: str, when: When = posts) -> Callable[[View], View]:
    """Let a view be asked so many times an hour by one person: `kind` is a part of the setting hourly_limits_citizen or _officer.

    Stands inside the guard that knows who is there.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def counted(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if when(request):
                try:
                    _count(cast(SignedInRequest, request), kind)
                except limits.TooMany as many:
                    return _held_back(cast(SignedInRequest, request), many)
            return view(request, *args, **kwargs)

        return counted

    return decorate


def most_an_hour(user: User, kind: str, request: SignedInRequest) -> int:
    """Return how often an hour this person may do work of `kind`."""
    name = "hourly_limits_officer" if user.is_officer else "hourly_limits_citizen"
    return int(value(name, request.now.astimezone(HANOI).date())[kind])


def _count(request: SignedInRequest, kind: str) -> None:
    most = most_an_hour(request.user, kind, request)
    limits.count(f"hour:{kind}", str(request.user.pk), most=most, seconds=HOUR, at=request.now)


def _held_back(request: SignedInRequest, many: limits.TooMany) -> HttpResponse:
    """429: what was sent stands in the page, to be sent again by one press; chosen files are named, for they cannot stand in a page."""
    left = max(1, int((many.until - request.now).total_seconds()))
    fields = [(name, each) for name, values in request.POST.lists() if name not in _NOT_SENT for each in values]
    files = [each.name or "" for _field, given in request.FILES.lists() for each in given]
    told = {"minutes": -(-left // 60), "fields": fields, "files": files, "target": request.get_full_path()}
    response = render(request, "ui/too_many.html", told, status=429)
    response["Retry-After"] = str(left)
    response["Cache-Control"] = "private, no-store"
    return response
