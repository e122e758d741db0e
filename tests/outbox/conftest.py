"""What the tests of delivery share: two partners that write into one book, and what they took."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.utils import timezone

from motcua.outbox.models import Lane
from motcua.outbox.posting import post
from motcua.ports import port
from tests.outbox.partners import taken

A, B = UUID(int=1), UUID(int=2)
PARTNER = "tests.outbox.partners.Client"


@pytest.fixture
def book(settings, tmp_path):
    """Name two partners that write into one book."""
    book = tmp_path / "book"
    settings.CONNECTORS = {name: {"BACKEND": PARTNER, "OPTIONS": {"book": str(book)}} for name in ("portal", "mail")}
    port.cache_clear()
    yield book
    port.cache_clear()


def send(n, subject=A, partner="portal", **payload):
    return post(partner, "event", subject, {"n": n, **payload}, timezone.now())


def numbers(book):
    return [n for _, _, n in taken(book)]


def lane(partner="portal", subject=A):
    return Lane.objects.get(partner=partner, subject=subject)


def ahead(**delta):
    return timezone.now() + timedelta(**delta)
