"""The national portal in memory: keeps what was told, by dossier number."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from motcua.connectors.national_portal import news, wire
from motcua.connectors.national_portal.client import FEED, MOST_TOGETHER, PROGRESS
from motcua.ports import Delivered, Outgoing, Pulled, Refused, Spoken, Unreachable


class Client:
    """Takes what the portal takes. Set `down` to see how callers bear it."""

    def __init__(self) -> None:
        self.dossiers: dict[str, dict[str, Any]] = {}
        self.steps: dict[str, list[dict[str, Any]]] = {}
        self.filings: dict[str, dict[str, Any]] = {}
        self.files: dict[str, bytes] = {}
        self.events: list[dict[str, str]] = []
        self.down = False

    def happen(self, kind: str, code: str, at: datetime) -> None:
        """Tell that a citizen did something (`kind` in the portal's words)."""
        stamp = at.astimezone(wire.HANOI).strftime("%Y%m%d%H%M%S")
        self.events.append({"IdSuKien": str(len(self.events) + 1), "LoaiSuKien": kind, "MaHoSo": code, "ThoiDiem": stamp})

    def speaks(self) -> Spoken:
        """Return that it is not the real one. Raises as a question does."""
        self._check()
        return Spoken("fake", "in memory")

    def pull(self, feed: str, since: datetime, after: str) -> Pulled:
        """Return every event from `since` on in one page. Raises as the client."""
        self._check()
        if feed != FEED:
            raise Refused(f"the portal has no feed {feed}")
        stamp = since.astimezone(wire.HANOI).strftime("%Y%m%d%H%M%S")
        return Pulled(
            tuple(news.incoming(row) for row in self.events if row["ThoiDiem"] >= stamp and int(row["IdSuKien"]) > int(after or 0))
        )

    def filing(self, code: str) -> dict[str, Any] | None:
        """Return a filing, or None. Raises Unreachable when down."""
        self._check()
        return self.filings.get(code)

    def file(self, key: str) -> bytes:
        """Return the bytes of a file. Raises Refused, Unreachable."""
        self._check()
        if key not in self.files:
            raise Refused("the portal does not have this file")
        return self.files[key]

    def address_of(self, code: str) -> str:
        """Return where a citizen sees a filing."""
        return f"https://cong.test/ho-so/{code}"

    def _check(self) -> None:
        if self.down:
            raise Unreachable("the portal is down")

    def deliver(self, message: Outgoing) -> Delivered:
        """Keep the state or the step. Raises Refused and Unreachable as the client does."""
        self._check()
        if not message.kind.startswith("dossier."):
            raise Refused(f"the portal takes no {message.kind}")
        if message.kind == PROGRESS:
            return self._advance(wire.step({"at": message.created_at.isoformat(), **message.payload}))
        dossier = wire.dossier(message.payload)
        if not dossier["TenTTHC"]:
            raise Refused("2 Thiếu TenTTHC")
        self.dossiers[dossier["MaHoSo"]] = dossier
        self._advance(wire.step({"at": message.created_at.isoformat(), **message.payload}))
        return Delivered(evidence="DongBoHoSoMC accepted")

    def together(self, messages: Sequence[Outgoing]) -> int:
        """Return how many of the first messages are steps that go in one call: at most ten."""
        steps = next((n for n, message in enumerate(messages) if message.kind != PROGRESS), len(messages))
        return max(1, min(steps, MOST_TOGETHER))

    def deliver_together(self, messages: Sequence[Outgoing]) -> Delivered:
        """Keep several steps in order, all or none. Raises as `deliver`."""
        before = {code: list(steps) for code, steps in self.steps.items()}
        try:
            for message in messages:
                self.deliver(message)
        except Refused:
            self.steps = before
            raise
        return Delivered(evidence=f"CapNhatTienDoHoSoMC {len(messages)} accepted together")

    def statuses_of(self, codes: Sequence[str]) -> dict[str, int | None]:
        """Return the status last told of each, or None. Raises Unreachable when down."""
        return {code: self.status_of(code) for code in codes}

    def status_of(self, code: str) -> int | None:
        """Return the status last told, or None. Raises Unreachable when down."""
        self._check()
        return int(self.dossiers[code]["TrangThaiHoSo"]) if code in self.dossiers else None

    def _advance(self, step: dict[str, Any]) -> Delivered:
        code = step["MaHoSo"]
        if code not in self.dossiers:
            raise Refused(f"2 Hồ sơ {code} không tồn tại")
        if step not in self.steps.setdefault(code, []):
            self.steps[code].append(step)
        self.dossiers[code]["TrangThaiHoSo"] = step["TrangThai"]
        return Delivered(evidence="CapNhatTienDoHoSoMC accepted")
