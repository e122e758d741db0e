"""X-Road's REST message layer, as a client of ours speaks it: the headers of a question, what an answer must carry to be believed.

X-Road REST: `METHOD /r1/{instance}/{class}/{member}/{subsystem}/{service}`; the answer names the question by `X-Road-Id` and carries
`X-Road-Request-Hash` = base64 SHA512(SHA512(head) + SHA512(body)), without a body base64 SHA512(head). What another question, another
service or other words than ours are answered to is no answer.
"""

import base64
import hashlib
import hmac
import time
import uuid
import weakref
from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from urllib.parse import quote

import httpx

from motcua.ports.base import Garbled, Refused, Unreachable
from motcua.ports.breaker import Breaker

MOST_BYTES = 256 * 1024


@dataclass(frozen=True)
class Answer:
    """What a service behind the road answered: HTTP status and body, unread."""

    status: int
    content: bytes


class Road:
    """One service behind a security server. `timeout` is what a question may take in all, in seconds.

    `hashed` False: the hash of the question is not compared, for a security server that counts over other words than we send.
    """

    def __init__(
        self,
        url: str,
        service: str,
        heads: Mapping[str, str],
        timeout: float,
        *,
        hashed: bool = True,
        failures: int = 5,
        rest: float = 10.0,
    ) -> None:
        self.address, self._service, self._timeout, self._hashed = f"{url.rstrip('/')}/r1/{service}", service, timeout, hashed
        self.heads = {**heads, "Accept-Encoding": "identity"}
        self._breaker = Breaker(failures, rest)
        patience = httpx.Timeout(timeout * 3 / 4, connect=timeout / 4)
        self.http = httpx.Client(timeout=patience, follow_redirects=False, trust_env=False)
        self.close = weakref.finalize(self, self.http.close)

    def guarding(self) -> AbstractContextManager[None]:
        """Run a question, reading its answer included, under the breaker. Raises Unreachable at once while it is open."""
        return self._breaker.guarding()

    def ask(self, method: str, part: str = "", *, issue: str, heads: Mapping[str, str], content: bytes | None = None) -> Answer:
        """Ask and return the service's own answer. `issue` is the dossier or draft, `part` what follows the service in the address.

        Raises Unreachable without an answer in time or when the layer failed, Refused when it denies us, Garbled for an answer to
        another question.
        """
        asked = self.http.build_request(method, self.address + part, content=content, headers={**self.heads, **_ids(issue), **heads})
        response, body = self._sent(asked)
        kind = response.headers.get("X-Road-Error", "")
        if kind.startswith("Client") or "AccessDenied" in kind:
            raise Refused(f"the registry denies us: {kind}")
        if kind:
            raise Unreachable(f"the registry answered {response.status_code} {kind}")
        self._check(asked, response, body)
        return Answer(response.status_code, body)

    def _sent(self, asked: httpx.Request) -> tuple[httpx.Response, bytes]:
        deadline = time.monotonic() + self._timeout
        try:
            response = self.http.send(asked, stream=True)
            try:
                return response, _body(response, deadline)
            finally:
                response.close()
        except httpx.HTTPError as problem:
            raise Unreachable(f"the registry did not answer: {type(problem).__name__}") from problem

    def _check(self, asked: httpx.Request, response: httpx.Response, body: bytes) -> None:
        """Raise Garbled unless the layer says that this very question is answered. A bare failure carries nothing and is Unreachable."""
        told = response.headers
        if "X-Road-Id" not in told and response.status_code >= httpx.codes.BAD_REQUEST:
            raise Unreachable(f"the registry answered {response.status_code}")
        if told.get("X-Road-Id", "") != asked.headers["X-Road-Id"]:
            raise Garbled("the answer is to another question", _evidence(response, body))
        if told.get("X-Road-Service", "") != self._service:
            raise Garbled("the answer is of another service", _evidence(response, body))
        if self._hashed and not hmac.compare_digest(told.get("X-Road-Request-Hash", "").encode(), request_hash(asked).encode()):
            raise Garbled("the answer does not belong to what we asked (X-Road-Request-Hash)", _evidence(response, body))


def request_hash(asked: httpx.Request) -> str:
    """Return the hash of a question as sent: request line and headers in order, names in lower case; then its body."""
    lines = [f"{asked.method} ".encode() + asked.url.raw_path]
    lines += [name.lower() + b":" + value for name, value in asked.headers.raw]
    head = hashlib.sha512(b"\r\n".join(lines) + b"\r\n").digest()
    body = asked.content
    return base64.b64encode(hashlib.sha512(head + hashlib.sha512(body).digest()).digest() if body else head).decode()


def _ids(issue: str) -> dict[str, str]:
    return {"X-Road-Id": str(uuid.uuid4()), "X-Road-Issue": quote(issue)}


def _body(response: httpx.Response, deadline: float) -> bytes:
    """Read the answer as sent (never unpacked), within its size and time."""
    content = b""
    for piece in response.iter_raw():
        content += piece
        if len(content) > MOST_BYTES or time.monotonic() > deadline:
            raise Unreachable("the registry's answer is too long or too slow")
    return content


def _evidence(response: httpx.Response, body: bytes) -> str:
    return f"{response.status_code} {dict(response.headers)}\n{body.decode('utf-8', 'replace')}"
