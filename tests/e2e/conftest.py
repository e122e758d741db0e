"""The whole city on free ports, as `make run` starts it, and people in a real headless Chromium.

One browser context a person for the whole run: a one-time code works once, so nobody signs in twice. Screenshots are kept in
tests/e2e/shots (git-ignored); docs/screenshots are taken from them by `python -m tests.e2e.pictures`.
"""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from config.database import database

ROOT = Path(__file__).resolve().parents[2]
SHOTS = Path(__file__).parent / "shots"
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
PATIENCE = 120


def free_port() -> int:
    """Return a port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class City:
    """The running system: its addresses, its environment for `motcua` commands, and who is signed in."""

    url: str
    sandbox: str
    environ: dict[str, str]
    browser: Browser
    contexts: dict[str, BrowserContext] = field(default_factory=dict)

    def command(self, *words: str) -> Any:
        """Run a `motcua` command and return its JSON."""
        command = [sys.executable, "-m", "motcua", *words, "--json"]
        done = subprocess.run(command, env=self.environ, cwd=ROOT, capture_output=True, text=True, check=False)
        assert done.returncode in (0, 1), done.stderr
        return json.loads(done.stdout)

    def get(self, address: str) -> Any:
        """Return JSON of the sandbox or of our own health pages."""
        with urllib.request.urlopen(address, timeout=10) as answer:
            return json.loads(answer.read())

    def fault(self, system: str, mode: str) -> None:
        """Make a system of the outside world fail, or work again (`ok`)."""
        assert self.command("sandbox", "fault", system, "--mode", mode)["mode"] == mode

    def page(self, who: str) -> Page:
        """Return a page of `who`, signed in: a citizen's name at the e-identity, or an officer's demo name."""
        if who not in self.contexts:
            self.contexts[who] = self.browser.new_context(base_url=self.url, locale="vi-VN", viewport={"width": 1280, "height": 900})
            page = self.contexts[who].new_page()
            page.set_default_timeout(10_000)
            (self._officer if who.startswith("demo.") else self._citizen)(page, who)
            return page
        return self.contexts[who].pages[0]

    def stranger(self, width: int = 1280) -> Page:
        """Return a page of somebody who is not signed in."""
        return self.browser.new_context(base_url=self.url, viewport={"width": width, "height": 900}).new_page()

    def _citizen(self, page: Page, who: str) -> None:
        page.goto("/dang-nhap/")
        page.get_by_role("link", name="Đăng nhập bằng VNeID").click()
        page.fill("#username", who)
        page.fill("#password", "Demo-2026")
        page.get_by_role("button", name="Đăng nhập").click()
        if page.locator("#phone-code").count():
            page.fill("#code", page.locator("#phone-code").inner_text())
            page.get_by_role("button", name="Xác nhận").click()
        page.wait_for_url(f"{self.url}/**")

    def _officer(self, page: Page, who: str, used: str = "") -> None:
        """Sign in; a code that was used already is not taken again: wait for the next one, as a person would."""
        person = self._person(who)
        while person["code"] == used:
            time.sleep(1)
            person = self._person(who)
        page.goto("/dang-nhap/")
        page.fill("input[name=username]", who)
        page.fill("input[name=password]", person["password"])
        page.fill("input[name=code]", person["code"])
        page.get_by_role("button", name="Đăng nhập").click()
        page.wait_for_load_state()
        if "/dang-nhap" in page.url:
            assert not used, page.locator("main").inner_text()
            self._officer(page, who, person["code"])

    def _person(self, who: str) -> dict[str, str]:
        return next(p for p in self.command("demo", "people") if p["name"] == who)


@pytest.fixture(scope="session")
def city(tmp_path_factory: pytest.TempPathFactory, chromium: Browser) -> Iterator[City]:
    """Start everything once, on a database of its own; stop it as Ctrl-C does."""
    name = f"e2e_{os.getpid()}"
    with _database(name) as url:
        environ = _environment(tmp_path_factory.mktemp("city"), url)
        log = SHOTS / f"up-{os.getpid()}.log"  # two workers of pytest are two cities
        SHOTS.mkdir(exist_ok=True)
        with log.open("w") as out:
            process = subprocess.Popen([sys.executable, "-m", "motcua", "up"], env=environ, cwd=ROOT, stdout=out, stderr=out)
        try:
            _await(environ["PUBLIC_URL"], process, log)
            yield City(environ["PUBLIC_URL"], f"http://127.0.0.1:{environ['SANDBOX_PORT']}", environ, chromium)
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(60)


def _environment(folder: Path, url: str) -> dict[str, str]:
    port = str(free_port())
    kept = {k: v for k, v in os.environ.items() if not k.startswith("MOTCUA_")}
    ours = {"MOTCUA_DEMO": "1", "MOTCUA_DATA_DIR": str(folder), "DATABASE_URL": url, "PORT": port, "PUBLIC_URL": f"http://127.0.0.1:{port}"}
    return {**kept, **ours, "SANDBOX_PORT": str(free_port()), "SANDBOX_SMTP_PORT": str(free_port()), "MOTCUA_POOL": "4"}


class _database:  # noqa: N801 - used as a `with`
    """A database of its own on the tests' server, dropped at the end."""

    def __init__(self, name: str) -> None:
        self.name, self.at = name, database(os.environ)

    def _admin(self) -> psycopg.Connection[Any]:
        at = self.at
        kept = {"host": at["HOST"], "port": at["PORT"] or 5432, "user": at["USER"], "password": at["PASSWORD"]}
        return psycopg.connect(**kept, dbname="postgres", autocommit=True)

    def __enter__(self) -> str:
        with self._admin() as connection:
            connection.execute(f'CREATE DATABASE "{self.name}"')
        at = self.at
        return f"postgresql://{at['USER']}:{at['PASSWORD']}@:{at['PORT'] or 5432}/{self.name}?host={at['HOST']}"

    def __exit__(self, *_: object) -> None:
        with self._admin() as connection:
            connection.execute(f'DROP DATABASE IF EXISTS "{self.name}" WITH (FORCE)')


def _await(url: str, process: "subprocess.Popen[bytes]", log: Path) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and process.poll() is None:
        if "Ctrl-C" in log.read_text():
            return
        time.sleep(0.3)
    raise AssertionError(f"the city did not start:\n{log.read_text()[-3000:]}")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """When a walk stops, keep what each person saw."""
    report = yield
    city = getattr(item, "funcargs", {}).get("city")
    if city and report.when == "call" and report.failed:
        for who, context in city.contexts.items():
            context.pages[0].screenshot(path=SHOTS / f"stopped-{who}.png", full_page=True)
    return report


@pytest.fixture
def shot() -> Callable[[Page, str], None]:
    """Return what keeps a picture of a page."""

    def keep(page: Page, name: str) -> None:
        SHOTS.mkdir(exist_ok=True)
        page.screenshot(path=SHOTS / f"{name}.png", full_page=True)

    return keep


@pytest.fixture
def axe() -> Callable[[Page], None]:
    """Return the judge of accessibility: fails with what it found on the page."""

    def judge(page: Page) -> None:
        page.evaluate(AXE.read_text())
        found = page.evaluate("tags => axe.run(document, {runOnly: {type: 'tag', values: tags}})", WCAG)
        wrong = [f"{v['id']}: {v['help']} — {[n['target'] for n in v['nodes']][:4]}" for v in found["violations"]]
        assert not wrong, f"{page.url}\n" + "\n".join(wrong)

    return judge
