"""What the views of this door ask of a request: the day, and how often a stranger has asked."""

from datetime import date
from typing import cast

from django.http import HttpRequest

from motcua.audit import limits
from motcua.law.calendar import HANOI
from motcua.people.requests import SignedInRequest, address_of
from motcua.policy.values import value

WINDOW_SECONDS = 600


def today_of(request: HttpRequest) -> date:
    """Return Vietnam's date at the moment of the request."""
    return cast(SignedInRequest, request).now.astimezone(HANOI).date()


def count(request: HttpRequest, kind: str) -> None:
    """Count one request of `kind` (a part of the setting open_data_tries) from where it comes. Raises TooMany."""
    most = int(value("open_data_tries", today_of(request))[kind])
    limits.count(f"open:{kind}", address_of(request), most=most, seconds=WINDOW_SECONDS, at=cast(SignedInRequest, request).now)


def seconds_left(request: HttpRequest, many: limits.TooMany) -> int:
    """Return after how many seconds one may ask again."""
    return max(1, int((many.until - cast(SignedInRequest, request).now).total_seconds()))
