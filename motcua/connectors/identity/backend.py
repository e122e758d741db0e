"""Turns an authorization code into a user: tokens checked (signature, issuer, audience, nonce, PKCE), account written by an act."""

from typing import Any
from uuid import UUID

import jwt
import requests
from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest
from django.utils import timezone
from mozilla_django_oidc.auth import OIDCAuthenticationBackend

from motcua.acts import people
from motcua.connectors.identity.reading import claims_of
from motcua.people.models import User
from motcua.ports import Refused, Unreachable


class Backend(OIDCAuthenticationBackend):  # type: ignore[misc]
    """Django's authentication backend for e-identity accounts; users are keyed by the provider's `sub`."""

    def authenticate(self, request: HttpRequest | None, **credentials: Any) -> User | None:
        """Return the user of the code in `request`, None when this is no e-identity sign-in.

        Raises Unreachable when the provider does not answer readably, Refused when it gives no token for the code,
        SuspiciousOperation for a token that is not for us, ClaimsRefused when it does not say who this is.
        """
        if not credentials.get("code_verifier"):
            return None
        try:
            user: User | None = super().authenticate(request, **credentials)
        except requests.HTTPError as answer:
            raise _failure(answer) from answer
        except (requests.RequestException, KeyError, TypeError, ValueError) as problem:
            raise Unreachable(f"the identity provider gave no readable answer: {type(problem).__name__}") from problem
        except jwt.PyJWTError as problem:
            raise SuspiciousOperation(f"the identity token is not valid: {type(problem).__name__}") from problem
        return user

    def verify_token(self, token: str, **expected: Any) -> dict[str, Any]:
        """Return the token's content; beyond the library's checks it must come from our provider and be meant for us."""
        told: dict[str, Any] = super().verify_token(token, **expected)
        audience = told.get("aud")
        audiences = audience if isinstance(audience, list) else [audience]
        if told.get("iss") != settings.OIDC_OP_ISSUER or self.OIDC_RP_CLIENT_ID not in audiences:
            raise SuspiciousOperation("the identity token is from elsewhere or for somebody else")
        return told

    def get_or_create_user(self, access_token: str, id_token: str, payload: dict[str, Any]) -> User:
        """Enrol who the provider says this is. The claims must be those of the token's subject."""
        told = self.get_userinfo(access_token, id_token, payload)
        if not told.get("sub") or told["sub"] != payload.get("sub"):
            raise SuspiciousOperation("claims of another subject")
        return people.enrol(claims_of(told, settings.OIDC_CLAIMS), at=timezone.now())

    def get_user(self, user_id: UUID) -> User | None:
        """Return the active user of a session, or None."""
        return User.objects.filter(pk=user_id, is_active=True).first()


def _failure(answer: requests.HTTPError) -> Exception:
    status = answer.response.status_code if answer.response is not None else 0
    if 400 <= status < 500:
        return Refused(f"the identity provider answered {status}")
    return Unreachable(f"the identity provider answered {status}")
