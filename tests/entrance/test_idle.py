"""A session that locks keeps the work."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django_otp.plugins.otp_totp.models import TOTPDevice

from motcua.doors.entrance.idle import SEEN
from motcua.people.models import User
from tests.entrance.conftest import code_of
from tests.entrance.test_signing_in import PASSWORD, enter

pytestmark = pytest.mark.django_db


@pytest.fixture
def locked(client: Client, officer: User) -> Client:
    """Return a client whose officer left 16 minutes ago."""
    enter(client, officer)
    session = client.session
    session[SEEN] -= 16 * 60
    session.save()
    TOTPDevice.objects.filter(user=officer).update(last_t=-1)
    return client


def unlock(client: Client, user: User, **more: str) -> "object":
    """Post the unlocking form."""
    return client.post("/mo-khoa/", {"password": PASSWORD, "code": code_of(user), **more})


def test_a_page_leads_to_the_lock_and_back(locked: Client, officer: User) -> None:
    answer = locked.get("/tro-giup/?a=1")
    assert answer["Location"] == "/mo-khoa/?next=%2Ftro-giup%2F%3Fa%3D1"
    assert "Màn hình đã khóa" in locked.get(answer["Location"]).content.decode()
    back = locked.post("/mo-khoa/", {"password": PASSWORD, "code": code_of(officer), "next": "/tro-giup/?a=1"})
    assert back["Location"] == "/tro-giup/?a=1"
    assert locked.get("/tro-giup/").status_code == 200


def test_what_was_being_sent_is_kept(locked: Client, officer: User) -> None:
    file = SimpleUploadedFile("anh.png", b"x")
    page = locked.post("/mot-cua/nhan/", {"reason": 'Thiếu "giấy"\nchứng sinh', "_key": "k1", "more": ["1", "2"], "scan": file})
    assert page.status_code == 403
    kept = page.context["held"]
    assert json.loads(kept) == [["reason", 'Thiếu "giấy"\nchứng sinh'], ["_key", "k1"], ["more", "1"], ["more", "2"]]
    assert "anh.png" in page.content.decode()
    wrong = locked.post("/mo-khoa/", {"password": "khong", "code": "123456", "next": "/mot-cua/nhan/", "held": kept})
    assert wrong.status_code == 422
    assert wrong.context["held"] == kept
    TOTPDevice.objects.get(user=officer).throttle_reset()
    again = locked.post("/mo-khoa/", {"password": PASSWORD, "code": code_of(officer), "next": "/mot-cua/nhan/", "held": kept})
    words = again.content.decode()
    assert 'action="/mot-cua/nhan/"' in words
    assert "Thiếu &quot;giấy&quot;\nchứng sinh</textarea>" in words


def test_another_officer_does_not_unlock(locked: Client, officer: User) -> None:
    other = User.objects.exclude(pk=officer.pk).filter(party=None).first()
    assert other is not None
    answer = locked.post("/mo-khoa/", {"username": other.username, "password": "x", "code": "1"})
    assert answer.status_code == 422


def test_signing_out_works_while_locked(locked: Client) -> None:
    assert locked.post("/dang-xuat/")["Location"] == "/"


def test_a_fragment_asked_by_the_page_reloads_it(locked: Client) -> None:
    answer = locked.get("/xu-ly/", headers={"HX-Request": "true"})
    assert (answer.status_code, answer["HX-Refresh"]) == (403, "true")


def test_polling_is_no_work(client: Client, officer: User) -> None:
    enter(client, officer)
    session = client.session
    session[SEEN] -= 600
    session.save()
    before = client.session[SEEN]
    client.get("/tro-giup/", headers={"HX-Request": "true"})
    assert client.session[SEEN] == before
    client.get("/tro-giup/")
    assert client.session[SEEN] > before


def test_the_lock_leads_only_to_pages_of_ours(locked: Client, officer: User) -> None:
    answer = locked.post(
        "/mo-khoa/", {"password": PASSWORD, "code": code_of(officer), "next": "https://evil.example/", "held": '[["a","b"]]'}
    )
    assert answer["Location"] == "/"
