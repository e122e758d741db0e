"""Faults on demand, always or for a share of calls: a system is slow, failing, silent, talking nonsense, hears a message twice
(duplicate) or hears it after a later one (reorder). What a system itself sends out or lists meets the same faults (push.py, feed.py).
"""

import asyncio
import json
import random
import threading
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

MODES = ("ok", "slow", "error", "timeout", "duplicate", "reorder", "garbage")
SYSTEMS = ("identity", "population", "business", "portal", "ministry", "mail", "signing")
GARBAGE = b"\xff\xfe<html><!DOCTYPE \x00 {{{ 12:"


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
    """ASGI wrapper that lets the faults of `system` happen; addresses in `exempt`, and below those ending in "/", are spared."""

    def __init__(self, app: ASGIApp, system: str, faults: Faults, exempt: tuple[str, ...] = ()) -> None:
        self._app, self._system, self._faults = app, system, faults
        self._single = frozenset(exempt)
        self._below = tuple(each for each in exempt if each.endswith("/") and each != "/")
        self._passed = asyncio.Event()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or self._spared(scope):
            await self._app(scope, receive, send)
            return
        mode = self._faults.draw(self._system)
        if mode == "duplicate":
            await self._twice(scope, receive, send)
        elif mode == "reorder":
            await self._after_another(scope, receive, send)
        else:
            await (await self._spoil(mode) or self._app)(scope, receive, send)
            self._let_pass()

    def _spared(self, scope: Scope) -> bool:
        path = scope.get("path", "").removeprefix(scope.get("root_path", ""))
        return path in self._single or path.startswith(self._below)

    def _let_pass(self) -> None:
        self._passed.set()
        self._passed = asyncio.Event()

    async def _twice(self, scope: Scope, receive: Receive, send: Send) -> None:
        """The network repeats the message: it is heard twice, and the caller gets the first answer."""
        heard, answer = await _whole(receive), list[Message]()

        async def keep(message: Message) -> None:
            answer.append(message)

        await self._app(dict(scope), _again(heard), keep)
        await self._app(dict(scope), _again(heard), _nowhere)
        for message in answer:
            await send(message)
        self._let_pass()

    async def _after_another(self, scope: Scope, receive: Receive, send: Send) -> None:
        """The message is held until a later one has passed, or for the time of a slow answer."""
        heard = await _whole(receive)
        with suppress(TimeoutError):
            await asyncio.wait_for(self._passed.wait(), self._faults.slow_seconds)
        await self._app(scope, _again(heard), send)

    async def _spoil(self, mode: str) -> Response | None:
        if mode == "slow":
            await asyncio.sleep(self._faults.slow_seconds)
        if mode == "timeout":
            await asyncio.sleep(self._faults.hang_seconds)
            return Response(status_code=504)
        if mode == "error":
            return Response("Lỗi hệ thống (giả lập)", 500)
        if mode == "garbage":
            return Response(GARBAGE, 200, media_type="application/json")
        return None


async def _whole(receive: Receive) -> bytes:
    body, more = b"", True
    while more:
        message = await receive()
        body, more = body + message.get("body", b""), bool(message.get("more_body"))
    return body


def _again(body: bytes) -> Receive:
    async def receive() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    return receive


async def _nowhere(_message: Message) -> None:
    """The answer to the second of two equal messages reaches nobody."""


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
