"""A circuit breaker: after a row of failures nobody waits for a system that does not answer."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from motcua.ports.base import Refused, Unreachable


class Breaker:
    """Opens after `failures` Unreachable in a row for `rest` seconds; then one call may try while the others still fail at once.

    One per process; `clock` gives monotonic seconds.
    """

    def __init__(self, failures: int, rest: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._limit, self._rest, self._clock = failures, rest, clock
        self._lock = threading.Lock()
        self._row, self._closed_until = 0, 0.0

    @contextmanager
    def guarding(self) -> Iterator[None]:
        """Run the block and count how it ends. Raises Unreachable at once while open."""
        self._enter()
        try:
            yield
        except Unreachable:
            self._failed()
            raise
        except Refused:
            self._passed()  # a refusal is an answer
            raise
        self._passed()

    def _enter(self) -> None:
        with self._lock:
            if self._row < self._limit:
                return
            if self._clock() < self._closed_until:
                raise Unreachable("the partner did not answer a moment ago; not asked again yet")
            self._closed_until = self._clock() + self._rest  # this caller tries, the others keep waiting

    def _failed(self) -> None:
        with self._lock:
            self._row += 1
            if self._row >= self._limit:
                self._closed_until = self._clock() + self._rest

    def _passed(self) -> None:
        with self._lock:
            self._row = 0
