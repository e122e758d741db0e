"""`motcua` itself: exit codes, one JSON value on stdout, what it was last started with."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from config.database import BASE_DIR
from config.files import write_env


def motcua(*words: str, **more: str) -> "subprocess.CompletedProcess[str]":
    return run({**os.environ, **more}, *words)


def run(environ: Mapping[str, str], *words: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run([sys.executable, "-m", "motcua", *words], env=environ, cwd=BASE_DIR, capture_output=True, text=True)


def test_wrong_usage_is_2() -> None:
    assert motcua().returncode == 2
    assert motcua("no-such-command").returncode == 2
    assert motcua("database", "burn").returncode == 2


def test_a_refusal_is_1_with_its_reason_on_both_channels(open_folder: Path) -> None:
    refused = motcua("database", "start", "--json", MOTCUA_DATA_DIR=str(open_folder), MOTCUA_DB_PROGRAMS="/nowhere", DATABASE_URL="")
    assert refused.returncode == 1
    assert "DATABASE_URL" in json.loads(refused.stdout)["refused"]
    assert "DATABASE_URL" in refused.stderr
    assert "Traceback" not in refused.stderr


def test_json_may_stand_anywhere(tmp_path: Path) -> None:
    for words in (("--json", "database", "status"), ("database", "--json", "status")):
        done = motcua(*words, MOTCUA_DATA_DIR=str(tmp_path), DATABASE_URL="")
        assert json.loads(done.stdout)["running"] is False


def test_a_command_speaks_of_the_system_that_was_started_last(tmp_path: Path) -> None:
    write_env(tmp_path / "run.env", {"DATABASE_URL": "postgresql://u:p@db.example/city"})
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("MOTCUA_", "DATABASE_URL"))}
    done = run({**kept, "MOTCUA_DATA_DIR": str(tmp_path)}, "database", "status", "--json")
    assert json.loads(done.stdout)["kind"] == "url"


def test_a_missing_secret_is_a_sentence_not_a_traceback(tmp_path: Path) -> None:
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("MOTCUA_", "DATABASE_URL"))}
    done = run({**kept, "MOTCUA_DATA_DIR": str(tmp_path)}, "doctor")
    assert done.returncode == 1
    assert "DJANGO_SECRET_KEY" in done.stderr
    assert "Traceback" not in done.stderr
