"""What the identity provider says of itself at its well-known address (OpenID Connect Discovery 1.0)."""

from typing import Any

import httpx
from django.conf import settings

from motcua.ports import Refused, Spoken, Unreachable

_OURS = {
    "authorization_endpoint": "OIDC_OP_AUTHORIZATION_ENDPOINT",
    "token_endpoint": "OIDC_OP_TOKEN_ENDPOINT",
    "userinfo_endpoint": "OIDC_OP_USER_ENDPOINT",
    "jwks_uri": "OIDC_OP_JWKS_ENDPOINT",
}


class Provider:
    """The provider of the settings OIDC_*; `timeout` in seconds."""

    def __init__(self, timeout: float = 3.0) -> None:
        self._timeout = timeout

    def speaks(self) -> Spoken:
        """Return the provider and the levels and signatures it offers.

        Raises Unreachable without a readable answer, Refused when it is another issuer, or an address we are set to use is not its own.
        """
        told = self._told()
        if told.get("issuer") != settings.OIDC_OP_ISSUER:
            raise Refused(f"the provider says it is {told.get('issuer')}")
        wrong = [name for name, ours in _OURS.items() if name in told and told[name] != getattr(settings, ours)]
        if wrong:
            raise Refused(f"the provider has other addresses: {', '.join(f'{name} {told[name]}' for name in wrong)}")
        levels = ", ".join(map(str, told.get("acr_values_supported", []))) or "?"
        return Spoken(httpx.URL(settings.OIDC_OP_ISSUER).host, f"OpenID Connect 1.0, {settings.OIDC_RP_SIGN_ALGO}, acr {levels}")

    def _told(self) -> dict[str, Any]:
        try:
            answer = httpx.get(f"{settings.OIDC_OP_ISSUER}/.well-known/openid-configuration", timeout=self._timeout, trust_env=False)
            told = answer.json() if answer.status_code == httpx.codes.OK else None
        except (httpx.HTTPError, ValueError) as problem:
            raise Unreachable(f"the identity provider did not answer: {type(problem).__name__}") from problem
        if not isinstance(told, dict):
            raise Unreachable(f"the identity provider answered {answer.status_code}")
        return told
