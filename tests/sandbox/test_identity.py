"""The e-identity provider keeps to OpenID Connect with PKCE and says no to everything else."""

import hashlib
import re
from base64 import urlsafe_b64encode
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import jwt
import pytest

from sandbox.running import Running, running

VERIFIER = "v" * 64
CALLBACK = "http://127.0.0.1:8000/oidc/callback/"
CHALLENGE = urlsafe_b64encode(hashlib.sha256(VERIFIER.encode()).digest()).rstrip(b"=").decode()
ASKED = {
    "client_id": "motcua",
    "redirect_uri": CALLBACK,
    "response_type": "code",
    "scope": "openid",
    "state": "s1",
    "nonce": "n1",
    "code_challenge": CHALLENGE,
    "code_challenge_method": "S256",
}


def authorize(world: Running, **changes: str) -> httpx.Response:
    asked = {key: value for key, value in {**ASKED, **changes}.items() if value}
    return httpx.get(f"{world.url}/identity/authorize", params=asked)


def post(world: Running, path: str, **form: str) -> httpx.Response:
    return httpx.post(f"{world.url}/identity{path}", data=form)


def ticket_of(page: httpx.Response) -> str:
    found = re.search(r'name="ticket" value="([^"]+)"', page.text)
    assert found
    return found.group(1)


def enter(world: Running, username: str, **changes: str) -> dict[str, str]:
    """Sign in through the pages and return what the callback was given."""
    answer = post(world, "/login", ticket=ticket_of(authorize(world, **changes)), username=username, password="Demo-2026")
    if answer.status_code == 200:
        code = re.search(r'id="phone-code">(\d{6})<', answer.text)
        assert code
        answer = post(world, "/login/code", ticket=ticket_of(answer), code=code.group(1))
    assert answer.status_code == 303
    assert answer.headers["location"].startswith(CALLBACK)
    return {key: values[0] for key, values in parse_qs(urlsplit(answer.headers["location"]).query).items()}


def redeem(world: Running, code: str, **changes: str) -> httpx.Response:
    form = {"grant_type": "authorization_code", "code": code, "redirect_uri": CALLBACK, "code_verifier": VERIFIER}
    form |= {"client_id": "motcua", "client_secret": "demo-secret"}
    return post(world, "/token", **{**form, **changes})


def userinfo(world: Running, token: str) -> httpx.Response:
    return httpx.get(f"{world.url}/identity/userinfo", headers={"Authorization": f"Bearer {token}"})


def claims_of(world: Running, username: str) -> dict[str, Any]:
    told: dict[str, Any] = userinfo(world, redeem(world, enter(world, username)["code"]).json()["access_token"]).json()
    return told


def test_a_level_2_citizen_signs_in_with_password_and_phone(world: Running) -> None:
    back = enter(world, "hanh")
    assert back["state"] == "s1"
    tokens = redeem(world, back["code"]).json()
    key = jwt.PyJWKClient(f"{world.url}/identity/jwks").get_signing_key_from_jwt(tokens["id_token"])
    told = jwt.decode(tokens["id_token"], key, ["RS256"], audience="motcua", issuer=f"{world.url}/identity")
    assert (told["nonce"], told["acr"]) == ("n1", "LoA2")
    claims = userinfo(world, tokens["access_token"]).json()
    assert claims["sub"] == claims["techId"] == told["sub"]
    assert (claims["name"], claims["personal_number"], claims["birth_date"]) == ("Nguyễn Thị Hạnh", "001194012372", "1994-03-14")
    assert (claims["sex"], claims["loa"], claims["account_kind"]) == ("female", "2", "person")


def test_a_level_1_citizen_needs_no_code_from_the_phone(world: Running) -> None:
    assert (claims_of(world, "hoa")["loa"], claims_of(world, "hoa")["acr"]) == ("1", "LoA1")


def test_an_organisation_signs_in_by_its_representative(world: Running) -> None:
    claims = claims_of(world, "huunghi")
    assert (claims["account_kind"], claims["org_name"], claims["tax_code"]) == ("organisation", "Công ty TNHH Hữu Nghị", "0101243150")
    assert (claims["representative_name"], claims["representative_number"]) == ("Phạm Quốc Việt", "001080011223")


def test_a_synthetic_person_signs_in_by_number(world: Running) -> None:
    from sandbox.people import person

    assert claims_of(world, person(1).number)["name"] == person(1).name


def test_discovery_names_every_endpoint(world: Running) -> None:
    told = httpx.get(f"{world.url}/identity/.well-known/openid-configuration").json()
    assert told["issuer"] == f"{world.url}/identity"
    assert httpx.get(told["jwks_uri"]).json()["keys"][0]["alg"] == "RS256"
    assert told["code_challenge_methods_supported"] == ["S256"]


@pytest.mark.parametrize("verifier", ["", "w" * 64, "v" * 10, CHALLENGE])
def test_a_wrong_verifier_gets_no_token_and_burns_the_code(world: Running, verifier: str) -> None:
    code = enter(world, "hoa")["code"]
    assert redeem(world, code, code_verifier=verifier).json()["error"] == "invalid_grant"
    assert redeem(world, code).json()["error"] == "invalid_grant"


def test_an_unknown_code_gets_no_token(world: Running) -> None:
    assert redeem(world, "made-up").status_code == 400


