"""The portal's newer interface, read only: what citizens did there, one filing whole, one file. A token is taken when needed."""

import threading
import weakref
from typing import Any
from urllib.parse import quote

import httpx

from motcua.ports import Refused, Unreachable

_DONE = ("0", "00")
MOST_BYTES = 25 * 1024 * 1024


class Newer:
    """Speaks {error_code, message, data} with a bearer token from client credentials."""

    def __init__(self, *, url: str, client_id: str, secret: str, timeout: float) -> None:
        self._url = url.rstrip("/")
        self._asked = {"grant_type": "client_credentials", "client_id": client_id, "client_secret": secret}
        self._http = httpx.Client(timeout=timeout, follow_redirects=False, trust_env=False)
        self.close = weakref.finalize(self, self._http.close)
        self._lock, self._token = threading.Lock(), ""

    def enter(self) -> None:
        """Take a token and leave it. Raises Unreachable, Refused."""
        self._log_in()

    def events(self, since: str, after: str, most: int) -> list[dict[str, Any]]:
        """Return what happened from moment `since` (yyyyMMddHHmmss, Hà Nội) on, after event `after`, oldest first."""
        found = self._data("/api/SuKien", {"TuThoiDiem": since, "SauId": after or "0", "SoLuong": str(most)})
        if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
            raise Unreachable("the portal's list of events is no list")
        return found

    def filing(self, code: str) -> dict[str, Any] | None:
        """Return one filing as the portal holds it, None when it says it has none."""
        try:
            found = self._data(f"/api/HoSo/{quote(code, safe='')}", {})
        except Refused:
            return None
        return found if isinstance(found, dict) else None

    def file(self, key: str) -> bytes:
        """Return the bytes of a file. Raises Refused when there is none."""
        response = self._get(f"/api/TepTin/{quote(key, safe='')}", {})
        if response.status_code == httpx.codes.NOT_FOUND:
            raise Refused("the portal does not have this file")
        if response.status_code != httpx.codes.OK or len(response.content) > MOST_BYTES:
            raise Unreachable(f"the portal answered {response.status_code} for a file")
        return response.content

    def _data(self, path: str, query: dict[str, str]) -> Any:
        response = self._get(path, query)
        try:
            answer = response.json() if response.status_code == httpx.codes.OK else None
        except ValueError as problem:
            raise Unreachable("the portal gave no readable answer") from problem
        if not isinstance(answer, dict) or "error_code" not in answer:
            raise Unreachable(f"the portal gave no readable answer: {response.status_code}")
        if str(answer["error_code"]) not in _DONE:
            raise Refused(f"{answer['error_code']} {answer.get('message', '')}".strip()[:300])
        return answer.get("data")

    def _get(self, path: str, query: dict[str, str]) -> httpx.Response:
        response = self._ask(path, query, self._open(""))
        if response.status_code == httpx.codes.UNAUTHORIZED:
            response = self._ask(path, query, self._open(self._token))
        return response

    def _ask(self, path: str, query: dict[str, str], token: str) -> httpx.Response:
        try:
            return self._http.get(self._url + path, params=query, headers={"Authorization": f"Bearer {token}"})
        except httpx.HTTPError as problem:
            raise Unreachable(f"the portal did not answer: {type(problem).__name__}") from problem

    def _open(self, stale: str) -> str:
        with self._lock:
            if self._token == stale:
                self._token = self._log_in()
            return self._token

    def _log_in(self) -> str:
        try:
            response = self._http.post(f"{self._url}/oauth2/token", data=self._asked)
            token = response.json().get("access_token") if response.status_code == httpx.codes.OK else None
        except (httpx.HTTPError, ValueError, AttributeError) as problem:
            raise Unreachable(f"the portal gave no token: {type(problem).__name__}") from problem
        if not isinstance(token, str) or not token:
            raise Unreachable(f"the portal gave no token: {response.status_code}")  # a wrong secret is ours to mend
        return token
