"""Ask a partner while a page waits: so long and no longer, and not at all for a while once it has stopped answering.

A look-up that fails is `Unreachable`: the page says that the data are being fetched and works on, a job asks again (jobs/fetching.py).
"""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as TooLong
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, TypeVar

from motcua.ports.base import Garbled, Refused, Unreachable, port
from motcua.ports.breaker import Breaker
from motcua.ports.business import Firm
from motcua.ports.population import Person, Purpose

T = TypeVar("T")
BUDGET = 0.8  # seconds a page may wait for a partner
FAILURES, REST = 5, 10.0  # failures in a row after which nobody asks for so many seconds; then one tries, in its page
AT_ONCE = 8  # questions under way in this process; a partner that hangs holds no more threads than these


class _Line:
    """How one partner is asked from this process."""

    def __init__(self, name: str) -> None:
        self.breaker = Breaker(FAILURES, REST)
        self._threads = ThreadPoolExecutor(AT_ONCE, thread_name_prefix=f"ask {name}")
        self._places = threading.BoundedSemaphore(AT_ONCE)

    def within(self, budget: float, call: Callable[[], T]) -> T:
        """Return what `call` returns within `budget` seconds. Raises Unreachable; the call then ends by itself, by its own time-out."""
        if not self._places.acquire(blocking=False):
            raise Unreachable("too many questions are under way already")
        asked = self._threads.submit(call)
        asked.add_done_callback(lambda _done: self._places.release())
        try:
            return asked.result(budget)
        except TooLong as silence:
            raise Unreachable(f"no answer within {budget} s") from silence


@cache
def _line(_connector: int, name: str) -> _Line:
    return _Line(name)


def ask(name: str, question: Callable[[Any], T], budget: float = BUDGET) -> T:
    """Return what the connector `name` answers to `question` within `budget` seconds.

    Raises Unreachable when it does not, and at once while the breaker is open; Refused as the connector does. One breaker per process
    and connector.
    """
    connector = port(name)
    line = _line(id(connector), name)
    with line.breaker.guarding():
        return line.within(budget, lambda: question(connector))


@dataclass(frozen=True)
class Outcome:
    """How a look-up ended: who was told (None nobody), or that the database did not answer, why, and what nonsense came."""

    told: Person | Firm | None = None
    failed: bool = False
    why: str = ""
    evidence: str = ""


def person(number: str, name: str, birth_date: date, purpose: Purpose) -> Outcome:
    """Ask the population database about one person while a page waits. Never raises for trouble there."""
    return _outcome("population_registry", lambda it: it.look_up(number=number, name=name, birth_date=birth_date, purpose=purpose))


def firm(tax_code: str, purpose: Purpose) -> Outcome:
    """Ask the business registry about one firm while a page waits. Never raises for trouble there."""
    return _outcome("business_registry", lambda it: it.look_up(tax_code=tax_code, purpose=purpose))


def _outcome(name: str, question: Callable[[Any], Person | Firm | None]) -> Outcome:
    try:
        return Outcome(ask(name, question))
    except Garbled as garbled:
        return Outcome(failed=True, why=str(garbled), evidence=garbled.evidence)
    except (Unreachable, Refused) as trouble:
        return Outcome(failed=True, why=str(trouble))
