"""The registry over X-Road REST. Interface and doubts: README.md in this folder."""

import time
import uuid
import weakref
from datetime import date
from urllib.parse import quote

import httpx

from motcua.connectors import road
from motcua.connectors.population_registry import wire
from motcua.ports import Person, Purpose, Refused, Spoken, Unreachable
from motcua.ports.breaker import Breaker


class Client:
    """Asks service 037. `url` is the security server's address, `timeout` the seconds a look-up may take in all."""

    def __init__(
        self,
        url: str,
        user: str,
        secret: str,
        api_key: str,
        client_id: str,
        service: str = "VN/GOV/BCA/CSDLDC/037",
        agency: str = "H26",
        timeout: float = 0.8,
        failures: int = 5,
        rest: float = 10.0,
    ) -> None:
        self._url = f"{url.rstrip('/')}/r1/{service}"
        self._user, self._secret, self._agency, self._timeout = user, secret, agency, timeout
        self._heads = {
            "X-Road-Client": client_id,
            "ApiKey": api_key,
            "Content-Type": "text/xml; charset=utf-8",
            "Accept-Encoding": "identity",
        }
        self._breaker = Breaker(failures, rest)
        patience = httpx.Timeout(timeout * 3 / 4, connect=timeout / 4)
        self._http = httpx.Client(timeout=patience, follow_redirects=False, trust_env=False)
        self.close = weakref.finalize(self, self._http.close)

    def speaks(self) -> Spoken:
        """Return which subsystem answers and that it offers our service. Raises Unreachable, Refused."""
        return road.speaks(self._http, self._url, self._heads)

    def look_up(self, *, number: str, name: str, birth_date: date, purpose: Purpose) -> Person | None:
        """Return the person when number, name and birth date all match, else None.

        Raises Unreachable without an answer in time, and at once while the breaker is open; Refused when the registry denies us.
        """
        asked = wire.Question(str(uuid.uuid4()), self._agency, self._user, purpose.procedure, purpose.asked_by, number, name, birth_date)
        with self._breaker.guarding():
            return _read(*self._ask(asked, purpose))

    def _ask(self, asked: wire.Question, purpose: Purpose) -> tuple[httpx.Response, bytes]:
        deadline = time.monotonic() + self._timeout
        try:
            with self._http.stream("POST", self._url, content=wire.question(asked), headers=self._headers(asked, purpose)) as response:
                return response, _body(response, deadline)
        except httpx.HTTPError as problem:
            raise Unreachable(f"the registry did not answer: {type(problem).__name__}") from problem

    def _headers(self, asked: wire.Question, purpose: Purpose) -> dict[str, str]:
        stamp = str(int(time.time() * 1000))
        return self._heads | {
            "Timestamp": stamp,
            "Authorization": wire.authorization(url=self._url, user=self._user, secret=self._secret, timestamp=stamp),
            "X-Road-Id": asked.request_id,
            "X-Road-Issue": quote(purpose.subject),
        }


def _body(response: httpx.Response, deadline: float) -> bytes:
    """Read the answer as sent (never unpacked), within its size and time."""
    content = b""
    for piece in response.iter_raw():
        content += piece
        if len(content) > wire.MOST_BYTES or time.monotonic() > deadline:
            raise Unreachable("the registry's answer is too long or too slow")
    return content


def _read(response: httpx.Response, content: bytes) -> Person | None:
    kind = response.headers.get("X-Road-Error", "")
    if kind.startswith("Client") or "AccessDenied" in kind:
        raise Refused(f"the registry denies us: {kind}")
    if kind or response.status_code not in (200, 500):
        raise Unreachable(f"the registry answered {response.status_code} {kind}".strip())
    found = wire.answer(content)  # a SOAP fault comes with 500
    if response.status_code == 500:
        raise Unreachable("the registry answered 500")
    return found
