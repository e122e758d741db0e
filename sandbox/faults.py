"""Faults on demand: each system can be slow, failing, silent or talking nonsense, always or for a share of calls."""

import asyncio
import json
import random
import threading
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

MODES = ("ok", "slow", "error", "timeout", "garbage")
SYSTEMS = ("identity", "population", "portal", "mail", "signing")


@dataclass(frozen=True)
class Fault:
    """What goes wrong, and for which share of the calls (0 to 1)."""

    mode: str = "ok"
    rate: float = 1.0


class Faults:
    """The faults now in force, kept in a file so that a restart does not heal them."""

    def __init__(self, path: Path, slow_seconds: float, hang_seconds: float) -> None:
        self.slow_seconds, self.hang_seconds = slow_seconds, hang_seconds
        self._path, self._lock = path, threading.Lock()
        self._now: dict[str, Fault] = {}
        if path.exists():
            self._now = {name: Fault(**value) for name, value in json.loads(path.read_text("utf-8")).items()}

    def set(self, system: str, fault: Fault) -> None:
        """Put `fault` in force. Raises ValueError for an unknown system, mode or a rate outside 0 to 1."""
        if system not in SYSTEMS or fault.mode not in MODES or not 0 <= fault.rate <= 1:
            raise ValueError(f"system is one of {SYSTEMS}, mode one of {MODES}, rate between 0 and 1")
        with self._lock:
            self._now[system] = fault
            self._path.write_text(json.dumps({name: asdict(value) for name, value in self._now.items()}), "utf-8")

    def draw(self, system: str) -> str:
        """Return the mode that the next call to `system` meets."""
        fault = self._now.get(system, Fault())
        return fault.mode if random.random() < fault.rate else "ok"  # noqa: S311 - chance, not secrecy

    def table(self) -> Mapping[str, Fault]:
        """Return the fault of every system."""
        return {name: self._now.get(name, Fault()) for name in SYSTEMS}


class Faulty:
    """ASGI wrapper that lets the faults of `system` happen; pages under `exempt` stay readable for people."""

    def __init__(self, app: ASGIApp, system: str, faults: Faults, exempt: tuple[str, ...] = ()) -> None:
        self._app, self._system, self._faults, self._exempt = app, system, faults, exempt

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope.get("path", "").removeprefix(scope.get("root_path", ""))
        if scope["type"] != "http" or path in self._exempt:
            await self._app(scope, receive, send)
            return
        spoiled = await self._spoil(self._faults.draw(self._system))
        await (spoiled or self._app)(scope, receive, send)

    async def _spoil(self, mode: str) -> Response | None:
        if mode == "slow":
            await asyncio.sleep(self._faults.slow_seconds)
        if mode == "timeout":
            await asyncio.sleep(self._faults.hang_seconds)
            return Response(status_code=504)
        if mode == "error":
            return Response("Lỗi hệ thống (giả lập)", 500)
        if mode == "garbage":
            return Response(b"\xff\xfe<html><!DOCTYPE \x00 {{{ 12:", 200, media_type="application/json")
        return None


async def control(request: Request, faults: Faults) -> JSONResponse:
    """POST {mode, rate}: set the fault of the system in the path; GET: tell all."""
    if request.method == "GET":
        return JSONResponse({name: asdict(fault) for name, fault in faults.table().items()})
    try:
        asked = await request.json()
        faults.set(request.path_params["system"], Fault(str(asked["mode"]), float(asked.get("rate", 1.0))))
    except (ValueError, KeyError, TypeError, AttributeError) as problem:
        return JSONResponse({"error": str(problem)}, 400)
    return JSONResponse({"ok": True})
