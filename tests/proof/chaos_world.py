"""The outside world of the chaos run, in a process of its own: `python -m tests.proof.chaos_world DATA PORT SMTP_PORT RATE`.

RATE of all calls meet a fault of any kind, drawn anew for each; a file `calm` in DATA ends that.
"""

import random
import sys
from pathlib import Path

from sandbox import __main__ as world
from sandbox.config import HOST, Config
from sandbox.faults import MODES, Faults

KINDS = [mode for mode in MODES if mode != "ok"]
SLOW, HANG = 0.3, 1.0  # seconds


def main(data: str, port: str, smtp_port: str, rate: str) -> int:
    """Serve until told to stop."""
    share, calm = float(rate), Path(data) / "calm"

    def draw(_faults: Faults, _system: str) -> str:
        return random.choice(KINDS) if random.random() < share and not calm.exists() else "ok"

    Faults.draw = draw  # type: ignore[assignment,method-assign]  # the sandbox sets one kind at a time
    url = f"http://{HOST}:{port}"
    return world.serve(Config(int(port), int(smtp_port), Path(data), url, slow_seconds=SLOW, hang_seconds=HANG))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
