"""What all tests share. The database server and the limit to this machine are in tests/server.py."""

from typing import Any

import pytest


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """Load what ships once for the whole run: tests roll back to it. `make.city()` loads it again where a test emptied the database."""
    from tests import make

    with django_db_blocker.unblock():
        make.city()
