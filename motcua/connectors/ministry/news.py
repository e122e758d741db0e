"""One piece of news from the ministry, pulled or pushed, as the inbox keeps it: which dossier changed; what it says now is asked then."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from motcua.law.calendar import HANOI
from motcua.lib.crypto import canonical
from motcua.lib.saying import N_
from motcua.outbox.inbox import CannotHandle
from motcua.people.fields import index_of
from motcua.ports import Incoming

CHANGED, UNKNOWN = "changed", "unknown"


def from_push(told: Mapping[str, Any]) -> Incoming:
    """Return the news in a push {suKien, maHoSo, thoiDiem}. Raises CannotHandle."""
    return _news(told, "suKien", _iso)


def from_feed(row: Mapping[str, Any], since: datetime) -> Incoming:
    """Return one row {id, maHoSo, thoiDiem} of the feed; what cannot be read is kept as it came, with the cause."""
    try:
        return _news(row, "id", _packed)
    except CannotHandle as wrong:
        words = {name: str(value) for name, value in row.items()}
        return Incoming(UNKNOWN, f"row:{index_of(canonical(words).decode())}", "", words, since, wrong.sentence)


def _news(told: Mapping[str, Any], number: str, read: Callable[[Any], datetime]) -> Incoming:
    code, event = str(told.get("maHoSo") or "").strip(), told.get(number)
    if not code or not isinstance(event, int):
        raise CannotHandle(N_("Tin từ hệ thống của Bộ thiếu mã hồ sơ hoặc số sự kiện."))
    return Incoming(CHANGED, str(event), code, {"event": event, "code": code}, read(told.get("thoiDiem")))


def _packed(text: Any) -> datetime:
    try:
        return datetime.strptime(str(text), "%Y%m%d%H%M%S").replace(tzinfo=HANOI)
    except ValueError as wrong:
        raise CannotHandle(N_("Mốc thời gian “%(text)s” không đọc được."), text=str(text)[:20]) from wrong


def _iso(text: Any) -> datetime:
    try:
        moment = datetime.fromisoformat(str(text))
    except ValueError as wrong:
        raise CannotHandle(N_("Mốc thời gian “%(text)s” không đọc được."), text=str(text)[:30]) from wrong
    if moment.tzinfo is None:
        raise CannotHandle(N_("Mốc thời gian “%(text)s” không đọc được."), text=str(text)[:30])
    return moment
