"""Ask a partner while a page waits: so long and no longer, and not at all for a while once it has stopped answering.

A look-up that fails is `Unreachable`: the page says that the data are being fetched and works on, a job asks again (jobs/fetching.py).
"""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as TooLong
from functools import cache
from typing import Any, TypeVar

from motcua.ports.base import Unreachable, port
from motcua.ports.breaker import Breaker

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
