"""The registry over X-Road REST. Interface and doubts: README.md in this folder."""

import json
import time
import uuid
import weakref
from urllib.parse import quote

import httpx

from motcua.connectors import road
from motcua.connectors.business_registry import wire
from motcua.ports import Firm, Purpose, Refused, Spoken, Unreachable

MOST_BYTES = 256 * 1024


class Client:
    """Asks for one firm. `url` is the security server's address, `timeout` the seconds a look-up may take in all."""

    def __init__(self, url: str, api_key: str, client_id: str, service: str = "VN/GOV/BTC/DKKD/DOANHNGHIEP", timeout: float = 0.8) -> None:
        self._url = f"{url.rstrip('/')}/r1/{service}"
        self._heads = {"X-Road-Client": client_id, "ApiKey": api_key, "Accept": "application/json", "Accept-Encoding": "identity"}
        self._timeout = timeout
        self._http = httpx.Client(timeout=httpx.Timeout(timeout * 3 / 4, connect=timeout / 4), follow_redirects=False, trust_env=False)
        self.close = weakref.finalize(self, self._http.close)

    def speaks(self) -> Spoken:
        """Return which subsystem answers and that it offers our service. Raises Unreachable, Refused."""
        return road.speaks(self._http, self._url, self._heads)

    def look_up(self, *, tax_code: str, purpose: Purpose) -> Firm | None:
        """Return the firm of this tax code, None when there is none. Raises Unreachable, Refused."""
        heads = {"X-Road-Id": str(uuid.uuid4()), "X-Road-Issue": quote(purpose.subject), "X-Road-UserId": quote(purpose.asked_by)}
        response, content = self._ask(f"{self._url}/{quote(tax_code, safe='')}", self._heads | heads)
        kind = response.headers.get("X-Road-Error", "")
        if kind.startswith("Client") or "AccessDenied" in kind:
            raise Refused(f"the registry denies us: {kind}")
        if response.status_code == httpx.codes.NOT_FOUND and not kind:
            return None
        if kind or response.status_code != httpx.codes.OK:
            raise Unreachable(f"the registry answered {response.status_code} {kind}".strip())
        found = wire.firm(_json(content))
        if found.tax_code != tax_code.removesuffix("-001") and found.tax_code != tax_code:
            raise Unreachable("the registry answered about another firm")
        return found

    def _ask(self, url: str, heads: dict[str, str]) -> tuple[httpx.Response, bytes]:
        deadline, content = time.monotonic() + self._timeout, b""
        try:
            with self._http.stream("GET", url, headers=heads) as response:
                for piece in response.iter_raw():
                    content += piece
                    if len(content) > MOST_BYTES or time.monotonic() > deadline:
                        raise Unreachable("the registry's answer is too long or too slow")
                return response, content
        except httpx.HTTPError as problem:
            raise Unreachable(f"the registry did not answer: {type(problem).__name__}") from problem


def _json(content: bytes) -> object:
    try:
        found: object = json.loads(content.decode("utf-8"))
    except ValueError as problem:
        raise Unreachable("the registry's answer is not readable JSON") from problem
    return found
