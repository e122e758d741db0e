"""Proof `chaos`: 2,000 dossiers walk through their statuses while a fifth of all calls to partners go wrong in every way, workers are
killed and started again, and the database is restarted; then our state and the partners' are compared by the partners' own records.

CHAOS_DOSSIERS sets another number. Loopback only; ends by itself, whatever happens.
"""

import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

NAME = "chaos"
ROOT = Path(__file__).resolve().parents[2]
RATE = 0.2
_LEASE = 15  # seconds: shorter than in life, for workers die every few seconds here


@dataclass
class Plan:
    """How many dossiers, workers and walking threads; how often a worker is killed (seconds) and how many times at most."""

    dossiers: int
    workers: int = 2
    walkers: int = 2
    kill_every: float = 8.0
    most_kills: int = 1000
    patience: float = 900.0
    lease: int = _LEASE
    restart: Callable[[], None] | None = None
    environ: Mapping[str, str] = field(default_factory=lambda: dict(os.environ))


@dataclass
class Done:
    """What happened on the way: kills, restarts of the database, seconds, and what the records say."""

    kills: int
    restarts: int
    seconds: float
    found: Any


def run() -> list[dict[str, Any]]:
    """Return a row for every claim: equal, nothing lost, nothing doubled, order kept."""
    done = chaos(Plan(int(os.environ.get("CHAOS_DOSSIERS", "2000")), restart=_restart))
    found = done.found
    told = [("dossiers", found.dossiers), ("messages", found.messages), ("letters", found.letters), ("tries", found.tries)]
    told += [("repeats taken", found.repeats), ("workers killed", done.kills), ("database restarted", done.restarts)]
    claims = ["lost", "strange", "disordered", "unequal", "entries_untold", "letters_lost", "left"]
    rows = [{"metric": name, "value": value, "unit": "", "ok": value > 0} for name, value in told]
    rows += [{"metric": name, "value": getattr(found, name), "unit": "should be 0", "ok": getattr(found, name) == 0} for name in claims]
    return [*rows, {"metric": "seconds", "value": round(done.seconds), "unit": "s", "ok": True}]


def chaos(plan: Plan) -> Done:
    """Let it happen, wait until nothing is left to send (at most `patience` seconds), and judge by the partners' records."""
    from tests.proof.chaos_record import judge

    began = time.monotonic()
    _forget()
    with TemporaryDirectory() as folder:
        data = Path(folder)
        with _world(plan, data) as ports, _workers(plan, ports) as workers:
            walking = _Restarts(plan)
            _walk(plan, walking)
            workers.quiet()
            _drained(plan.patience)
        return Done(workers.kills, walking.restarts, time.monotonic() - began, judge(data))


def _forget() -> None:
    """What an earlier run of this proof left in its database is not judged again."""
    from motcua.outbox.models import Attempt, Lane, Line, Message

    for each in (Message, Attempt, Lane, Line):
        each.objects.all().delete()


class _Restarts:
    """Restarts the database once, when half of the dossiers have begun."""

    def __init__(self, plan: Plan) -> None:
        self._restart, self._half = plan.restart, max(1, plan.dossiers // 2)
        self._lock, self._begun, self.restarts = threading.Lock(), 0, 0

    def begun(self) -> None:
        """Count one dossier that begins."""
        with self._lock:
            self._begun += 1
            if self._restart and self._begun == self._half:
                self._restart()
                self.restarts += 1


def _walk(plan: Plan, walking: _Restarts) -> None:
    from django.db import connection

    from tests.proof.chaos_walk import Walk

    walk = Walk()

    def one(number: int) -> None:
        walking.begun()
        try:
            for step in walk.steps(number):
                step()
        finally:
            connection.close()

    with ThreadPoolExecutor(plan.walkers) as threads:
        for each in [threads.submit(one, number) for number in range(plan.dossiers)]:
            each.result()
    connection.close()  # it may be one from before the restart


def _drained(patience: float) -> None:
    from motcua.outbox.models import Lane

    until = time.monotonic() + patience
    while Lane.objects.filter(next_at__isnull=False).exists() and time.monotonic() < until:
        time.sleep(0.5)


def _restart() -> None:
    from motcua.doors.command.postgres import server

    server.stop(os.environ)
    time.sleep(1)
    server.start(os.environ)


@contextmanager
def _world(plan: Plan, data: Path) -> Iterator[tuple[int, int]]:
    from sandbox.running import free_port

    ports = free_port(), free_port()
    words = [sys.executable, "-m", "tests.proof.chaos_world", str(data), *map(str, ports), str(RATE)]
    process = subprocess.Popen(words, cwd=ROOT, env={**plan.environ, "PYTHONPATH": str(ROOT)}, stderr=subprocess.DEVNULL)
    try:
        yield ports
    finally:
        process.terminate()
        process.wait(20)


class _Workers:
    """Worker processes; a thread kills one now and then without warning and starts another."""

    def __init__(self, plan: Plan, environ: dict[str, str]) -> None:
        self._plan, self._environ, self._end, self.kills = plan, environ, threading.Event(), 0
        self.processes = [self._start() for _ in range(plan.workers)]
        self._killing = threading.Thread(target=self._kill)
        self._killing.start()

    def _start(self) -> subprocess.Popen[bytes]:
        words = [sys.executable, "-m", "motcua", "worker", "--queue", "clock"]
        quiet = subprocess.DEVNULL
        return subprocess.Popen(words, cwd=ROOT, env=self._environ, stdout=quiet, stderr=quiet)

    def _kill(self) -> None:
        while self.kills < self._plan.most_kills and not self._end.wait(self._plan.kill_every):
            at = random.randrange(len(self.processes))
            self.processes[at].send_signal(signal.SIGKILL)
            self.processes[at].wait(10)
            self.processes[at] = self._start()
            self.kills += 1

    def quiet(self) -> None:
        """Kill nobody any more."""
        self._end.set()
        self._killing.join()

    def stop(self) -> None:
        """Stop every worker; one that does not end is killed."""
        self.quiet()
        for process in self.processes:
            process.terminate()
        for process in self.processes:
            with suppress(subprocess.TimeoutExpired):
                process.wait(15)
                continue
            process.kill()


@contextmanager
def _workers(plan: Plan, ports: tuple[int, int]) -> Iterator[_Workers]:
    own = {"SANDBOX_PORT": str(ports[0]), "SANDBOX_SMTP_PORT": str(ports[1]), "SANDBOX_URL": f"http://127.0.0.1:{ports[0]}"}
    environ = {**plan.environ, **own, "OUTBOX_LEASE_SECONDS": str(plan.lease), "LOG_LEVEL": "CRITICAL", "PYTHONPATH": str(ROOT)}
    workers = _Workers(plan, environ)
    try:
        yield workers
    finally:
        workers.stop()
