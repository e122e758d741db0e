"""HTTP to the authority, with its failures told apart: `Unreachable` may pass, `Refused` will not."""

import time
from typing import Any

import httpx

from motcua.ports import Refused, Unreachable

_LATEST = 30.0  # seconds before its end that a session is given up


class Line:
    """One partner's address, with a session that is opened when needed and opened anew when the partner forgot it.

    `timeout` is seconds per request. Safe between threads.
    """

    def __init__(self, url: str, client_id: str, secret: str, timeout: float) -> None:
        self._url, self._who = url.rstrip("/"), {"client_id": client_id, "client_secret": secret}
        self._http = httpx.Client(timeout=timeout, trust_env=False)
        self._session, self._until = "", 0.0

    def call(self, path: str, body: dict[str, Any], method: str = "POST") -> dict[str, Any]:
        """Send JSON inside the session and return the JSON answer."""
        for attempt in (1, 2):
            answer = self._send(method, path, json=body, headers={"Authorization": f"Bearer {self._open()}"})
            if answer.status_code != httpx.codes.UNAUTHORIZED or attempt == 2:
                break
            self._until = 0.0
        return _json(answer)

    def fetch(self, url: str) -> bytes:
        """Get a public file, such as a revocation list, by its whole address or by a path of the partner."""
        return _checked(self._send("GET", url)).content

    def ask(self, url: str, body: bytes, kind: str) -> bytes:
        """Post bytes of media type `kind` and return the bytes of the answer."""
        return _checked(self._send("POST", url, content=body, headers={"Content-Type": kind})).content

    def close(self) -> None:
        """Give up the connections."""
        self._http.close()

    def _open(self) -> str:
        if time.monotonic() > self._until - _LATEST:
            asked = {"grant_type": "client_credentials", **self._who}
            answer = _json(self._send("POST", "csc/v1/oauth2/token", json=asked))
            try:
                self._session, self._until = str(answer["access_token"]), time.monotonic() + float(answer["expires_in"])
            except (KeyError, TypeError, ValueError) as problem:
                raise Unreachable("The signing authority's session cannot be read") from problem
        return self._session

    def _send(self, method: str, path: str, **parts: Any) -> httpx.Response:
        url = path if "://" in path else f"{self._url}/{path}"
        try:
            return self._http.request(method, url, **parts)
        except httpx.HTTPError as problem:
            raise Unreachable(f"The signing authority does not answer: {type(problem).__name__}") from problem


def _checked(answer: httpx.Response) -> httpx.Response:
    if answer.is_success:
        return answer
    if answer.is_server_error or answer.status_code in (httpx.codes.REQUEST_TIMEOUT, httpx.codes.TOO_MANY_REQUESTS):
        raise Unreachable(f"The signing authority answered {answer.status_code}")
    raise Refused(_reason(answer))


def _json(answer: httpx.Response) -> dict[str, Any]:
    try:
        read = _checked(answer).json()
    except ValueError as problem:
        raise Unreachable("The signing authority's answer is not JSON") from problem
    if not isinstance(read, dict):
        raise Unreachable("The signing authority's answer is not an object")
    return read


def _reason(answer: httpx.Response) -> str:
    """The partner's own words, else the status."""
    try:
        said = answer.json()
    except ValueError:
        said = None
    words = said.get("error_description") or said.get("error") if isinstance(said, dict) else None
    return str(words) if words else f"The signing authority refused with status {answer.status_code}"
