"""Loaded by pytest before Django: the tests have a database server of their own and reach nothing but this machine.

The server is left running for the next run; `make test` stops it, as does `MOTCUA_TEST_DB=1 motcua database stop`.
"""

import os
import socket
from pathlib import Path
from typing import Any

os.environ["MOTCUA_TEST_DB"] = os.environ["MOTCUA_DEMO"] = "1"
os.environ.setdefault("LOG_LEVEL", "WARNING")

from motcua.doors.command.postgres import server

(Path(__file__).resolve().parents[1] / "static-built").mkdir(exist_ok=True)  # tests serve the sources; nothing is collected
os.environ.setdefault("MOTCUA_TEST_NAME", f"test_motcua_{os.getpid()}")
if not os.environ.get("DATABASE_URL"):
    server.start(os.environ)

_connect = socket.socket.connect


def _near(self: socket.socket, address: Any) -> None:
    """Refuse an address that is not of this machine."""
    if self.family in (socket.AF_INET, socket.AF_INET6) and str(address[0]) not in ("127.0.0.1", "::1", "localhost"):
        raise AssertionError(f"a test wants to reach {address[0]}")
    _connect(self, address)


socket.socket.connect = _near  # type: ignore[method-assign,assignment]
