"""The citizens' door in the tests: the clock stands at MONDAY 09:00, the registry and the signing authority are ours."""

import html
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from motcua.connectors.population_registry.fake import Client as FakeRegistry
from motcua.people.models import User
from motcua.ports import Person, port
from tests import make

HANH = Person(
    number="001194012372",
    name="Nguyễn Thị Hạnh",
    birth_date=date(1994, 3, 14),
    sex="female",
    ethnicity="Kinh",
    nationality="Việt Nam",
    birth_place="Hà Nội",
    home_town="Phường Cửa Nam, thành phố Hà Nội",
    residence="Phường Cửa Nam, thành phố Hà Nội",
    current_address="Số 5 Phố Cửa Nam, phường Cửa Nam, thành phố Hà Nội",
    marital_status="married",
    spouse_name="Trần Văn Minh",
    spouse_number="001094045678",
)


@pytest.fixture(autouse=True)
def _city(db: None, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(timezone, "now", lambda: make.MONDAY)
    registry = {"BACKEND": "motcua.connectors.population_registry.fake.Client", "OPTIONS": {"people": [HANH]}}
    signing = {"BACKEND": "tests.make.signing", "OPTIONS": {}}
    settings.CONNECTORS = {**settings.CONNECTORS, "population_registry": registry, "signing": signing}
    port.cache_clear()
    make.city()
    yield
    port.cache_clear()


@pytest.fixture
def registry() -> FakeRegistry:
    found: FakeRegistry = port("population_registry")
    return found


@pytest.fixture
def citizen() -> User:
    return hanh()


@pytest.fixture
def hers(citizen: User) -> Client:
    """A browser in which the citizen is signed in."""
    return signed_in(citizen)


@pytest.fixture
def stranger() -> Client:
    return Client()


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, "motcua.connectors.identity.backend.Backend")
    return client


def hanh() -> User:
    """The citizen of most tests, enrolled once."""
    return User.objects.filter(subject="tech-001194012372").first() or make.citizen()


def other() -> User:
    """Another citizen, enrolled once."""
    found = User.objects.filter(subject="tech-001094045678").first()
    return found or make.citizen("Trần Văn Minh", "001094045678", email="minh@example.vn")


def words(response: Any) -> str:
    """What the page says, entities read, spaces single, no-break spaces plain."""

    text = re.sub(r"<(script|style).*?</\1>", " ", response.content.decode(), flags=re.S)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text)).replace("\u00a0", " ").split())
