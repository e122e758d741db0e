"""The way to the provider and back. What goes wrong is told on a page in plain words, with the way to try again."""

import logging
from urllib.parse import urlencode

import requests
from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from mozilla_django_oidc.views import OIDCAuthenticationCallbackView, OIDCAuthenticationRequestView, get_next_url

from motcua.people.claims import ClaimsRefused
from motcua.ports import Refused, Unreachable

log = logging.getLogger(__name__)
_BY_IDENTITY = "signed_in_by_identity"


class SignIn(OIDCAuthenticationRequestView):  # type: ignore[misc]
    """Sends the person to the provider, if the provider is there."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Redirect to the provider with state, nonce and PKCE challenge; 503 in words when it does not answer."""
        if not _provider_answers():
            return _down(request, get_next_url(request, "next"))
        answer: HttpResponse = super().get(request)
        return answer


class Callback(OIDCAuthenticationCallbackView):  # type: ignore[misc]
    """Takes the provider's answer and signs the person in."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Sign in and go on, or say why not: 503 provider away, 400 answer not acceptable, 403 not let in."""
        kept = request.session.get("oidc_login_next")
        if request.GET.get("error"):
            request.session.get("oidc_states", {}).pop(request.GET.get("state", ""), None)
            request.session.modified = True
            return _given_up(request, kept)
        try:
            answer: HttpResponse = super().get(request)
        except Unreachable as problem:
            log.warning("sign-in: %s", problem)
            return _down(request, kept)
        except ClaimsRefused as refused:
            return _problem(request, _("Chưa đăng nhập được"), str(refused), 403, kept)
        except (Refused, SuspiciousOperation) as problem:
            log.warning("sign-in not accepted: %s", problem)
            return self._again(kept)
        return answer

    def login_success(self) -> HttpResponse:
        """Go where the person wanted to go."""
        answer: HttpResponse = super().login_success()
        self.request.session[_BY_IDENTITY] = True
        return answer

    def login_failure(self) -> HttpResponse:
        """Say that the sign-in did not work."""
        return self._again(self.request.session.get("oidc_login_next"))

    def _again(self, next_url: str | None) -> HttpResponse:
        words = _("Lần đăng nhập này đã quá lâu hoặc không còn dùng được. Chưa có gì thay đổi. Hãy đăng nhập lại từ đầu.")
        return _problem(self.request, _("Chưa đăng nhập được"), words, 400, next_url)


def provider_logout_url(request: HttpRequest) -> str:
    """Return where a sign-out goes: to the provider for who came from there, else home. Called before the session ends."""
    home = settings.PUBLIC_URL.rstrip("/") + "/"
    if not (request.session.get(_BY_IDENTITY) and settings.OIDC_OP_LOGOUT_ENDPOINT):
        return "/"
    back = {"post_logout_redirect_uri": home, "client_id": settings.OIDC_RP_CLIENT_ID}
    return f"{settings.OIDC_OP_LOGOUT_ENDPOINT}?{urlencode(back)}"


def _provider_answers() -> bool:
    try:
        answer = requests.get(settings.OIDC_OP_JWKS_ENDPOINT, timeout=settings.OIDC_TIMEOUT)
        return answer.status_code == 200 and "keys" in answer.json()
    except (requests.RequestException, ValueError, TypeError):
        return False


def _down(request: HttpRequest, next_url: str | None) -> HttpResponse:
    words = _("Hệ thống định danh điện tử đang không trả lời. Bản nháp và hồ sơ của bạn vẫn còn nguyên. Hãy thử lại sau ít phút.")
    answer = _problem(request, _("Chưa đăng nhập được lúc này"), words, 503, next_url)
    answer["Retry-After"] = "60"
    return answer


def _given_up(request: HttpRequest, next_url: str | None) -> HttpResponse:
    if request.GET.get("error") == "access_denied":
        return _problem(
            request, _("Bạn đã dừng đăng nhập"), _("Chưa có gì thay đổi. Bạn có thể đăng nhập lại bất cứ lúc nào."), 200, next_url
        )
    return _problem(request, _("Chưa đăng nhập được"), _("Hệ thống định danh điện tử không nhận yêu cầu này. Hãy thử lại."), 400, next_url)


def _problem(request: HttpRequest, title: str, words: str, status: int, next_url: str | None) -> HttpResponse:
    retry = reverse("oidc_authentication_init") + (f"?{urlencode({'next': next_url})}" if next_url else "")
    answer = render(request, "identity/problem.html", {"title": title, "words": words, "retry": retry}, status=status)
    answer["Cache-Control"] = "no-store"
    return answer
