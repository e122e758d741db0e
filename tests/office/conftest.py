"""Officers of the office on MONDAY, 10 o'clock."""

import pytest
from django.test import Client
from django.utils import timezone
from django_otp import DEVICE_ID_SESSION_KEY
from django_otp.plugins.otp_totp.models import TOTPDevice

from motcua.people.models import User
from tests import make

CITY_AGENCY = "H26.20"


@pytest.fixture(autouse=True)
def monday(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is Monday, 10 o'clock."""
    make.city()
    monkeypatch.setattr(timezone, "now", lambda: make.later(hours=1))


def enter(who: User | str) -> Client:
    """Return a client signed in with password and code: a user, or the officer who holds a role at the city's centre."""
    found = who if isinstance(who, User) else make.officer(who, CITY_AGENCY)
    device, _made = TOTPDevice.objects.get_or_create(user=found, defaults={"name": "test"})
    client = Client()
    client.force_login(found, backend="django.contrib.auth.backends.ModelBackend")
    session = client.session
    session[DEVICE_ID_SESSION_KEY] = device.persistent_id
    session.save()
    return client


@pytest.fixture
def controller() -> Client:
    """The procedure controller, signed in."""
    return enter("procedure_controller")


@pytest.fixture
def administrator() -> Client:
    """The administrator, signed in."""
    return enter("administrator")
