"""The doctor: every check by itself, the answer as the contract says."""

import json
import socket
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from pytest_django.fixtures import Settings

from motcua.doors.command.__main__ import main

pytestmark = pytest.mark.django_db


@pytest.fixture
def open_port() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


def ask(capsys: pytest.CaptureFixture[str]) -> tuple[int, dict[str, Any]]:
    code = main(["doctor", "--json"])
    answer = json.loads(capsys.readouterr().out)
    return code, {"ok": answer["ok"], **{check["name"]: check["ok"] for check in answer["checks"]}}


def a_worker_lives() -> None:
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO procrastinate_workers DEFAULT VALUES")


def test_all_well(capsys: pytest.CaptureFixture[str], settings: Settings, open_port: int) -> None:
    settings.CONNECTORS = {
        "mail": {"BACKEND": "", "OPTIONS": {"host": "127.0.0.1", "port": open_port}},
        "signing": {"BACKEND": "", "OPTIONS": {"url": f"http://127.0.0.1:{open_port}/signing"}},
    }
    a_worker_lives()
    code, answer = ask(capsys)
    assert code == 0, answer
    assert all(answer.values())
    assert {"database", "migrations", "worker", "outbox", "partitions", "partner mail", "partner signing", "disk"} < set(answer)


def test_one_failure_hides_no_other(capsys: pytest.CaptureFixture[str], settings: Settings) -> None:
    settings.CONNECTORS = {"mail": {"BACKEND": "", "OPTIONS": {"host": "127.0.0.1", "port": 1}}}
    code, answer = ask(capsys)
    assert code == 1
    assert [name for name, ok in answer.items() if not ok] == ["ok", "worker", "partner mail"]


def test_a_silent_worker_is_noticed(capsys: pytest.CaptureFixture[str], settings: Settings) -> None:
    settings.CONNECTORS = {}
    a_worker_lives()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_workers SET last_heartbeat = now() - interval '5 minutes'")
    assert ask(capsys)[1]["worker"] is False
