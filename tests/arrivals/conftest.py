"""The national portal and the ministry, as settings name them for these tests."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.utils import timezone

from motcua.ports import port
from sandbox.running import Running, running, trial
from tests.arrivals.sides import HELD, Faked, FakedMinistry, Played, PlayedMinistry


def _feed(partner: str, feed: str) -> dict[str, Any]:
    """A feed read from this moment on: what earlier tests left there is not ours."""
    return {"PORT": partner, "FEED": feed, "FROM": timezone.now().isoformat(), "OVERLAP": 1}


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with running(trial(tmp_path_factory.mktemp("sandbox"))) as now:
        yield now


@pytest.fixture
def named(settings: Any) -> Iterator[Any]:
    settings.CONNECTORS = {
        **settings.CONNECTORS,
        "national_portal": {"BACKEND": "tests.arrivals.sides.held_portal"},
        "ministry": {"BACKEND": "tests.arrivals.sides.held_ministry"},
        "mail": {"BACKEND": "motcua.connectors.mail.fake.Client"},
    }
    settings.PULLS = {}
    port.cache_clear()
    yield settings
    HELD.clear()
    port.cache_clear()


@pytest.fixture
def portal_pull(named: Any) -> None:
    named.PULLS = {"national_portal": _feed("national_portal", "filings")}


@pytest.fixture(params=["sandbox", "fake"])
def side(request: pytest.FixtureRequest, portal_pull: None) -> Iterator[Played | Faked]:
    made: Played | Faked = Faked() if request.param == "fake" else Played(request.getfixturevalue("world"))
    HELD["national_portal"] = made.client
    yield made
    if isinstance(made, Played):
        made.client.close()


@pytest.fixture
def fake(portal_pull: None) -> Faked:
    made = Faked()
    HELD["national_portal"] = made.client
    return made


@pytest.fixture
def played(portal_pull: None, world: Running) -> Iterator[Played]:
    made = Played(world)
    HELD["national_portal"] = made.client
    yield made
    made.client.close()


@pytest.fixture(params=["sandbox", "fake"])
def ministry(request: pytest.FixtureRequest, named: Any) -> Iterator[PlayedMinistry | FakedMinistry]:
    made: PlayedMinistry | FakedMinistry
    made = FakedMinistry() if request.param == "fake" else PlayedMinistry(request.getfixturevalue("world"))
    named.PULLS = {"ministry": _feed("ministry", "dossiers")}
    HELD["ministry"] = made.client
    yield made
    if isinstance(made, PlayedMinistry):
        made.client.close()
