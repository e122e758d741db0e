"""Pages that stand for themselves: help, privacy, and where to report a weakness."""

from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

VALID_DAYS = 180  # RFC 9116 recommends less than a year


@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    """Where to turn for help."""
    return render(request, "entrance/help.html")


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept about a person, why, and who read it."""
    return render(request, "entrance/privacy.html")


@require_safe
def security_txt(_request: HttpRequest) -> HttpResponse:
    """RFC 9116: how to report a weakness."""
    home = settings.PUBLIC_URL.rstrip("/")
    until = (timezone.now() + timedelta(days=VALID_DAYS)).replace(microsecond=0)
    lines = [
        f"Contact: {home}/tro-giup/",
        f"Expires: {until.isoformat()}",
        "Preferred-Languages: vi, en",
        f"Canonical: {home}/.well-known/security.txt",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
