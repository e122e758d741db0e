"""The registry over X-Road REST. Interface and doubts: README.md in this folder."""

import time
import uuid
from datetime import date

from motcua.connectors import road
from motcua.connectors.population_registry import wire
from motcua.ports import Garbled, Person, Purpose, Spoken, Unreachable
from motcua.ports.road import Answer, Road


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
        hashed: bool = True,
    ) -> None:
        heads = {"X-Road-Client": client_id, "ApiKey": api_key, "Content-Type": "text/xml; charset=utf-8"}
        self._road = Road(url, service, heads, timeout, hashed=hashed, failures=failures, rest=rest)
        self._user, self._secret, self._agency = user, secret, agency
        self.close = self._road.close

    def speaks(self) -> Spoken:
        """Return which subsystem answers and that it offers our service. Raises Unreachable, Refused."""
        return road.speaks(self._road.http, self._road.address, self._road.heads)

    def look_up(self, *, number: str, name: str, birth_date: date, purpose: Purpose) -> Person | None:
        """Return the person when number, name and birth date all match, else None.

        Raises Unreachable without an answer in time, and at once while the breaker is open; Garbled for an answer that cannot be read
        or is about another person; Refused when the registry denies us.
        """
        asked = wire.Question(str(uuid.uuid4()), self._agency, self._user, purpose.procedure, purpose.asked_by, number, name, birth_date)
        with self._road.guarding():
            answer = self._road.ask("POST", issue=purpose.subject, heads=self._signed(), content=wire.question(asked))
            found = _read(answer)
            if found is not None and not wire.same(asked, found):
                raise Garbled("the registry answered about another person", wire.shown(answer.content))
        return found

    def _signed(self) -> dict[str, str]:
        stamp = str(int(time.time() * 1000))
        signed = wire.authorization(url=self._road.address, user=self._user, secret=self._secret, timestamp=stamp)
        return {"Timestamp": stamp, "Authorization": signed}


def _read(answer: Answer) -> Person | None:
    if answer.status not in (200, 500):
        raise Unreachable(f"the registry answered {answer.status}")
    found = wire.answer(answer.content)  # a SOAP fault comes with 500
    if answer.status == 500:
        raise Unreachable("the registry answered 500")
    return found
