"""The registry over X-Road REST. Interface and doubts: README.md in this folder."""

import json
from urllib.parse import quote

from motcua.connectors import road
from motcua.connectors.business_registry import wire
from motcua.ports import Firm, Garbled, Purpose, Spoken, Unreachable
from motcua.ports.road import Road


class Client:
    """Asks for one firm. `url` is the security server's address, `timeout` the seconds a look-up may take in all."""

    def __init__(
        self,
        url: str,
        api_key: str,
        client_id: str,
        service: str = "VN/GOV/BTC/DKKD/DOANHNGHIEP",
        timeout: float = 0.8,
        failures: int = 5,
        rest: float = 10.0,
        hashed: bool = True,
    ) -> None:
        heads = {"X-Road-Client": client_id, "ApiKey": api_key, "Accept": "application/json"}
        self._road = Road(url, service, heads, timeout, hashed=hashed, failures=failures, rest=rest)
        self.close = self._road.close

    def speaks(self) -> Spoken:
        """Return which subsystem answers and that it offers our service. Raises Unreachable, Refused."""
        return road.speaks(self._road.http, self._road.address, self._road.heads)

    def look_up(self, *, tax_code: str, purpose: Purpose) -> Firm | None:
        """Return the firm of this tax code, None when there is none.

        Raises Unreachable, at once while the breaker is open; Garbled for nonsense or another firm; Refused when the registry denies us.
        """
        with self._road.guarding():
            answer = self._road.ask(
                "GET", f"/{quote(tax_code, safe='')}", issue=purpose.subject, heads={"X-Road-UserId": quote(purpose.asked_by)}
            )
            if answer.status == 404:
                return None
            if answer.status != 200:
                raise Unreachable(f"the registry answered {answer.status}")
            found = wire.firm(_json(answer.content))
            if found.tax_code not in (tax_code, tax_code.partition("-")[0]):
                raise Garbled("the registry answered about another firm", answer.content.decode("utf-8", "replace"))
        return found


def _json(content: bytes) -> object:
    try:
        found: object = json.loads(content.decode("utf-8"))
    except ValueError as problem:
        raise Garbled("the registry's answer is not readable JSON", content.decode("utf-8", "replace")) from problem
    return found
