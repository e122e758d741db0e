"""The looking-after of `motcua up`: a child that ends is started again, a child that is stopped leaves nobody behind."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from config.database import BASE_DIR
from motcua.doors.command.children import Child

FAMILY = "import subprocess, sys, time; print(subprocess.Popen(['sleep', '1000']).pid, flush=True); time.sleep(1000)"


def child(tmp_path: Path, code: str) -> Child:
    return Child("child", [sys.executable, "-c", code], tmp_path / "logs" / "child.log", dict(os.environ))


def soon(true: Callable[[], bool]) -> bool:
    until = time.monotonic() + 10
    while not true():
        if time.monotonic() > until:
            return False
        time.sleep(0.05)
    return True


def gone(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().split()[2] == "Z"
    except FileNotFoundError:
        return True


def test_a_child_that_ends_is_started_again_and_it_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    one = child(tmp_path, "print('here', flush=True); raise SystemExit(3)")
    one.start()
    assert soon(lambda: not one.alive())
    one.look_after()
    said = capsys.readouterr().err
    assert "mã 3" in said
    assert "2 giây" in said
    one.again_at = time.monotonic()
    one.look_after()
    assert "đã khởi động lại" in capsys.readouterr().err
    assert soon(lambda: one.tail().count("here") == 2)
    one.stop()


def test_the_wait_grows_to_half_a_minute(tmp_path: Path) -> None:
    one = child(tmp_path, "")
    waits = []
    for _ in range(7):
        one.start()
        assert soon(lambda: not one.alive())
        one.look_after()
        waits.append(one.wait)
    assert waits == [2, 4, 8, 16, 30, 30, 30]


def test_stopping_takes_the_whole_family(tmp_path: Path) -> None:
    one = child(tmp_path, FAMILY)
    one.start()
    assert soon(lambda: one.tail() != "")
    grandchild = int(one.tail())
    one.stop()
    assert not one.alive()
    assert soon(lambda: gone(grandchild))


def test_a_child_does_not_outlive_a_killed_parent(tmp_path: Path) -> None:
    code = (
        "import os, sys, time; from pathlib import Path; from motcua.doors.command.children import Child\n"
        f"c = Child('c', ['/bin/sleep', '1000'], Path({str(tmp_path / 'c.log')!r}), dict(os.environ)); c.start()\n"
        "print(c.process.pid, flush=True); time.sleep(1000)"
    )
    parent = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, cwd=BASE_DIR)
    assert parent.stdout is not None
    pid = int(parent.stdout.readline())
    assert soon(lambda: Path(f"/proc/{pid}/comm").read_text() == "sleep\n")  # tied by then
    parent.send_signal(signal.SIGKILL)
    parent.communicate()
    assert soon(lambda: gone(pid))
