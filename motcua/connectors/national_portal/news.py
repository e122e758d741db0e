"""One piece of news from the portal, pulled or pushed, as the inbox keeps it: the same words either way, so that a repeat is one."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from motcua.law.calendar import HANOI
from motcua.lib.saying import N_, Sentence
from motcua.outbox.inbox import CannotHandle
from motcua.ports import Incoming

UNKNOWN = "unknown"
KINDS = {"HoSoMoi": "filed", "BoSung": "supplied", "YeuCauRut": "withdrawn", "ThanhToan": "paid"}


def incoming(told: Mapping[str, Any]) -> Incoming:
    """Return the news in `told` {IdSuKien, LoaiSuKien, MaHoSo, ThoiDiem}; an unknown kind carries its cause. Raises CannotHandle."""
    names = ("IdSuKien", "LoaiSuKien", "MaHoSo", "ThoiDiem")
    words = {name: str(told.get(name) or "").strip() for name in names}
    missing = [name for name, value in words.items() if not value]
    if missing:
        raise CannotHandle(N_("Tin từ Cổng quốc gia thiếu “%(name)s”."), name=missing[0])
    kind = KINDS.get(words["LoaiSuKien"], UNKNOWN)
    cause = Sentence(N_("Cổng quốc gia báo việc “%(kind)s” mà ta chưa biết."), {"kind": words["LoaiSuKien"]}) if kind == UNKNOWN else None
    at = moment(words["ThoiDiem"])
    return Incoming(kind=kind, reference=words["IdSuKien"], subject=words["MaHoSo"], payload=words, at=at, cause=cause)


def moment(text: str) -> datetime:
    """Return yyyyMMddHHmmss in Hà Nội as an aware moment. Raises CannotHandle."""
    try:
        if len(text) != 14:
            raise ValueError(text)
        return datetime.strptime(text, "%Y%m%d%H%M%S").replace(tzinfo=HANOI)
    except ValueError as wrong:
        raise CannotHandle(N_("Mốc thời gian “%(text)s” không đọc được."), text=text[:20]) from wrong
