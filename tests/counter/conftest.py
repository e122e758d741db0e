"""A counter officer at the browser, and a registry in memory."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import pytest
from django.contrib.auth import BACKEND_SESSION_KEY
from django.test import Client
from django.utils import timezone
from django_otp import DEVICE_ID_SESSION_KEY
from django_otp.plugins.otp_totp.models import TOTPDevice

from motcua.connectors.population_registry.fake import Client as Registry
from motcua.people.models import User
from motcua.ports import Person
from motcua.ports.base import port
from tests import make

HANH = Person(
    "001194012372",
    "Nguyễn Thị Hạnh",
    date(1994, 3, 14),
    "female",
    "Kinh",
    "Việt Nam",
    "Hà Nội",
    "Hà Nội",
    "Số 5 Tràng Tiền, phường Cửa Nam",
    "Số 5 Tràng Tiền, phường Cửa Nam",
    "married",
)


def signed_in(user: User) -> Client:
    """Return a browser in which an officer signed in with password and one-time code."""
    browser = Client()
    browser.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    session = browser.session
    assert session[BACKEND_SESSION_KEY]
    session[DEVICE_ID_SESSION_KEY] = TOTPDevice.objects.get(user=user).persistent_id
    session.save()
    return browser


@pytest.fixture(autouse=True)
def _moment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every request comes on Monday at ten."""
    monkeypatch.setattr(timezone, "now", lambda: make.later(hours=1))


@pytest.fixture(autouse=True)
def _files(settings: Any, tmp_path: Any) -> None:
    settings.STORAGES = {**settings.STORAGES, "default": {**settings.STORAGES["default"], "OPTIONS": {"location": tmp_path}}}


@pytest.fixture
def registry(settings: Any) -> Iterator[Registry]:
    """The population registry, knowing Hạnh."""
    settings.CONNECTORS = {
        **settings.CONNECTORS,
        "population_registry": {"BACKEND": "motcua.connectors.population_registry.fake.Client", "OPTIONS": {"people": [HANH]}},
    }
    port.cache_clear()
    yield port("population_registry")
    port.cache_clear()


@pytest.fixture
def officer(db: None) -> User:
    """The receiver of phường Cửa Nam."""
    return make.officer("receiver")


@pytest.fixture
def browser(officer: User) -> Client:
    """Their browser."""
    return signed_in(officer)


@pytest.fixture
def stranger(db: None) -> Client:
    """The browser of a receiver of another agency."""
    return signed_in(make.officer("receiver", make.BRANCH))


def now() -> datetime:
    """Return the moment of the requests."""
    return make.later(hours=1)