def test_a_replayed_code_gets_no_token_and_takes_back_the_first(world: Running) -> None:
    code = enter(world, "hoa")["code"]
    token = redeem(world, code).json()["access_token"]
    assert userinfo(world, token).status_code == 200
    assert redeem(world, code).json()["error"] == "invalid_grant"
    assert userinfo(world, token).status_code == 401


def test_another_callback_than_asked_gets_no_token(world: Running) -> None:
    code = enter(world, "hoa")["code"]
    assert redeem(world, code, redirect_uri="http://localhost:8000/oidc/callback/").json()["error"] == "invalid_grant"


@pytest.mark.parametrize("changes", [{"client_secret": "wrong"}, {"client_id": "other"}, {"client_secret": ""}])
def test_an_unknown_client_gets_no_token(world: Running, changes: dict[str, str]) -> None:
    answer = redeem(world, enter(world, "hoa")["code"], **changes)
    assert (answer.status_code, answer.json()["error"]) == (401, "invalid_client")


@pytest.mark.parametrize(
    "uri",
    [
        "",
        "http://evil.example/oidc/callback/",
        "http://127.0.0.1:8000/other/",
        "http://127.0.0.1:8000@evil.example/oidc/callback/",
        "http://127.0.0.1.evil.example/oidc/callback/",
        "http://127.0.0.1:8000/oidc/callback/?next=x",
        "http://127.0.0.1:99999/oidc/callback/",
        "javascript:alert(1)",
    ],
)
def test_a_callback_elsewhere_gets_a_page_and_no_redirect(world: Running, uri: str) -> None:
    answer = authorize(world, redirect_uri=uri)
    assert answer.status_code == 400
    assert "location" not in answer.headers


@pytest.mark.parametrize(
    "changes, error",
    [
        ({"code_challenge": ""}, "invalid_request"),
        ({"code_challenge_method": "plain"}, "invalid_request"),
        ({"code_challenge_method": ""}, "invalid_request"),
        ({"response_type": "token"}, "unsupported_response_type"),
        ({"scope": "email"}, "invalid_scope"),
        ({"prompt": "none"}, "login_required"),
    ],
)
def test_a_request_against_the_protocol_goes_back_with_its_error(world: Running, changes: dict[str, str], error: str) -> None:
    answer = authorize(world, **changes)
    assert answer.status_code == 303
    assert parse_qs(urlsplit(answer.headers["location"]).query) == {
        "error": [error],
        "error_description": [parse_qs(urlsplit(answer.headers["location"]).query)["error_description"][0]],
        "state": ["s1"],
    }


def test_a_wrong_password_is_told_and_the_name_is_kept(world: Running) -> None:
    answer = post(world, "/login", ticket=ticket_of(authorize(world)), username="hanh", password="wrong")
    assert answer.status_code == 400
    assert 'role="alert"' in answer.text
    assert 'value="hanh"' in answer.text


def test_after_five_wrong_codes_the_sign_in_is_over(world: Running) -> None:
    page = post(world, "/login", ticket=ticket_of(authorize(world)), username="hanh", password="Demo-2026")
    right = re.search(r'id="phone-code">(\d{6})<', page.text)
    assert right
    wrong = f"{(int(right.group(1)) + 1) % 10**6:06d}"
    for _ in range(5):
        assert post(world, "/login/code", ticket=ticket_of(page), code=wrong).status_code == 400
    assert post(world, "/login/code", ticket=ticket_of(page), code=right.group(1)).status_code == 400


def test_the_code_page_cannot_be_reached_without_the_password(world: Running) -> None:
    assert post(world, "/login/code", ticket=ticket_of(authorize(world)), code="").status_code == 400


def test_the_phone_shows_the_code(world: Running) -> None:
    page = post(world, "/login", ticket=ticket_of(authorize(world)), username="minh", password="Demo-2026")
    code = re.search(r'id="phone-code">(\d{6})<', page.text)
    assert code
    assert code.group(1) in httpx.get(f"{world.url}/identity/phone", params={"user": "minh"}).text


def test_who_gives_up_goes_back_with_access_denied(world: Running) -> None:
    answer = post(world, "/login/cancel", ticket=ticket_of(authorize(world)))
    assert parse_qs(urlsplit(answer.headers["location"]).query)["error"] == ["access_denied"]


def test_signing_out_goes_back_only_to_this_machine(world: Running) -> None:
    there = httpx.get(f"{world.url}/identity/end_session", params={"post_logout_redirect_uri": "http://127.0.0.1:8000/"})
    assert (there.status_code, there.headers["location"]) == (303, "http://127.0.0.1:8000/")
    elsewhere = httpx.get(f"{world.url}/identity/end_session", params={"post_logout_redirect_uri": "https://evil.example/"})
    assert elsewhere.status_code == 200


def test_the_key_survives_a_restart(world: Running, tmp_path: object) -> None:
    from dataclasses import replace

    from sandbox.running import free_port

    before = httpx.get(f"{world.url}/identity/jwks").json()
    with running(replace(world.config, port=(port := free_port()), smtp_port=free_port(), base_url=f"http://127.0.0.1:{port}")) as again:
        assert httpx.get(f"{again.url}/identity/jwks").json() == before
