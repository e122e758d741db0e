"""An officer's screen locks after 15 minutes without work; what was being sent is kept in the page that asks for the code.

Nothing is stored meanwhile: the fields travel as one hidden field of the unlocking form, and come back as a form that is sent by one
press. Chosen files cannot travel that way: their names are shown, to be chosen again.
"""

import json
from collections.abc import Callable
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

LOCKED_AFTER_SECONDS = 15 * 60
WRITTEN_EVERY_SECONDS = 60  # the session is not written at each request
SEEN = "officer_seen"
_NOT_ASKED = ("/healthz", "/readyz", "/metrics", "/.well-known/", "/du-lieu-mo/thu-tuc", "/api/")
_NOT_SENT = ("csrfmiddlewaretoken",)


def seen(request: HttpRequest) -> None:
    """Note that the officer is at work now."""
    request.session[SEEN] = int(timezone.now().timestamp())


def locked(request: HttpRequest) -> bool:
    """Tell whether this officer's session waits for password and code."""
    last = request.session.get(SEEN)
    return last is not None and timezone.now().timestamp() - last > LOCKED_AFTER_SECONDS


class IdleMiddleware:
    """Stands between a locked session and every page but unlocking and signing out."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Keep the next in line."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer with the lock, or go on and note the work. What a page asks by itself (htmx polling) is no work."""
        if request.path.startswith(_NOT_ASKED) or request.path in (reverse("entrance:unlock"), reverse("entrance:sign_out")):
            return self.get_response(request)
        last = request.session.get(SEEN)
        if last is not None and locked(request):
            return _lock(request)
        asked_by_page = request.headers.get("HX-Request") and request.method == "GET"
        if last is not None and not asked_by_page and timezone.now().timestamp() - last > WRITTEN_EVERY_SECONDS:
            seen(request)
        return self.get_response(request)


def _lock(request: HttpRequest) -> HttpResponse:
    here = request.get_full_path()
    address = f"{reverse('entrance:unlock')}?{urlencode({'next': here})}"
    if request.headers.get("HX-Request"):
        return HttpResponse(status=403, headers={"HX-Refresh": "true"})
    if request.method != "POST":
        return HttpResponseRedirect(address)
    page = {"next": here, "held": held(request), "files": _names(request), "name": request.user.get_username()}
    return render(request, "entrance/unlock.html", page, status=403)


def _names(request: HttpRequest) -> list[str]:
    return [each.name or "" for _field, files in request.FILES.lists() for each in files]


def held(request: HttpRequest) -> str:
    """Return the posted fields as JSON, [[name, value], …] in order, for the hidden field."""
    pairs = [(name, each) for name, values in request.POST.lists() if name not in _NOT_SENT for each in values]
    return json.dumps(pairs, ensure_ascii=False)


def read_held(text: str) -> list[tuple[str, str]]:
    """Return the fields kept by `held`; what is not of that shape is no field."""
    try:
        told = json.loads(text)
    except ValueError:
        return []
    pairs = told if isinstance(told, list) else []
    return [(str(each[0]), str(each[1])) for each in pairs if isinstance(each, list) and len(each) == 2]
