"""Citizens sign in by e-identity: the provider's word is checked, the account is keyed by its `sub`, trouble is told in words."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from django.http import HttpResponseBase
from django.test import Client
from pytest_django import Settings

from motcua.connectors.identity.reading import claims_of
from motcua.people.models import User
from sandbox.running import Running

pytestmark = [pytest.mark.django_db, pytest.mark.database]
HANH = "5f0c1c7e-7a55-4a57-9f0e-1d4a3b6c2e01"
HOST = {"host": "127.0.0.1:8000"}


@dataclass
class Browser:
    """A person's browser: our pages by Django's test client, the provider's by real HTTP."""

    world: Running
    ours: Client

    def go(self, next_url: str = "/ho-so/") -> str:
        """Follow the way to the provider; return its address."""
        answer = self.ours.get("/oidc/authenticate/", {"next": next_url})
        assert answer.status_code == 302
        return str(answer.headers["location"])

    def enter(self, address: str, username: str) -> str:
        """Sign in at the provider; return the callback's query."""
        page = httpx.get(address)
        page = self._post("/login", page, username=username, password="Demo-2026")
        if page.status_code == 200:
            code = re.search(r'id="phone-code">(\d{6})<', page.text)
            assert code
            page = self._post("/login/code", page, code=code.group(1))
        return urlsplit(page.headers["location"]).query

    def _post(self, path: str, page: httpx.Response, **form: str) -> httpx.Response:
        ticket = re.search(r'name="ticket" value="([^"]+)"', page.text)
        assert ticket
        return httpx.post(f"{self.world.url}/identity{path}", data={"ticket": ticket.group(1), **form})

    def back(self, query: str) -> HttpResponseBase:
        """Return to our callback."""
        return self.ours.get(f"/oidc/callback/?{query}")

    def sign_in(self, username: str) -> HttpResponseBase:
        """The whole way."""
        return self.back(self.enter(self.go(), username))


@pytest.fixture
def browser(world: Running, settings: Settings) -> Browser:
    settings.OIDC_OP_ISSUER = issuer = f"{world.url}/identity"
    ends = {"AUTHORIZATION": "authorize", "TOKEN": "token", "USER": "userinfo", "JWKS": "jwks", "LOGOUT": "end_session"}
    for name, path in ends.items():
        setattr(settings, f"OIDC_OP_{name}_ENDPOINT", f"{issuer}/{path}")
    settings.OIDC_TIMEOUT = 0.5
    return Browser(world, Client(headers=HOST))


def words(answer: HttpResponseBase) -> str:
    return bytes(getattr(answer, "content", b"")).decode()


def test_a_citizen_signs_in_and_goes_on_where_she_wanted(browser: Browser) -> None:
    answer = browser.sign_in("hanh")
    assert (answer.status_code, answer.headers["location"]) == (302, "/ho-so/")
    user = User.objects.select_related("party").get(pk=browser.ours.session["_auth_user_id"])
    assert (user.subject, user.assurance, user.name) == (HANH, 2, "Nguyễn Thị Hạnh")
    assert user.party is not None
    assert (user.party.personal_number, user.party.birth_date) == ("001194012372", date(1994, 3, 14))


def test_a_second_sign_in_is_the_same_account(browser: Browser) -> None:
    browser.sign_in("hanh")
    browser.ours.logout()
    browser.sign_in("hanh")
    assert User.objects.filter(subject=HANH).count() == 1


def test_a_sign_in_on_the_phone_leaves_the_session_on_the_computer(browser: Browser) -> None:
    browser.sign_in("hanh")
    phone = Browser(browser.world, Client(headers=HOST))
    phone.sign_in("hanh")
    assert browser.ours.get("/viec-cua-toi/").status_code == 200
    assert phone.ours.get("/viec-cua-toi/").status_code == 200


def test_level_1_and_organisations_are_told_apart(browser: Browser) -> None:
    browser.sign_in("hoa")
    browser.sign_in("huunghi")
    assert User.objects.get(name="Lê Thị Hoa").assurance == 1
    firm = User.objects.select_related("party").get(name="Công ty TNHH Hữu Nghị")
    assert firm.party is not None
    assert (firm.party.kind, firm.party.representative) == ("organisation", "Phạm Quốc Việt")


def test_the_request_carries_pkce_state_and_nonce(browser: Browser) -> None:
    asked = parse_qs(urlsplit(browser.go()).query)
    assert asked["code_challenge_method"] == ["S256"]
    assert {"code_challenge", "state", "nonce"} <= set(asked)
    assert asked["redirect_uri"] == ["http://127.0.0.1:8000/oidc/callback/"]


def test_a_way_out_of_our_pages_is_not_followed(browser: Browser) -> None:
    answer = browser.back(browser.enter(browser.go("https://evil.example/"), "hoa"))
    assert answer.headers["location"] == "/"


@pytest.mark.parametrize("mode", ["error", "garbage", "timeout"])
def test_a_provider_that_is_away_is_told_before_leaving(browser: Browser, mode: str) -> None:
    with browser.world.broken("identity", mode):
        answer = browser.ours.get("/oidc/authenticate/", {"next": "/ho-so/"})
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "60")
    assert "đang không trả lời" in words(answer)
    assert "/oidc/authenticate/?next=%2Fho-so%2F" in words(answer)


