"""What every answer of /api/ has in common: CORS for reading, ETag, limits, and errors as problem+json, whoever makes them."""

import hashlib
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.translation import override

from motcua.audit import limits
from motcua.doors.api.asking import count, seconds_left
from motcua.doors.api.v1.problems import MEDIA, problem

PREFIX = "/api/v1/"
PAGE = "/api/v1/"
FRESH_SECONDS = 60
View = Callable[[HttpRequest], HttpResponse]


def for_machines(request: HttpRequest) -> bool:
    """Tell whether what is asked for is no page."""
    return request.path.startswith(PREFIX) and request.path != PAGE


class ProblemMiddleware:
    """Outermost of the two: what any part of the house refuses under /api/v1/ leaves as problem+json, open to pages of other sites."""

    def __init__(self, get_response: View) -> None:
        """Keep the next in line."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer."""
        if not for_machines(request):
            return self.get_response(request)
        if request.method == "OPTIONS":
            return _open(HttpResponse(status=204, headers={"Allow": "GET, POST, OPTIONS"}))
        response = self.get_response(request)
        if response.status_code >= 400 and response.get("Content-Type", "") != MEDIA:
            kept = {name: response[name] for name in ("Allow", "Retry-After") if name in response}
            with override(getattr(request, "LANGUAGE_CODE", "vi")):
                response = problem(response.status_code, "", None, **kept)
        return _open(response)


class AnswerMiddleware:
    """Innermost: counts strangers, refuses what is no JSON before anything reads it, and says 304 for what is known already."""

    def __init__(self, get_response: View) -> None:
        """Keep the next in line."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer."""
        if not for_machines(request):
            return self.get_response(request)
        try:
            count(request, "api")
        except limits.TooMany as many:
            return problem(429, str(many), None, **{"Retry-After": str(seconds_left(request, many))})
        response = self.get_response(request)
        patch_vary_headers(response, ["Accept-Language"])
        if request.method == "GET" and response.status_code == 200:
            response["ETag"] = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
            response["Cache-Control"] = f"public, max-age={FRESH_SECONDS}"
            known = get_conditional_response(request, etag=response["ETag"], response=response)
            return known if isinstance(known, HttpResponse) else response
        response["Cache-Control"] = "no-store"
        return response


class JsonOnlyMiddleware:
    """Before anything reads a body as a form: under /api/v1/ only JSON is taken."""

    def __init__(self, get_response: View) -> None:
        """Keep the next in line."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer."""
        if for_machines(request) and request.method == "POST" and request.content_type != "application/json":
            return HttpResponse(status=415)
        return self.get_response(request)


def _open(response: HttpResponse) -> HttpResponse:
    response["Access-Control-Allow-Origin"] = "*"
    response["Access-Control-Allow-Methods"] = "GET"
    response["Access-Control-Expose-Headers"] = "ETag, Retry-After"
    response["X-Content-Type-Options"] = "nosniff"
    return response
