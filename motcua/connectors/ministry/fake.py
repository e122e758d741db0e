"""The ministry's system in memory: holds `dossiers` as the wire has them, and what changed, in order."""

from datetime import datetime
from typing import Any

from motcua.connectors.ministry import news
from motcua.connectors.ministry.client import FEED
from motcua.law.calendar import HANOI
from motcua.ports import Pulled, Refused, Spoken, Unreachable


class Client:
    """Set `down` to see how callers bear it; `put` writes a dossier and tells that it changed."""

    def __init__(self) -> None:
        self.dossiers: dict[str, dict[str, Any]] = {}
        self.events: list[dict[str, Any]] = []
        self.down = False

    def put(self, told: dict[str, Any], at: datetime) -> None:
        """Keep `told` and one event about it."""
        self.dossiers[told["maHoSo"]] = told
        stamp = at.astimezone(HANOI).strftime("%Y%m%d%H%M%S")
        self.events.append({"id": len(self.events) + 1, "maHoSo": told["maHoSo"], "trangThai": told["trangThai"], "thoiDiem": stamp})

    def speaks(self) -> Spoken:
        """Return that it is not the real one. Raises as a question does."""
        self._check()
        return Spoken("fake", "in memory")

    def pull(self, feed: str, since: datetime, after: str) -> Pulled:
        """Return every event from `since` on in one page. Raises as the client."""
        self._check()
        if feed != FEED:
            raise Refused(f"the ministry has no feed {feed}")
        stamp = since.astimezone(HANOI).strftime("%Y%m%d%H%M%S")
        rows = [row for row in self.events if row["thoiDiem"] >= stamp and row["id"] > int(after or 0)]
        return Pulled(tuple(news.from_feed(row, since) for row in rows))

    def dossier(self, code: str) -> dict[str, Any] | None:
        """Return one dossier, or None. Raises Unreachable when down."""
        self._check()
        return self.dossiers.get(code)

    def address_of(self, code: str) -> str:
        """Return where people see a dossier there."""
        return f"https://bo.test/dossiers/{code}"

    def _check(self) -> None:
        if self.down:
            raise Unreachable("the ministry is down")
