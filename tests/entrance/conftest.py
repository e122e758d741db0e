"""An officer with a one-time code device."""

import time

import pytest
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice

from motcua.people.models import User
from tests import make


@pytest.fixture
def officer(db: None) -> User:
    """Return the demo receiver with a device."""
    user = make.officer("receiver")
    TOTPDevice.objects.get_or_create(user=user, defaults={"name": "demo"})
    return user


def code_of(user: User) -> str:
    """Return the code that the officer's device shows now."""
    device = TOTPDevice.objects.get(user=user)
    totp = TOTP(device.bin_key)
    totp.time = time.time()
    return f"{totp.token():06d}"
