"""Where the sandbox listens, keeps its data and which secrets it accepts; all from the environment."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

HOST = "127.0.0.1"


class NotDemo(Exception):
    """The sandbox was asked to start outside demo mode."""


@dataclass(frozen=True)
class Config:
    """Settings of one sandbox process. `base_url` has no trailing slash; `slow_seconds`, `hang_seconds` belong to the faults.

    `push_url` is where news are pushed to (the city's address, without a slash at the end); empty: nothing is pushed, all is pulled.
    `ministry_pace`: seconds between two steps of the ministry's own work, 0 for none.
    """

    port: int
    smtp_port: int
    data: Path
    base_url: str
    oidc_secret: str = "demo-secret"
    population_secret: str = "demo-secret"
    population_key: str = "demo-key"
    portal_password: str = "demo-secret"
    portal_client_secret: str = "demo-secret"
    ministry_secret: str = "demo-secret"
    push_secret: str = "demo-secret"
    push_url: str = ""
    population_size: int = 10_000
    ministry_pace: float = 0
    slow_seconds: float = 3.0
    hang_seconds: float = 60.0

    def folder(self, system: str) -> Path:
        """Return the folder that keeps the state of `system`, made if missing."""
        path = self.data / system
        path.mkdir(parents=True, exist_ok=True)
        return path


def from_env(env: Mapping[str, str] = os.environ) -> Config:
    """Return the configuration that `env` asks for. Raises NotDemo unless MOTCUA_DEMO=1."""
    if env.get("MOTCUA_DEMO") != "1":
        raise NotDemo("The sandbox plays state systems with made-up people: it starts only when MOTCUA_DEMO=1 is set.")
    port = int(env.get("SANDBOX_PORT", "8010"))
    return Config(
        port=port,
        smtp_port=int(env.get("SANDBOX_SMTP_PORT", "8025")),
        data=Path(env.get("SANDBOX_DATA") or Path(env.get("MOTCUA_DATA_DIR", ".data")) / "sandbox"),
        base_url=env.get("SANDBOX_URL", f"http://{HOST}:{port}").rstrip("/"),
        oidc_secret=env.get("SANDBOX_OIDC_SECRET", "demo-secret"),
        population_secret=env.get("SANDBOX_POPULATION_SECRET", "demo-secret"),
        population_key=env.get("SANDBOX_POPULATION_KEY", "demo-key"),
        portal_password=env.get("SANDBOX_PORTAL_PASSWORD", "demo-secret"),
        portal_client_secret=env.get("SANDBOX_PORTAL_CLIENT_SECRET", "demo-secret"),
        ministry_secret=env.get("SANDBOX_MINISTRY_SECRET", "demo-secret"),
        push_secret=env.get("SANDBOX_PUSH_SECRET", "demo-secret"),
        push_url=env.get("SANDBOX_PUSH_URL", "").rstrip("/"),
        ministry_pace=float(env.get("SANDBOX_MINISTRY_PACE", "0")),
        population_size=int(env.get("SANDBOX_POPULATION_SIZE", "10000")),
    )