@pytest.mark.parametrize("mode", ["error", "garbage", "timeout"])
def test_a_provider_that_goes_away_on_the_way_back_is_told_too(browser: Browser, mode: str) -> None:
    query = browser.enter(browser.go(), "hoa")
    with browser.world.broken("identity", mode):
        answer = browser.back(query)
    assert answer.status_code == 503
    assert not User.objects.exclude(subject=None).exists()


def test_a_made_up_code_signs_nobody_in(browser: Browser) -> None:
    query = browser.enter(browser.go(), "hoa")
    answer = browser.back(re.sub(r"code=[^&]+", "code=made-up", query))
    assert answer.status_code == 400
    assert "Đăng nhập lại" in words(answer)


def test_a_callback_twice_signs_nobody_in_the_second_time(browser: Browser) -> None:
    query = browser.enter(browser.go(), "hoa")
    browser.back(query)
    browser.ours.logout()
    assert browser.back(query).status_code == 400
    assert "_auth_user_id" not in browser.ours.session


def test_a_callback_in_another_browser_signs_nobody_in(browser: Browser) -> None:
    query = browser.enter(browser.go(), "hoa")
    stranger = Browser(browser.world, Client(headers=HOST))
    assert stranger.back(query).status_code == 400
    stranger.go()
    assert stranger.back(query).status_code == 400
    assert "_auth_user_id" not in stranger.ours.session


def test_a_token_of_another_issuer_or_for_another_client_signs_nobody_in(browser: Browser, settings: Settings) -> None:
    query = browser.enter(browser.go(), "hoa")
    settings.OIDC_OP_ISSUER = "https://other.example"
    assert browser.back(query).status_code == 400
    assert not User.objects.exclude(subject=None).exists()


def test_a_code_of_another_request_signs_nobody_in(browser: Browser) -> None:
    """The nonce and the verifier belong to the request of this very browser."""
    mine, theirs = (parse_qs(browser.enter(browser.go(), name)) for name in ("hoa", "minh"))
    assert browser.back(f"code={theirs['code'][0]}&state={mine['state'][0]}").status_code == 400


def test_a_wrong_secret_is_told_as_a_failed_sign_in(browser: Browser, settings: Settings) -> None:
    query = browser.enter(browser.go(), "hoa")
    settings.OIDC_RP_CLIENT_SECRET = "wrong"
    assert browser.back(query).status_code == 400


def test_a_provider_that_tells_no_name_signs_nobody_in(browser: Browser, settings: Settings) -> None:
    settings.OIDC_CLAIMS = {"name": "unknown_claim"}
    answer = browser.sign_in("hoa")
    assert answer.status_code == 403
    assert not User.objects.exclude(subject=None).exists()


def test_who_stops_at_the_provider_is_told_kindly_and_stays_signed_in_if_she_was(browser: Browser) -> None:
    browser.sign_in("hoa")
    state = parse_qs(urlsplit(browser.go()).query)["state"][0]
    answer = browser.back(f"error=access_denied&state={state}")
    assert answer.status_code == 200
    assert "Bạn đã dừng đăng nhập" in words(answer)
    assert "_auth_user_id" in browser.ours.session
    assert state not in browser.ours.session["oidc_states"]


def test_signing_out_ends_both_sessions(browser: Browser) -> None:
    browser.sign_in("hoa")
    answer = browser.ours.post("/oidc/logout/")
    assert answer.headers["location"].startswith(f"{browser.world.url}/identity/end_session?post_logout_redirect_uri=")
    assert "_auth_user_id" not in browser.ours.session
    assert httpx.get(answer.headers["location"]).status_code == 303


def test_signing_out_by_a_link_is_not_possible(browser: Browser) -> None:
    browser.sign_in("hoa")
    assert browser.ours.get("/oidc/logout/").status_code == 405


def test_an_inactive_account_stays_out(browser: Browser) -> None:
    browser.sign_in("hoa")
    User.objects.update(is_active=False)
    assert browser.sign_in("hoa").status_code == 400
    assert not browser.ours.get("/oidc/callback/").wsgi_request.user.is_authenticated


@pytest.mark.parametrize(
    "told, names, field, expected",
    [
        ({"loa": "LoA2"}, {}, "level", 2),
        ({"loa": 2}, {}, "level", 2),
        ({}, {}, "level", 1),
        ({"acr": "urn:x:1"}, {"level": "acr"}, "level", 1),
        ({"birthdate": "1994-03-14"}, {"birth_date": "birthdate"}, "birth_date", date(1994, 3, 14)),
        ({"birth_date": "14/03/1994"}, {}, "birth_date", date(1994, 3, 14)),
        ({"birth_date": "1994"}, {}, "birth_date", None),
        ({"sex": "Nữ"}, {}, "sex", "female"),
        ({"sex": "?"}, {}, "sex", ""),
        ({"account_kind": "Organisation"}, {}, "kind", "organisation"),
        ({"account_kind": True}, {}, "kind", "person"),
        ({"name": {"first": "x"}}, {}, "name", ""),
    ],
)
def test_claims_are_read_by_configuration(told: dict[str, Any], names: dict[str, str], field: str, expected: object) -> None:
    assert getattr(claims_of({"sub": "s", **told}, names), field) == expected
