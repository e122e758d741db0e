"""The doctor: every check by itself, the answer as the contract says."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from pytest_django.fixtures import Settings

from motcua.doors.command.__main__ import main
from motcua.ports import port
from sandbox.running import Running, running, trial

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(tmp_path: Path, settings: Settings) -> Iterator[Running]:
    """An outside world with the identity provider and two partners that answer."""
    with running(trial(tmp_path)) as now:
        settings.OIDC_OP_ISSUER = f"{now.url}/identity"
        for name, path in (("AUTHORIZATION", "authorize"), ("TOKEN", "token"), ("USER", "userinfo"), ("JWKS", "jwks")):
            setattr(settings, f"OIDC_OP_{name}_ENDPOINT", f"{now.url}/identity/{path}")
        settings.CONNECTORS = {
            "identity": {"BACKEND": "motcua.connectors.identity.discovery.Provider"},
            "mail": mail(now.config.smtp_port),
            "ministry": {
                "BACKEND": "motcua.connectors.ministry.client.Client",
                "OPTIONS": {"url": f"{now.url}/ministry", "key": "demo-secret"},
            },
        }
        port.cache_clear()
        yield now
    port.cache_clear()


def mail(at: int) -> dict[str, Any]:
    options = {"host": "127.0.0.1", "port": at, "sender": "Một Cửa <a@motcua.example>"}
    return {"BACKEND": "motcua.connectors.mail.client.Client", "OPTIONS": options}


def ask(capsys: pytest.CaptureFixture[str]) -> tuple[int, dict[str, Any]]:
    code = main(["doctor", "--json"])
    answer = json.loads(capsys.readouterr().out)
    return code, {"ok": answer["ok"], **{check["name"]: check["ok"] for check in answer["checks"]}}


def a_worker_lives() -> None:
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO procrastinate_workers DEFAULT VALUES")


def test_all_well_and_each_partner_says_its_version(capsys: pytest.CaptureFixture[str], world: Running) -> None:
    a_worker_lives()
    assert main(["doctor", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["ok"]
    said = {check["name"]: check["detail"] for check in answer["checks"]}
    assert {"database", "migrations", "worker", "outbox", "partitions", "partner mail", "partner identity", "disk"} < set(said)
    assert "· api/su-kien · " in said["partner ministry"]
    assert "· ESMTP " in said["partner mail"]
    assert "· OpenID Connect 1.0, RS256" in said["partner identity"]


def test_one_failure_hides_no_other(capsys: pytest.CaptureFixture[str], world: Running, settings: Settings) -> None:
    settings.CONNECTORS = {**settings.CONNECTORS, "mail": mail(1)}
    port.cache_clear()
    code, answer = ask(capsys)
    assert code == 1
    assert [name for name, ok in answer.items() if not ok] == ["ok", "worker", "partner mail"]


def test_a_partner_that_says_no_is_told_apart_from_a_silent_one(
    capsys: pytest.CaptureFixture[str], world: Running, settings: Settings
) -> None:
    settings.OIDC_OP_TOKEN_ENDPOINT = "http://127.0.0.1/elsewhere"
    with world.broken("ministry", "error"):
        main(["doctor", "--json"])
    said = {check["name"]: check for check in json.loads(capsys.readouterr().out)["checks"]}
    assert said["partner identity"]["detail"].startswith("trả lời nhưng từ chối: ")
    assert said["partner ministry"]["detail"].startswith("không trả lời: ")
    assert not said["partner identity"]["ok"]
    assert not said["partner ministry"]["ok"]


def test_a_silent_worker_is_noticed(capsys: pytest.CaptureFixture[str], settings: Settings) -> None:
    settings.CONNECTORS = {}
    a_worker_lives()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_workers SET last_heartbeat = now() - interval '5 minutes'")
    assert ask(capsys)[1]["worker"] is False
