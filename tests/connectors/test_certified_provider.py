"""Sign-in judged by an OpenID provider that is certified and not ours (npm oidc-provider): another provider is settings only."""

import re
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

import httpx
import pytest
from django.http import HttpResponseBase
from django.test import Client
from pytest_django import Settings

from motcua.people.models import User

pytestmark = [pytest.mark.django_db, pytest.mark.database]
SCRIPT = Path(__file__).with_name("certified_provider.mjs")
STANDARD = {"birth_date": "birthdate", "sex": "gender", "phone": "phone_number", "level": "acr"}
PATIENCE = 20


@pytest.fixture(scope="module")
def issuer() -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen(["node", str(SCRIPT), str(port)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield _awaited(f"http://127.0.0.1:{port}", process)
    finally:
        process.terminate()
        process.wait(PATIENCE)


def _awaited(issuer: str, process: "subprocess.Popen[bytes]") -> str:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and process.poll() is None:
        try:
            httpx.get(f"{issuer}/jwks").raise_for_status()
        except httpx.HTTPError:
            time.sleep(0.1)
        else:
            return issuer
    raise AssertionError("the certified provider did not start")


@dataclass
class Person:
    """Somebody with a browser: our pages by Django's test client, the provider's by real HTTP with cookies."""

    ours: Client
    theirs: httpx.Client

    def leave(self, next_url: str = "/viec-cua-toi/") -> str:
        """Press sign in; return the provider's address."""
        answer = self.ours.get("/oidc/authenticate/", {"next": next_url})
        assert answer.status_code == 302
        return str(answer.headers["location"])

    def enter(self, address: str, login: str) -> str:
        """Sign in and consent at the provider; return the query it sends back to us."""
        page = self._follow(self.theirs.get(address))
        while not page.headers.get("location", "").startswith("http://127.0.0.1:8000/"):
            action = re.search(r'<form[^>]* action="([^"]+)"', page.text)
            assert action, page.text
            fields = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page.text))
            page = self._follow(self.theirs.post(urljoin(str(page.url), action[1]), data={**fields, "login": login, "password": "x"}))
        return urlsplit(page.headers["location"]).query

    def _follow(self, answer: httpx.Response) -> httpx.Response:
        while answer.is_redirect and not answer.headers["location"].startswith("http://127.0.0.1:8000/"):
            answer = self.theirs.get(urljoin(str(answer.url), answer.headers["location"]))
        return answer

    def back(self, query: str) -> HttpResponseBase:
        """Return to our callback."""
        return self.ours.get(f"/oidc/callback/?{query}")


@pytest.fixture
def person(issuer: str, settings: Settings) -> Iterator[Callable[[], Person]]:
    """Return what makes a person whose city is set to the certified provider, as its discovery document says."""
    found: dict[str, Any] = httpx.get(f"{issuer}/.well-known/openid-configuration").json()
    settings.OIDC_OP_ISSUER = found["issuer"]
    ends = {"AUTHORIZATION": "authorization", "TOKEN": "token", "USER": "userinfo", "LOGOUT": "end_session"}
    for name, end in ends.items():
        setattr(settings, f"OIDC_OP_{name}_ENDPOINT", found[f"{end}_endpoint"])
    settings.OIDC_OP_JWKS_ENDPOINT = found["jwks_uri"]
    settings.OIDC_RP_CLIENT_SECRET = "certified-secret"  # noqa: S105 - the test provider's
    settings.OIDC_CLAIMS = STANDARD
    with httpx.Client() as theirs:
        yield lambda: Person(Client(headers={"host": "127.0.0.1:8000"}), theirs)


def test_a_citizen_signs_in_with_another_provider_by_settings_alone(person: Callable[[], Person]) -> None:
    hanh = person()
    answer = hanh.back(hanh.enter(hanh.leave(), "certified-hanh"))
    assert (answer.status_code, answer.headers["location"]) == (302, "/viec-cua-toi/")
    user = User.objects.select_related("party").get(pk=hanh.ours.session["_auth_user_id"])
    assert (user.subject, user.name, user.assurance) == ("certified-hanh", "Nguyễn Thị Hạnh", 2)
    assert user.party is not None
    assert (user.party.personal_number, user.party.birth_date) == ("001194012372", date(1994, 3, 14))


def test_a_level_1_account_stays_level_1(person: Callable[[], Person]) -> None:
    hoa = person()
    hoa.back(hoa.enter(hoa.leave(), "certified-hoa"))
    assert User.objects.get(subject="certified-hoa").assurance == 1


def test_a_code_is_of_one_use_and_of_the_browser_that_asked(person: Callable[[], Person]) -> None:
    hanh, thief = person(), person()
    query = hanh.enter(hanh.leave(), "certified-hanh")
    assert thief.back(query).status_code == 400  # no such state in this browser
    assert hanh.back(query).status_code == 302
    assert hanh.back(query).status_code == 400


def test_the_provider_refuses_a_code_without_its_pkce_verifier(person: Callable[[], Person]) -> None:
    hanh = person()
    address = hanh.leave()
    states = hanh.ours.session["oidc_states"]
    session = hanh.ours.session
    session["oidc_states"] = {key: {**state, "code_verifier": "x" * 64} for key, state in states.items()}
    session.save()
    assert hanh.back(hanh.enter(address, "certified-hanh")).status_code == 400


def test_a_forged_state_is_refused(person: Callable[[], Person]) -> None:
    hanh = person()
    query = dict(parse_qsl(hanh.enter(hanh.leave(), "certified-hanh")))
    assert hanh.back(urlencode({**query, "state": "forged"})).status_code == 400
    assert "_auth_user_id" not in hanh.ours.session


def test_signing_out_ends_the_session_there_too(person: Callable[[], Person]) -> None:
    hanh = person()
    hanh.back(hanh.enter(hanh.leave(), "certified-hanh"))
    way_out = hanh.ours.post("/oidc/logout/").headers["location"]
    page = hanh.theirs.get(way_out)
    assert page.status_code == 200, page.text  # the provider knows who asks and where to return
    assert "/session/end/confirm" in page.text
