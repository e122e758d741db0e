"""The dossiers this process has told the portal, so that it is not asked about each again: at most so many, the oldest forgotten."""

import threading
from collections import OrderedDict

MOST = 50_000


class Known:
    """A bounded set of dossier numbers, safe between threads."""

    def __init__(self, most: int = MOST) -> None:
        self._most, self._lock = most, threading.Lock()
        self._codes: OrderedDict[str, None] = OrderedDict()

    def add(self, code: str) -> None:
        """Remember `code`."""
        with self._lock:
            self._codes[code] = None
            self._codes.move_to_end(code)
            if len(self._codes) > self._most:
                self._codes.popitem(last=False)

    def holds(self, code: str) -> bool:
        """Tell whether `code` is remembered."""
        with self._lock:
            return code in self._codes
