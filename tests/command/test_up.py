"""`motcua up` (make run): everything starts, a killed part comes back, Ctrl-C leaves nothing behind."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from config.database import BASE_DIR


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def environ_of(folder: Path) -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("MOTCUA_", "DATABASE_URL", "DJANGO_"))}
    ports = {key: str(free_port()) for key in ("PORT", "SANDBOX_PORT", "SANDBOX_SMTP_PORT")}
    return {**kept, **ports, "MOTCUA_DATA_DIR": str(folder), "SANDBOX_DATA": str(folder / "sandbox"), "MOTCUA_DEMO": "1"}


def answers(environ: dict[str, str], path: str) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{environ['PORT']}{path}", timeout=5) as page:
            return bool(page.status == 200)
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return False


def soon(environ: dict[str, str], path: str, seconds: float = 30) -> bool:
    until = time.monotonic() + seconds
    while not answers(environ, path):
        if time.monotonic() > until:
            return False
        time.sleep(0.2)
    return True


def test_everything_starts_comes_back_and_stops(open_folder: Path) -> None:
    environ = environ_of(open_folder / "data")
    words = [sys.executable, "-m", "motcua", "up"]
    with subprocess.Popen(words, env=environ, cwd=BASE_DIR, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as up:
        try:
            greeting = until_greeted(up)
            assert f"http://127.0.0.1:{environ['PORT']}/" in greeting
            assert "citizen" in greeting.lower() or "người dân" in greeting.lower()
            assert soon(environ, "/readyz")
            assert soon(environ, "/")
            assert well(environ)
            children = children_of(up.pid)
            assert len(children) == 4
            os.kill(children[1], signal.SIGKILL)
            time.sleep(1)
            assert soon(environ, "/healthz")
        finally:
            up.send_signal(signal.SIGINT)
            _, errors = up.communicate(timeout=90)
    assert up.returncode == 0, errors
    assert "khởi động lại" in errors
    assert not answers(environ, "/healthz")
    assert all(gone(child) for child in children)
    assert not list((open_folder / "data").glob("postgres/cluster/postmaster.pid"))


def until_greeted(up: "subprocess.Popen[str]") -> str:
    assert up.stdout is not None
    said = ""
    for line in up.stdout:
        said += line
        if "Ctrl-C" in line:
            return said
    raise AssertionError(up.stderr.read() if up.stderr else said)


def well(environ: dict[str, str]) -> bool:
    done = subprocess.run([sys.executable, "-m", "motcua", "doctor", "--json"], env=environ, cwd=BASE_DIR, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return bool(json.loads(done.stdout)["ok"])


def children_of(pid: int) -> list[int]:
    return [int(word) for word in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def gone(pid: int) -> bool:
    return not Path(f"/proc/{pid}").exists()
