"""Handlers and a feed that settings can name: each takes what it is told in the payload, and notes what it handled."""

from datetime import datetime
from typing import Any

from motcua.law.lifecycle import Refusal
from motcua.lib.saying import N_
from motcua.outbox.inbox import Arrived, CannotHandle, NotYet
from motcua.ports import Incoming, Pulled, Refused, Unreachable

handled: list[Any] = []
there: set[str] = set()
AWAY: list[bool] = []


def take(arrived: Arrived, at: datetime) -> None:
    """Note the message, or fail as its payload says."""
    how = arrived.payload.get("how", "")
    if how == "unknown" and "mended" not in there:
        raise CannotHandle(N_("Trạng thái “%(status)s” không có trong bảng mã."), status=arrived.payload["status"])
    if how == "not there" and arrived.subject not in there:
        raise NotYet(N_("Chưa có hồ sơ mang mã này."))
    if how == "refusal":
        raise Refusal(N_("Bạn không có quyền làm việc này."))
    if how == "refused":
        raise Refused("không xác nhận")
    if how == "away" and AWAY:
        raise Unreachable("nobody answers")
    if how == "defect":
        raise KeyError("not there")
    there.add(arrived.subject)
    handled.append(arrived.payload["n"])


class Source:
    """A feed of `items`, `size` to a page; `fails_after` pages it does not answer any more."""

    def __init__(self) -> None:
        self.items: list[Incoming] = []
        self.asked: list[tuple[datetime, str]] = []
        self.size, self.fails_after = 2, 99

    def pull(self, feed: str, since: datetime, after: str) -> Pulled:
        """Return the page that begins at number `after`. Raises Unreachable."""
        self.asked.append((since, after))
        begin = int(after or 0)
        if begin // self.size >= self.fails_after:
            raise Unreachable("nobody answers")
        found = [item for item in self.items if item.at >= since]
        rest = begin + self.size
        return Pulled(tuple(found[begin:rest]), str(rest) if rest < len(found) else "")
