"""A sandbox for the tests of this folder, with state of its own."""

from collections.abc import Iterator

import pytest

from sandbox.running import Running, running, trial


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with running(trial(tmp_path_factory.mktemp("sandbox"))) as now:
        yield now
