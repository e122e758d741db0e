"""Officers at the desk on MONDAY, and a signing authority that answers, is away, or refuses."""

from collections.abc import Callable, Iterator
from datetime import datetime

import pytest
from django.conf import LazySettings
from django.test import Client
from django.utils import timezone
from django_otp import DEVICE_ID_SESSION_KEY
from django_otp.plugins.otp_totp.models import TOTPDevice

from motcua.people.models import User
from motcua.ports import Refused, SignatureRequest, Unreachable, port
from tests import make

Clock = Callable[[datetime], None]


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Return what sets the clock of every page."""

    def turn(moment: datetime) -> None:
        monkeypatch.setattr(timezone, "now", lambda: moment)

    return turn


@pytest.fixture(autouse=True)
def monday(db: None, clock: Clock) -> None:
    """It is Monday, 10 o'clock, an hour after the dossiers of make.py came in."""
    make.city()
    clock(make.later(hours=1))


def enter(user: User | str) -> Client:
    """Return a client signed in with password and code."""
    found = user if isinstance(user, User) else make.officer(user)
    device, _made = TOTPDevice.objects.get_or_create(user=found, defaults={"name": "test"})
    client = Client()
    client.force_login(found, backend="django.contrib.auth.backends.ModelBackend")
    session = client.session
    session[DEVICE_ID_SESSION_KEY] = device.persistent_id
    session.save()
    return client


class Away:
    """An authority that does not answer."""

    def sign(self, pdf: bytes, request: SignatureRequest) -> bytes:
        """Raise Unreachable."""
        raise Unreachable("no answer")


class Refusing:
    """An authority that knows nobody."""

    def sign(self, pdf: bytes, request: SignatureRequest) -> bytes:
        """Raise Refused."""
        raise Refused("There is no such credential")


@pytest.fixture
def authority(settings: LazySettings) -> Iterator[Callable[[str], None]]:
    """Return what chooses the authority by dotted path; at first the one of make.py."""

    def choose(backend: str) -> None:
        settings.CONNECTORS = {**settings.CONNECTORS, "signing": {"BACKEND": backend}}
        port.cache_clear()

    choose("tests.make.signing")
    yield choose
    port.cache_clear()
