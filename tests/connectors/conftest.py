"""The outside world for the connectors: one sandbox for the whole folder."""

from collections.abc import Iterator

import pytest

from sandbox.running import Running, running, trial


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with running(trial(tmp_path_factory.mktemp("sandbox"))) as now:
        yield now
