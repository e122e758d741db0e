"""Remember what rarely changes (calendar, settings, revisions) for a few seconds in this process.

A change made elsewhere is seen at the latest after SECONDS. Acts read what they must not get wrong under a lock, not from here.
"""

import time
from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")
SECONDS = 5.0
_MOST = 2000
_kept: dict[tuple[Any, ...], tuple[float, Any]] = {}


def for_a_moment(ask: Callable[P, R]) -> Callable[P, R]:
    """Make `ask` answer from memory for SECONDS; its arguments must be hashable. What raises is not remembered."""

    @wraps(ask)
    def remembered(*args: P.args, **kwargs: P.kwargs) -> R:
        key = (ask.__module__, ask.__qualname__, args, tuple(sorted(kwargs.items())))
        found = _kept.get(key)
        now = time.monotonic()
        if found and now - found[0] < SECONDS:
            kept: R = found[1]
            return kept
        answer = ask(*args, **kwargs)
        if len(_kept) > _MOST:
            _kept.clear()
        _kept[key] = (now, answer)
        return answer

    return remembered


def forget() -> None:
    """Forget everything: after an act that changes such data in this process, and between tests."""
    _kept.clear()
