"""What all tests share. The database server and the limit to this machine are in tests/server.py."""

import pytest
from django.conf import settings

from motcua.lib.remembering import forget

settings.CONNECTORS["signing"] = {"BACKEND": "tests.make.signing"}  # papers are signed as in life, by keys of the tests


@pytest.fixture(autouse=True)
def nothing_remembered():
    """Each test has rows of its own: what an earlier one remembered for a moment is gone."""
    forget()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Load the city once into the tests' database: `make.city()` then finds it, and each test takes back only its own rows."""
    from tests import make

    with django_db_blocker.unblock():
        make.city()
