"""Calls to the portal: one session for the process, opened when needed and once more when the portal has forgotten it."""

import threading
import weakref
from typing import Any

import httpx

from motcua.ports import Refused, Unreachable

_DONE = ("0", "00")
_OUR_FAULT = (400, 413, 422)
MOST_BYTES = 4 * 1024 * 1024


class Session:
    """Speaks the portal's envelope {session, madonvi, service, isUpdating, data} → {error_code, message, result}."""

    def __init__(self, *, url: str, user: str, password: str, dstcode: str, agency: str, timeout: float, expired: tuple[str, ...]) -> None:
        self._url, self._agency, self._expired = url.rstrip("/"), agency, expired
        self._login = {"username": user, "password": password}
        self._http = httpx.Client(timeout=timeout, follow_redirects=False, trust_env=False, headers={"dstcode": dstcode})
        self.close = weakref.finalize(self, self._http.close)
        self._lock = threading.Lock()
        self._session = ""

    @property
    def host(self) -> str:
        """Whom we speak to."""
        return httpx.URL(self._url).host

    def enter(self) -> None:
        """Open a session of its own and leave it. Raises Unreachable."""
        self._log_in()

    def call(self, service: str, data: list[dict[str, Any]], updating: bool = False) -> Any:
        """Return the portal's `result`. Raises Refused with the portal's reason, Unreachable when there is no readable answer."""
        session = self._open("")
        answer = self._send(session, service, data, updating)
        if str(answer["error_code"]) in self._expired:
            answer = self._send(self._open(session), service, data, updating)
        code = str(answer["error_code"])
        if code in self._expired:
            raise Unreachable("the portal does not know the session it has just opened")
        if code not in _DONE:
            raise Refused(f"{code} {answer.get('message', '')}".strip()[:500])
        return answer.get("result")

    def _open(self, stale: str) -> str:
        """Return a session other than `stale`; threads that found the same one stale open one together."""
        with self._lock:
            if self._session == stale:
                self._session = self._log_in()
            return self._session

    def _log_in(self) -> str:
        answer = self._post("/mapi/login", self._login)
        if str(answer["error_code"]) not in _DONE or not isinstance(answer.get("session"), str):
            # A wrong password is ours to mend: the messages wait, they are not refused.
            raise Unreachable(f"the portal does not let us in: {answer['error_code']}")
        session: str = answer["session"]
        return session

    def _send(self, session: str, service: str, data: list[dict[str, Any]], updating: bool) -> dict[str, Any]:
        head = {"session": session, "madonvi": self._agency, "service": service, "isUpdating": str(updating)}
        return self._post("/mapi/g", {**head, "data": data})

    def _post(self, path: str, content: dict[str, Any]) -> dict[str, Any]:
        try:
            response = self._http.post(self._url + path, json=content)
            answer = response.json() if response.status_code == 200 and len(response.content) <= MOST_BYTES else None
        except (httpx.HTTPError, ValueError) as problem:
            raise Unreachable(f"the portal gave no readable answer: {type(problem).__name__}") from problem
        if response.status_code in _OUR_FAULT:
            raise Refused(f"the portal answered {response.status_code}")
        if not isinstance(answer, dict) or "error_code" not in answer:
            raise Unreachable(f"the portal gave no readable answer: {response.status_code}")
        return answer
