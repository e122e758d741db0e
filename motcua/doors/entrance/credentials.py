"""Officers prove who they are by name, password and one-time code together; which of the three was wrong is not said."""

from datetime import datetime

from django.conf import settings
from django.contrib.auth import authenticate
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django_otp import match_token
from django_otp.models import Device

from motcua.audit import limits
from motcua.people.models import User
from motcua.policy.values import SettingMissing, value

COUNTED = "sign_in"
WINDOW_SECONDS = 900
FEWEST_TRIES = 5  # while the city's settings are not loaded
DEMO_NAMES = "demo."


class NotProven(Exception):
    """Not let in; `str()` is the sentence for the person."""


def prove(request: HttpRequest, *, username: str, password: str, code: str, at: datetime) -> tuple[User, Device]:
    """Return the officer and the device that accepted the code.

    Raises NotProven; after too many failures in 15 minutes also for what would be right (TCVN 14423:2026, section 5).
    """
    _count(username, at)
    user = authenticate(request, username=username, password=password)
    if not isinstance(user, User) or not user.is_officer or _foreign_to_this_city(user):
        raise NotProven(_wrong())
    device = match_token(user, code.replace(" ", ""))
    if device is None:
        raise NotProven(_wrong())
    limits.forget(COUNTED, username.casefold())
    return user, device


def _count(username: str, at: datetime) -> None:
    try:
        limits.count(COUNTED, username.casefold(), most=_most(at), seconds=WINDOW_SECONDS, at=at)
    except limits.TooMany as refusal:
        minutes = max(1, round((refusal.until - at).total_seconds() / 60))
        words = _("Tên này đã đăng nhập sai quá nhiều lần. Chờ %(minutes)d phút rồi thử lại.")
        raise NotProven(words % {"minutes": minutes}) from refusal


def _most(at: datetime) -> int:
    try:
        return int(value("sign_in_tries", timezone.localtime(at).date()))
    except SettingMissing:
        return FEWEST_TRIES


def _foreign_to_this_city(user: User) -> bool:
    """Demo people exist in demo mode only, even where their rows were left behind."""
    return user.username.startswith(DEMO_NAMES) and not settings.DEMO


def _wrong() -> str:
    return _("Tên đăng nhập, mật khẩu hoặc mã không đúng. Mỗi mã dùng một lần: nếu vừa dùng, chờ mã mới.")
