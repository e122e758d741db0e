"""The web side of the provider: the endpoints of OpenID Connect and the pages between them."""

import hmac
import time
from base64 import b64decode
from collections.abc import Mapping
from urllib.parse import unquote

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from sandbox import pages
from sandbox.config import Config
from sandbox.identity import accounts, rules, screens
from sandbox.identity.keys import Keys
from sandbox.identity.rules import Broken
from sandbox.identity.state import TOKEN_LIFE, State


class Provider:
    """One provider; `issuer` is its public address."""

    def __init__(self, config: Config) -> None:
        folder = config.folder("identity")
        self.issuer = f"{config.base_url}/identity"
        self.state, self.keys = State(folder / "state.db"), Keys(folder / "key.json")
        self._secret = config.oidc_secret

    def app(self) -> Starlette:
        """Return the web application."""
        get = {
            "/": self.home,
            "/phone": self.phone,
            "/authorize": self.authorize,
            "/jwks": self.jwks,
            "/.well-known/openid-configuration": self.discovery,
        }
        post = {"/login": self.login, "/login/code": self.code, "/login/cancel": self.cancel, "/token": self.token}
        both = {"/userinfo": self.userinfo, "/end_session": self.end_session}
        routes = [Route(path, view, methods=["GET"]) for path, view in get.items()]
        routes += [Route(path, view, methods=["POST"]) for path, view in post.items()]
        return Starlette(routes=routes + [Route(path, view, methods=["GET", "POST"]) for path, view in both.items()])

    def close(self) -> None:
        """Close the provider's file."""
        self.state.close()

    async def discovery(self, _request: Request) -> Response:
        """Tell clients what this provider can do (OpenID Connect Discovery)."""
        ends = {"authorization_endpoint": "authorize", "token_endpoint": "token", "userinfo_endpoint": "userinfo", "jwks_uri": "jwks"}
        told: dict[str, object] = {name: f"{self.issuer}/{path}" for name, path in ends.items()}
        told |= {"issuer": self.issuer, "end_session_endpoint": f"{self.issuer}/end_session"}
        told |= {
            "response_types_supported": ["code"],
            "grant_types_supported": ["authorization_code"],
            "subject_types_supported": ["public"],
        }
        told |= {"id_token_signing_alg_values_supported": ["RS256"], "code_challenge_methods_supported": ["S256"]}
        told |= {"scopes_supported": ["openid"], "acr_values_supported": ["LoA1", "LoA2"]}
        told |= {"token_endpoint_auth_methods_supported": ["client_secret_post", "client_secret_basic"]}
        return JSONResponse(told)

    async def jwks(self, _request: Request) -> Response:
        """Tell the public key."""
        return JSONResponse(self.keys.public())

    async def home(self, _request: Request) -> Response:
        """Show the accounts."""
        return screens.home(self.issuer, self.state.visits())

    async def phone(self, request: Request) -> Response:
        """Show the phone of one user."""
        user = request.query_params.get("user", "")
        return screens.phone(user, self.state.phone(user))

    async def authorize(self, request: Request) -> Response:
        """Begin a sign-in. A wrong client or callback gets a page here, never a redirect."""
        asked = dict(request.query_params)
        redirect_uri = asked.get("redirect_uri", "")
        if asked.get("client_id") != rules.CLIENT or not rules.known_redirect(redirect_uri):
            return pages.page("Yêu cầu không hợp lệ", pages.paragraph("Ứng dụng hoặc địa chỉ quay về chưa được đăng ký.", "error"), 400)
        try:
            rules.check_authorize(asked)
        except Broken as broken:
            return RedirectResponse(
                rules.back_to(redirect_uri, error=broken.code, error_description=str(broken), state=asked.get("state", "")), 303
            )
        ticket = self.state.begin(asked)
        return screens.sign_in(self.issuer, ticket, asked, asked.get("login_hint", ""))

    async def login(self, request: Request) -> Response:
        """Check the password; a level 2 account must also tell the one-time code."""
        form = await _form(request)
        login = self.state.login(form.get("ticket", ""))
        if login is None:
            return _expired()
        username = form.get("username", "").strip().lower()
        account = accounts.find(username)
        if account is None or not hmac.compare_digest(form.get("password", "").encode(), accounts.PASSWORD.encode()):
            self.state.failed(login.ticket)
            return screens.sign_in(self.issuer, login.ticket, login.params, username, "Tên đăng nhập hoặc mật khẩu không đúng.")
        if account.level == 1:
            return self._granted(login.ticket, username)
        self.state.challenge(login.ticket, username)
        challenged = self.state.login(login.ticket)
        return screens.one_time_code(self.issuer, challenged) if challenged else _expired()

    async def code(self, request: Request) -> Response:
        """Check the one-time code."""
        form = await _form(request)
        login = self.state.login(form.get("ticket", ""))
        if login is None or not login.otp:
            return _expired()
        if not hmac.compare_digest(form.get("code", "").strip().encode(), login.otp.encode()):
            self.state.failed(login.ticket)
            return screens.one_time_code(self.issuer, login, "Mã xác thực không đúng.")
        return self._granted(login.ticket, login.username)

    async def cancel(self, request: Request) -> Response:
        """Go back without signing in."""
        login = self.state.login((await _form(request)).get("ticket", ""))
        if login is None:
            return _expired()
        self.state.cancel(login.ticket)
        return RedirectResponse(
            rules.back_to(login.params["redirect_uri"], error="access_denied", state=login.params.get("state", "")), 303
        )

    def _granted(self, ticket: str, username: str) -> Response:
        login = self.state.login(ticket)
        if login is None:
            return _expired()
        code = self.state.grant(login, username)
        return RedirectResponse(rules.back_to(login.params["redirect_uri"], code=code, state=login.params.get("state", "")), 303)

    async def token(self, request: Request) -> Response:
        """Give tokens for a code: right client, right callback, right verifier, once."""
        form = await _form(request)
        try:
            self._check_client(request, form)
            if form.get("grant_type") != "authorization_code":
                raise Broken("unsupported_grant_type", "only authorization_code")
            return JSONResponse(self._tokens(form), headers={"Cache-Control": "no-store"})
        except Broken as broken:
            status = 401 if broken.code == "invalid_client" else 400
            return JSONResponse({"error": broken.code, "error_description": str(broken)}, status)

    def _check_client(self, request: Request, form: Mapping[str, str]) -> None:
        name, secret = form.get("client_id", ""), form.get("client_secret", "")
        kind, _, given = request.headers.get("authorization", "").partition(" ")
        if kind.lower() == "basic":
            name, secret = _basic(given)
        if name != rules.CLIENT or not hmac.compare_digest(secret.encode(), self._secret.encode()):
            raise Broken("invalid_client", "unknown client or wrong secret")

    def _tokens(self, form: Mapping[str, str]) -> dict[str, object]:
        code = form.get("code", "")
        username, asked = self.state.redeem(code)
        if form.get("redirect_uri") != asked["redirect_uri"]:
            raise Broken("invalid_grant", "the callback is not the one of the request")
        rules.check_verifier(form.get("code_verifier", ""), asked["code_challenge"])
        return {
            "access_token": self.state.issue(code, username),
            "id_token": self.keys.sign(self._id_claims(username, asked)),
            "token_type": "Bearer",
            "expires_in": TOKEN_LIFE,
            "scope": "openid",
        }

    def _id_claims(self, username: str, asked: Mapping[str, str]) -> dict[str, object]:
        told = accounts.claims(_account(username))
        now = int(time.time())
        claims: dict[str, object] = {"iss": self.issuer, "aud": rules.CLIENT, "iat": now, "auth_time": now, "exp": now + TOKEN_LIFE}
        claims |= {"sub": told["sub"], "acr": told["acr"], "amr": ["pwd", "otp"] if told["loa"] == "2" else ["pwd"]}
        return claims | ({"nonce": asked["nonce"]} if asked.get("nonce") else {})

    async def userinfo(self, request: Request) -> Response:
        """Tell the claims to who shows a valid access token."""
        kind, _, token = request.headers.get("authorization", "").partition(" ")
        username = self.state.holder(token) if kind.lower() == "bearer" else None
        if username is None:
            return JSONResponse({"error": "invalid_token"}, 401, {"WWW-Authenticate": 'Bearer error="invalid_token"'})
        return JSONResponse(accounts.claims(_account(username)))

    async def end_session(self, request: Request) -> Response:
        """Sign out; go back only to an address on this machine."""
        asked = {**dict(request.query_params), **(await _form(request) if request.method == "POST" else {})}
        back = asked.get("post_logout_redirect_uri", "")
        if rules.local(back):
            return RedirectResponse(rules.back_to(back, state=asked["state"]) if asked.get("state") else back, 303)
        return pages.page("Đã đăng xuất", pages.paragraph("Bạn đã đăng xuất khỏi định danh điện tử."))


def _account(username: str) -> accounts.Account:
    account = accounts.find(username)
    if account is None:
        raise Broken("invalid_grant", "the account is gone")
    return account


async def _form(request: Request) -> dict[str, str]:
    return {key: value for key, value in (await request.form()).items() if isinstance(value, str)}


def _basic(given: str) -> tuple[str, str]:
    try:
        name, _, secret = b64decode(given, validate=True).decode().partition(":")
    except ValueError:
        return "", ""
    return unquote(name), unquote(secret)


def _expired() -> Response:
    return pages.page("Phiên đăng nhập đã hết", pages.paragraph("Hãy quay lại trang trước và đăng nhập lại từ đầu.", "error"), 400)
