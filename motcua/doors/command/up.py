"""`motcua up`: start everything on one machine (`make run`), look after it, and stop what was started on Ctrl-C."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from argparse import ArgumentParser, Namespace, _SubParsersAction
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import FrameType

from config.database import BASE_DIR, data_dir
from config.files import make_data_dir, write_env
from motcua.doors.command.children import Child
from motcua.doors.command.frame import DONE, CommandRefused, say, table
from motcua.doors.command.postgres import server

_KEPT = ("MOTCUA_DEMO", "PORT", "SANDBOX_PORT", "SANDBOX_SMTP_PORT", "DATABASE_URL", "PUBLIC_URL", "ALLOWED_HOSTS")
_PORTS = {"PORT": "8000", "SANDBOX_PORT": "8010", "SANDBOX_SMTP_PORT": "8025"}
_PATIENCE = 90.0  # seconds for a server to answer the first time


class Stop(Exception):
    """We were asked to stop (Ctrl-C, SIGTERM, or the terminal went away)."""


def add(subparsers: "_SubParsersAction[ArgumentParser]") -> None:
    """Add `up` to the command line."""
    subparsers.add_parser("up", help="chạy toàn bộ hệ thống trên một máy")


def run(_args: Namespace) -> int:
    """Run until asked to stop. Raises CommandRefused where a part does not start."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _stop)
    try:
        with ExitStack() as started:
            _run(started)
    except Stop:
        say("Đã dừng mọi thứ đã khởi động.")
    return DONE


def _run(started: ExitStack) -> None:
    environ = {"MOTCUA_DEMO": "0", **_PORTS, **os.environ}
    _free_ports(environ)
    _remember(environ)
    if not environ.get("DATABASE_URL"):
        started.enter_context(_database())
    _once(environ, "prepare")
    children = _children(environ)
    for child in children:
        started.callback(child.stop)
        child.start()
    for child, address in zip(children, _addresses(environ), strict=True):
        _await(child, address)
    if _demo(environ):
        _once(environ, "demo", "keys")
    _greet(environ)
    while True:
        time.sleep(0.5)
        for child in children:
            child.look_after()


def _stop(_number: int, _frame: FrameType | None) -> None:
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    raise Stop


def _remember(environ: dict[str, str]) -> None:
    """Keep what we were started with for other `motcua` commands, in `run.env`."""
    folder = data_dir(environ)
    make_data_dir(folder)
    write_env(folder / "run.env", {key: environ[key] for key in _KEPT if environ.get(key)})


def _demo(environ: dict[str, str]) -> bool:
    return environ["MOTCUA_DEMO"] == "1"


def _free_ports(environ: dict[str, str]) -> None:
    for key in _PORTS if _demo(environ) else ("PORT",):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", int(environ[key])))
            except OSError as problem:
                raise CommandRefused(f"Cổng {environ[key]} đang bận; hãy dừng chương trình đang giữ nó hoặc đặt {key} khác.") from problem


@contextmanager
def _database() -> Iterator[None]:
    _, ours = server.start(os.environ)
    try:
        yield
    finally:
        if ours:
            server.stop(os.environ)


def _motcua(*words: str) -> list[str]:
    return [sys.executable, "-m", "motcua", *words]


def _once(environ: dict[str, str], *words: str) -> None:
    if subprocess.run(_motcua(*words), env=environ, cwd=BASE_DIR, stdout=subprocess.DEVNULL, check=False).returncode:  # noqa: S603
        raise CommandRefused(f"motcua {' '.join(words)} không xong, xem các dòng trên.")


def _children(environ: dict[str, str]) -> list[Child]:
    logs = data_dir(environ) / "logs"
    granian = str(Path(sys.executable).with_name("granian"))
    web = [granian, "--interface", "wsgi", "--host", "127.0.0.1", "--port", environ["PORT"], "--workers", "2", "--blocking-threads", "4"]
    web += ["--respawn-failed-workers", "--workers-kill-timeout", "10", "config.wsgi:application"]
    all_words = {"web": web, "worker": _motcua("worker", "--quick"), "runs": _motcua("worker", "--queue", "runs")}
    if _demo(environ):
        environ = {"SANDBOX_PUSH_URL": f"http://127.0.0.1:{environ['PORT']}", "SANDBOX_MINISTRY_PACE": "30", **environ}
        all_words = {"sandbox": [sys.executable, "-m", "sandbox"], **all_words}
    return [Child(name, words, logs / f"{name}.log", environ) for name, words in all_words.items()]


def _addresses(environ: dict[str, str]) -> list[str]:
    sandbox = [f"http://127.0.0.1:{environ['SANDBOX_PORT']}/"] if _demo(environ) else []
    return [*sandbox, f"http://127.0.0.1:{environ['PORT']}/healthz", "", ""]


def _await(child: Child, address: str) -> None:
    """Wait until `child` answers at `address` (any HTTP status below 500), or, without one, has written to its log."""
    until = time.monotonic() + _PATIENCE
    while child.alive() and time.monotonic() < until:
        if _answers(address) if address else child.tail():
            return
        time.sleep(0.2)
    raise CommandRefused(f"{child.name} không khởi động được:\n{child.tail()}")


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=5):  # noqa: S310 - loopback, http
            return True
    except urllib.error.HTTPError as answer:
        return answer.code < 500
    except OSError:
        return False


def _greet(environ: dict[str, str]) -> None:
    public = environ.get("PUBLIC_URL") or f"http://127.0.0.1:{environ['PORT']}"
    places = [("Cổng dịch vụ công", f"{public}/"), ("Một cửa", f"{public}/mot-cua"), ("Xử lý hồ sơ", f"{public}/xu-ly")]
    if _demo(environ):
        places.append(("Thế giới bên ngoài (thử)", f"http://127.0.0.1:{environ['SANDBOX_PORT']}/"))
        _show_people(environ)
    sys.stdout.write("\n".join(["", *table(places), "", "Ctrl-C để dừng.", ""]))
    sys.stdout.flush()


def _show_people(environ: dict[str, str]) -> None:
    asked = subprocess.run(_motcua("demo", "people", "--json"), env=environ, cwd=BASE_DIR, capture_output=True, text=True, check=False)  # noqa: S603
    if asked.returncode:
        raise CommandRefused(f"motcua demo people không xong:\n{asked.stderr}")
    head = ("Vai", "Tên đăng nhập", "Mật khẩu", "Mã", "Người")
    keys = ("role", "name", "password", "code", "person")
    rows = [tuple(str(person.get(key) or "") for key in keys) for person in json.loads(asked.stdout)]
    sys.stdout.write("\n".join(["", *table([head, *rows]), "Mã đổi mỗi 30 giây; mã mới: .venv/bin/motcua demo people", ""]))
