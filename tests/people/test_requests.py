"""What every view stands on: who may come in, and the key that makes a double submit one act."""

from types import SimpleNamespace

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.test import RequestFactory

from motcua.law.roles import Role
from motcua.people.requests import ActorMiddleware, citizen_required, officer_required
from tests import make


def come(user, *, data=None, verified=True, view=None):
    """Return what the view answers, and the request as it was prepared."""
    make_request = RequestFactory()
    request = make_request.post("/mot-cua/?a=1", data) if data is not None else make_request.get("/mot-cua/?a=1")
    request.user = user
    if not isinstance(user, AnonymousUser | SimpleNamespace):
        user.is_verified = lambda: verified
    return ActorMiddleware(view or (lambda _: HttpResponse("in")))(request), request


def key_of(posted):
    data = {} if posted is None else {"_key": posted}
    return come(SimpleNamespace(pk="u"), data=data)[1].key


def test_the_key_is_the_forms_own_and_the_users():
    assert key_of("0123456789abcdef01234567") == "u:0123456789abcdef01234567"


@pytest.mark.parametrize("posted", [None, "", "x" * 200, "a\x00b", "khóa", "a b", "<script>"])
def test_a_strange_or_missing_key_is_replaced_by_a_fresh_one(posted):
    first, second = key_of(posted), key_of(posted)
    assert first != second
    assert first.startswith("u:")
    assert len(first) < 70


def test_a_page_that_is_only_read_has_no_key():
    assert come(SimpleNamespace(pk="u"))[1].key == ""


counter = officer_required(Role.RECEIVER)(lambda request: HttpResponse(request.actor.name))
mine = citizen_required(lambda request: HttpResponse(request.actor.name))


@pytest.mark.django_db
@pytest.mark.parametrize("view", [counter, mine])
def test_a_stranger_is_sent_to_sign_in_and_back(view):
    answer = come(AnonymousUser(), view=view)[0]
    assert (answer.status_code, answer["Location"]) == (302, "/dang-nhap/?next=%2Fmot-cua%2F%3Fa%3D1")


@pytest.mark.django_db
def test_a_citizen_is_no_officer_and_an_officer_no_citizen():
    assert come(make.citizen(), view=counter)[0].status_code == 302
    assert come(make.officer("receiver"), view=mine)[0].status_code == 302
    assert come(make.citizen(), view=mine)[0].content.decode() == "Nguyễn Thị Hạnh"
    assert come(make.officer("receiver"), view=counter)[0].content.decode() == "Lê Thu Hà"


@pytest.mark.django_db
def test_an_officer_without_the_one_time_code_is_not_in():
    assert come(make.officer("receiver"), verified=False, view=counter)[0].status_code == 302
