"""The ministry's system, read only: what changed since a moment, one dossier whole. Interface and doubts: README.md in this folder."""

import weakref
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from urllib.parse import quote

import httpx

from motcua.connectors.ministry import news
from motcua.law.calendar import HANOI
from motcua.ports import Pulled, Refused, Spoken, Unreachable

FEED, PAGE = "dossiers", 100
MOST_BYTES = 4 * 1024 * 1024


class Client:
    """Asks the system. `url` is its address, `key` the bearer key, `timeout` seconds a call, `public_url` where people see a dossier."""

    def __init__(self, url: str, key: str, timeout: float = 10.0, public_url: str = "") -> None:
        self._url, self._public = url.rstrip("/"), (public_url or url).rstrip("/")
        self._http = httpx.Client(timeout=timeout, follow_redirects=False, trust_env=False, headers={"Authorization": f"Bearer {key}"})
        self.close = weakref.finalize(self, self._http.close)

    def pull(self, feed: str, since: datetime, after: str) -> Pulled:
        """Return what changed from `since` on, a page at a time. Raises Unreachable, Refused."""
        if feed != FEED:
            raise Refused(f"the ministry has no feed {feed}")
        query = {"tu": since.astimezone(HANOI).strftime("%Y%m%d%H%M%S"), "sau": after or "0", "soLuong": str(PAGE)}
        answer = self._get("/api/su-kien", query)
        rows = answer.get("suKien") if answer else None
        if not isinstance(rows, list) or not all(isinstance(row, Mapping) for row in rows):
            raise Unreachable("the ministry's list of events is no list")
        last = max((row["id"] for row in rows if isinstance(row.get("id"), int)), default=0)
        return Pulled(tuple(news.from_feed(row, since) for row in rows), str(last) if len(rows) >= PAGE else "")

    def dossier(self, code: str) -> dict[str, Any] | None:
        """Return one dossier as the ministry holds it, None when it has none. Raises Unreachable."""
        return self._get(f"/api/ho-so/{quote(code, safe='')}", {})

    def speaks(self) -> Spoken:
        """Return that its feed answers; it tells no version. Raises Unreachable."""
        now = datetime.now(HANOI)
        if self._get("/api/su-kien", {"tu": f"{now:%Y%m%d%H%M%S}", "sau": "0", "soLuong": "1"}) is None:
            raise Unreachable("the ministry has no feed at this address")
        return Spoken(httpx.URL(self._url).host, "api/su-kien")

    def address_of(self, code: str) -> str:
        """Return where people see a dossier there."""
        return f"{self._public}/dossiers/{code}"

    def _get(self, path: str, query: dict[str, str]) -> dict[str, Any] | None:
        try:
            response = self._http.get(self._url + path, params=query)
            answer = response.json() if response.status_code == httpx.codes.OK and len(response.content) <= MOST_BYTES else None
        except (httpx.HTTPError, ValueError) as problem:
            raise Unreachable(f"the ministry gave no readable answer: {type(problem).__name__}") from problem
        if response.status_code == httpx.codes.NOT_FOUND:
            return None
        if not isinstance(answer, dict):  # a wrong key is ours to mend: what waits is not refused
            raise Unreachable(f"the ministry gave no readable answer: {response.status_code}")
        return answer
