"""Signing in and out."""

from typing import Any

import pytest
from django.conf import LazySettings
from django.test import Client
from django_otp.plugins.otp_totp.models import TOTPDevice

from motcua.people.models import User
from tests import make
from tests.entrance.conftest import code_of

pytestmark = pytest.mark.django_db
PASSWORD = "Demo-2026"
PAGE = "/dang-nhap/"


def enter(client: Client, user: User, **changed: str) -> Any:
    """Post the officer's form."""
    told = {"username": user.username, "password": PASSWORD, "code": code_of(user), **changed}
    return client.post(PAGE, told)


def test_the_page_shows_both_ways_and_keeps_where_to_go(client: Client) -> None:
    page = client.get(PAGE, {"next": "/viec-cua-toi/"}).content.decode()
    assert 'href="/oidc/authenticate/?next=%2Fviec-cua-toi%2F"' in page
    assert 'name="code"' in page
    assert 'value="/viec-cua-toi/"' in page


def test_an_officer_goes_to_the_door_of_their_role(client: Client, officer: User) -> None:
    answer = enter(client, officer)
    assert (answer.status_code, answer["Location"]) == (302, "/mot-cua/")
    assert client.session["otp_device_id"]
    officer.refresh_from_db()
    assert officer.last_login is not None


@pytest.mark.parametrize("role", ["case_officer", "unit_head", "signer", "records_clerk"])
def test_those_of_the_desk_go_to_the_desk(client: Client, role: str) -> None:
    user = make.officer(role)
    TOTPDevice.objects.get_or_create(user=user, defaults={"name": "demo"})
    assert enter(client, user)["Location"] == "/xu-ly/"


def test_an_administrator_goes_to_the_office(client: Client) -> None:
    user = make.officer("administrator")
    TOTPDevice.objects.get_or_create(user=user, defaults={"name": "demo"})
    assert enter(client, user)["Location"] == "/quan-tri/"


def test_next_wins_when_it_is_ours(client: Client, officer: User) -> None:
    assert enter(client, officer, next="/mot-cua/quet/")["Location"] == "/mot-cua/quet/"


@pytest.mark.parametrize("bad", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "http:evil"])
def test_a_way_out_of_the_site_is_not_taken(client: Client, officer: User, bad: str) -> None:
    assert client.get(PAGE, {"next": bad}).context["next"] == ""
    assert enter(client, officer, next=bad)["Location"] == "/mot-cua/"


@pytest.mark.parametrize("wrong", [{"password": "khong-dung"}, {"code": "000000"}, {"code": "chữ"}, {"username": "khong.co"}])
def test_what_was_wrong_is_not_said_and_the_name_is_kept(client: Client, officer: User, wrong: dict[str, str]) -> None:
    answer = enter(client, officer, **wrong)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Tên đăng nhập, mật khẩu hoặc mã không đúng" in page
    assert f'value="{wrong.get("username", officer.username)}"' in page
    assert PASSWORD not in page
    assert "_auth_user_id" not in client.session


def test_empty_fields_are_asked_for_one_by_one(client: Client) -> None:
    page = client.post(PAGE, {"username": "demo.tiepnhan"}).content.decode()
    assert 'href="#password"' in page
    assert 'href="#code"' in page
    assert 'href="#username"' not in page


def test_a_code_counts_once(client: Client, officer: User) -> None:
    code = code_of(officer)
    assert enter(client, officer, code=code).status_code == 302
    assert enter(Client(), officer, code=code).status_code == 422


def test_after_five_failures_even_the_right_words_wait(client: Client, officer: User) -> None:
    for _ in range(5):
        enter(client, officer, password="khong-dung")
    answer = enter(client, officer)
    assert answer.status_code == 422
    assert "đăng nhập sai quá nhiều lần. Chờ 15 phút" in answer.content.decode()


def test_success_forgets_the_failures(client: Client, officer: User) -> None:
    for _ in range(4):
        enter(client, officer, password="khong-dung")
    assert enter(client, officer).status_code == 302
    TOTPDevice.objects.filter(user=officer).update(last_t=-1)
    for _ in range(4):
        enter(Client(), officer, password="khong-dung")
    assert enter(Client(), officer).status_code == 302


def test_demo_people_exist_in_demo_mode_only(client: Client, officer: User, settings: LazySettings) -> None:
    settings.DEMO = False
    assert enter(client, officer).status_code == 422


def test_a_citizen_has_no_password(client: Client, officer: User) -> None:
    citizen = make.citizen()
    TOTPDevice.objects.create(user=citizen, name="x", confirmed=True)
    assert enter(client, citizen).status_code == 422


def test_signing_out_ends_the_session_and_takes_a_post(client: Client, officer: User) -> None:
    enter(client, officer)
    assert client.get("/dang-xuat/").status_code == 405
    answer = client.post("/dang-xuat/")
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert "_auth_user_id" not in client.session


def test_a_citizen_is_signed_out_at_the_provider_too(client: Client, settings: LazySettings) -> None:
    client.force_login(make.citizen(), backend="motcua.connectors.identity.backend.Backend")
    session = client.session
    session["signed_in_by_identity"] = True
    session.save()
    answer = client.post("/dang-xuat/")
    assert answer["Location"].startswith(settings.OIDC_OP_LOGOUT_ENDPOINT)
    assert "_auth_user_id" not in client.session


def test_the_menu_names_the_officer_and_the_doors(client: Client, officer: User) -> None:
    enter(client, officer)
    page = client.get("/tro-giup/").content.decode()
    assert officer.name in page
    assert 'href="/mot-cua/"' in page
    assert 'href="/xu-ly/"' not in page
    assert 'action="/dang-xuat/"' in page


def test_a_stranger_has_no_menu_and_costs_no_query(client: Client, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        page = client.get("/quyen-rieng-tu/").content.decode()
    assert "/dang-xuat/" not in page
