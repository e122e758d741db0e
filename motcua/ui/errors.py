"""Pages for when a page cannot be given: none needs the database, a session or a context processor."""

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string


def unavailable(_request: HttpRequest, retry_seconds: int = 30) -> HttpResponse:
    """503: the database or a partner is away; nothing was written."""
    return _answer(503, retry_seconds)


def too_many(_request: HttpRequest, retry_seconds: int = 60) -> HttpResponse:
    """429: asked too often; says when to come back."""
    return _answer(429, retry_seconds)


def _answer(status: int, retry_seconds: int) -> HttpResponse:
    page = render_to_string(f"{status}.html", {"retry_seconds": retry_seconds})
    return HttpResponse(page, status=status, headers={"Retry-After": str(retry_seconds), "Cache-Control": "no-store"})
