"""The sandbox inside a test or a benchmark: on free ports, in threads of this process, gone at the end of the block."""

import dataclasses
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn

from sandbox.config import HOST, Config
from sandbox.faults import Fault, Faults
from sandbox.root import build


@dataclasses.dataclass(frozen=True)
class Running:
    """A sandbox that answers: its addresses, and its faults to set."""

    config: Config
    faults: Faults

    @property
    def url(self) -> str:
        """Return the address of the home page, without a slash at the end."""
        return self.config.base_url

    @contextmanager
    def broken(self, system: str, mode: str, rate: float = 1.0) -> Iterator[None]:
        """Let `system` fail in the block."""
        self.faults.set(system, Fault(mode, rate))
        try:
            yield
        finally:
            self.faults.set(system, Fault())


def free_port() -> int:
    """Return a port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port


def trial(data: Path, **changes: object) -> Config:
    """Return a configuration on free ports that keeps its state in `data`; `changes` replace single values."""
    port = free_port()
    config = Config(port, free_port(), data, f"http://{HOST}:{port}", slow_seconds=1.0, hang_seconds=3.0)
    return dataclasses.replace(config, **changes)  # type: ignore[arg-type]


@contextmanager
def running(config: Config) -> Iterator[Running]:
    """Serve `config` during the block. Raises RuntimeError when it does not start within ten seconds."""
    world = build(config)
    server = uvicorn.Server(uvicorn.Config(world.app, host=HOST, port=config.port, log_level="warning", access_log=False, lifespan="off"))
    thread = threading.Thread(target=server.run, daemon=True)
    world.smtp.start()
    thread.start()
    try:
        _wait(server)
        yield Running(config, world.faults)
    finally:
        server.should_exit = True
        server.force_exit = True
        thread.join(10)
        world.smtp.stop()
        world.close()


def _wait(server: uvicorn.Server) -> None:
    until = time.monotonic() + 10
    while not server.started:
        if time.monotonic() > until:
            raise RuntimeError("the sandbox did not start")
        time.sleep(0.01)
