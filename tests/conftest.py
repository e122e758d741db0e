"""What all tests share. The database server and the limit to this machine are in tests/server.py."""

import shutil

import pytest
from django.conf import settings
from playwright.sync_api import sync_playwright

from motcua.lib.remembering import forget

settings.CONNECTORS["signing"] = {"BACKEND": "tests.make.signing"}  # papers are signed as in life, by keys of the tests

_OFF = ("gpu", "quic", "background-networking", "component-update", "sync")
CHROMIUM = ["--no-sandbox", "--no-first-run", *(f"--disable-{each}" for each in _OFF)]


@pytest.fixture(scope="session")
def chromium():
    """One headless Chromium for the whole run: Playwright's loop may be opened once only."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=CHROMIUM)
        yield browser
        browser.close()


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
