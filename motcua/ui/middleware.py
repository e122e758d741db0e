"""The language of a page, and plain words when the database is away."""

import logging
from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import BadRequest
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers

from motcua.ui import errors

log = logging.getLogger(__name__)
LANGUAGES = ("vi", "en")
MACHINES = "/api/"  # these ask by Accept-Language, and keep no cookie
_YEAR_SECONDS = 365 * 24 * 3600


class LanguageMiddleware:
    """Vietnamese unless chosen otherwise: `?lang=en` or `?lang=vi` chooses and a cookie keeps it. Only machines are asked by header."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = request.GET.get("lang")
        machine = request.path.startswith(MACHINES)
        kept = _accepted(request) if machine else request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
        language = next((each for each in (chosen, kept) if each in LANGUAGES), "vi")
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        if getattr(response, "same_for_all", False):  # a file, in the same words whatever the cookie says
            return response
        response.headers.setdefault("Content-Language", language)
        if machine:
            return response
        patch_vary_headers(response, ["Cookie"])
        if chosen in LANGUAGES:
            _keep(response, language)
        return response


class DatabaseDownMiddleware:
    """A page that needs the database while it is away says so with 503; nothing half-written stays, for acts are transactions."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer 503 when `exception` is a lost database, else leave it to others."""
        if not isinstance(exception, (OperationalError, InterfaceError)):
            return None
        log.error("database away: %s", type(exception).__name__)
        return errors.unavailable(request)


class NulMiddleware:
    """A NUL byte stands in nobody's words and PostgreSQL keeps none: what carries one is refused with 400 before a view sees it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: object) -> None:
        """Raise BadRequest for a NUL in the address, its query or what is posted."""
        given = [value for data in (request.GET, request.POST) for _name, values in data.lists() for value in values]
        if any("\0" in text for text in (request.path, *request.GET, *request.POST, *map(str, given))):
            raise BadRequest("NUL")


def _accepted(request: HttpRequest) -> str:
    """Return the language that a machine prefers of ours, '' for none."""
    wanted = (part.partition(";")[0].strip()[:2].lower() for part in request.headers.get("Accept-Language", "").split(","))
    return next((each for each in wanted if each in LANGUAGES), "")


def _keep(response: HttpResponse, language: str) -> None:
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=_YEAR_SECONDS,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
