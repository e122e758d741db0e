"""What OpenID Connect and PKCE demand of a request; plain functions, no state."""

import hashlib
import hmac
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from urllib.parse import urlencode, urlsplit

CLIENT = "motcua"
CALLBACK = "/oidc/callback/"
KEPT = ("redirect_uri", "state", "nonce", "scope", "code_challenge")


class Broken(Exception):
    """A request against the protocol; `code` is the error name of OAuth 2.0."""

    def __init__(self, code: str, why: str) -> None:
        super().__init__(why)
        self.code = code


def local(uri: str) -> bool:
    """Tell whether `uri` points to this machine over http, with no user, query or fragment in it."""
    try:
        parts = urlsplit(uri)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return False
    return parts.scheme == "http" and host in ("127.0.0.1", "localhost") and "@" not in parts.netloc and not (parts.query or parts.fragment)


def known_redirect(uri: str) -> bool:
    """Tell whether `uri` is a registered callback: this machine, any port, our callback path."""
    return local(uri) and urlsplit(uri).path == CALLBACK


def check_authorize(asked: Mapping[str, str]) -> None:
    """Raise Broken when an authorization request lacks what this provider demands."""
    if asked.get("response_type") != "code":
        raise Broken("unsupported_response_type", "only the code flow")
    if "openid" not in asked.get("scope", "").split():
        raise Broken("invalid_scope", "scope must contain openid")
    if not asked.get("code_challenge") or asked.get("code_challenge_method") != "S256":
        raise Broken("invalid_request", "PKCE with S256 is required")
    if asked.get("prompt") == "none":
        raise Broken("login_required", "nobody is signed in here")


def check_verifier(verifier: str, challenge: str) -> None:
    """Raise Broken unless `verifier` is the secret behind `challenge` (RFC 7636, S256)."""
    right_length = 43 <= len(verifier) <= 128 and verifier.isascii()
    made = urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
    if not right_length or not hmac.compare_digest(made.encode(), challenge.encode()):
        raise Broken("invalid_grant", "the code verifier does not match")


def back_to(redirect_uri: str, **values: str) -> str:
    """Return `redirect_uri` with the answer in its query; empty values are left out."""
    return f"{redirect_uri}?{urlencode({key: value for key, value in values.items() if value})}"
