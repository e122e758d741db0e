"""Processes that `motcua up` looks after: started in groups of their own, restarted with back-off, stopped whole."""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from motcua.doors.command.frame import say

_LONGEST_WAIT = 30.0  # seconds between two tries
_SETTLED = 60.0  # a child that lived this long starts again from the shortest wait
_PATIENCE = 25.0  # seconds a child may take to stop before it is killed
_LONGEST_LOG = 10_000_000  # bytes; a longer one is begun anew at the next start, the old kept as .1


@dataclass
class Child:
    """One process: `words` to start it, its output in `log`."""

    name: str
    words: Sequence[str]
    log: Path
    environ: Mapping[str, str]
    wait: float = 1.0
    again_at: float = 0.0
    started_at: float = 0.0
    process: "subprocess.Popen[bytes] | None" = field(default=None, repr=False)

    def start(self) -> None:
        """Start it, in a session of its own, and tied to our life where setpriv is there to do so."""
        self.log.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        if self.log.exists() and self.log.stat().st_size > _LONGEST_LOG:
            self.log.replace(self.log.with_suffix(".log.1"))
        setpriv = shutil.which("setpriv")
        tie = [setpriv, "--pdeathsig", "TERM"] if setpriv else []
        with open(os.open(self.log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "ab") as out:
            self.process = subprocess.Popen(  # noqa: S603 - our own words, no shell
                [*tie, *self.words], stdin=subprocess.DEVNULL, stdout=out, stderr=out, env=self.environ, start_new_session=True
            )
        self.started_at = time.monotonic()

    def alive(self) -> bool:
        """Say whether it runs."""
        return self.process is not None and self.process.poll() is None

    def look_after(self) -> None:
        """Notice that it ended, say so, and start it again when its wait is over."""
        if self.alive():
            return
        now = time.monotonic()
        if self.process is not None:
            self.wait = 1.0 if now - self.started_at > _SETTLED else min(self.wait * 2, _LONGEST_WAIT)
            say(f"⚠ {self.name} đã dừng (mã {self.process.returncode}); khởi động lại sau {self.wait:.0f} giây. Nhật ký: {self.log}")
            self._signal(signal.SIGKILL)  # what it left of its group
            self.process, self.again_at = None, now + self.wait
        elif now >= self.again_at:
            self.start()
            say(f"{self.name} đã khởi động lại.")

    def stop(self) -> None:
        """Ask its whole group to end, wait, then end it."""
        if self.process is None:
            return
        self._signal(signal.SIGTERM)
        try:
            self.process.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            say(f"{self.name} không dừng trong {_PATIENCE:.0f} giây, phải ngắt.")
        self._signal(signal.SIGKILL)
        self.process.wait()

    def tail(self, lines: int = 12) -> str:
        """Return the last lines that it wrote."""
        if not self.log.exists():
            return ""
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-lines:])

    def _signal(self, number: signal.Signals) -> None:
        try:
            os.killpg(self.process.pid if self.process else 0, number)
        except ProcessLookupError:
            return
