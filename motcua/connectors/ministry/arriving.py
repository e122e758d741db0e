"""A dossier of the ministry changed: ask for it whole, follow what it says. Named in settings.INBOX."""

import json
from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any, Protocol, cast

from motcua.acts import tracking
from motcua.catalogue.finding import NoRevision, in_force
from motcua.law.calendar import HANOI
from motcua.law.lifecycle import Status
from motcua.lib.saying import N_
from motcua.outbox.inbox import Arrived, CannotHandle
from motcua.people.actor import partner
from motcua.people.claims import Claims
from motcua.ports import port

SYSTEM = "ministry"
ACTOR = partner(SYSTEM)


class Holds(Protocol):
    """The ministry's system, as far as it is asked here."""

    def dossier(self, code: str) -> dict[str, Any] | None:
        """Return one dossier, or None."""
        ...

    def address_of(self, code: str) -> str:
        """Return where people see it."""
        ...


def changed(arrived: Arrived, at: datetime) -> None:
    """Follow one dossier as the ministry holds it now; news already overtaken change nothing."""
    ministry = cast(Holds, port(SYSTEM))
    told = ministry.dossier(arrived.subject)
    if told is None:
        raise CannotHandle(N_("Hệ thống của Bộ nói không có hồ sơ %(code)s."), code=arrived.subject)
    tracking.track(read(told, ministry.address_of(arrived.subject)), by=ACTOR, at=at, key=arrived.key)


@cache
def statuses() -> Mapping[str, int]:
    """Return the ministry's words for a status, with the national code of each (statuses.json)."""
    held: Mapping[str, int] = json.loads(Path(__file__).with_name("statuses.json").read_text("utf-8"))
    return held


def read(told: Mapping[str, Any], url: str) -> tracking.Told:
    """Return the dossier in our terms. Raises CannotHandle, naming what has no place with us."""
    word = str(told.get("trangThai") or "")
    if word not in statuses():
        raise CannotHandle(N_("Trạng thái “%(word)s” của hệ thống Bộ chưa có trong bảng trạng thái."), word=word)
    submitted_at = _moment(told, "ngayNop")
    version = told.get("phienBan")
    if submitted_at is None or not isinstance(version, int) or version < 1:
        raise CannotHandle(N_("Hồ sơ của hệ thống Bộ thiếu ngày nộp hoặc số phiên bản."))
    procedure = str(told.get("maThuTuc") or "")
    try:
        revision = in_force(procedure, submitted_at.astimezone(HANOI).date())
    except NoRevision as none:
        raise CannotHandle(N_("Thủ tục %(procedure)s không có bản công bố đang có hiệu lực."), procedure=procedure) from none
    return tracking.Told(
        system=SYSTEM,
        code=str(told.get("maHoSo") or ""),
        revision=revision,
        agency=str(told.get("maDonViDiaPhuong") or ""),
        summary=str(told.get("trichYeu") or told.get("tenThuTuc") or ""),
        applicant=_applicant(told),
        status=Status(statuses()[word]),
        word=word,
        version=version,
        submitted_at=submitted_at,
        received_at=_moment(told, "ngayTiepNhan"),
        due_at=_moment(told, "ngayHenTra"),
        finished_at=_moment(told, "ngayKetThuc"),
        returned_at=_moment(told, "ngayTra"),
        url=url,
    )


def _applicant(told: Mapping[str, Any]) -> Claims:
    who, reach = told.get("chuHoSo"), told.get("lienHe")
    who = who if isinstance(who, Mapping) else {}
    reach = reach if isinstance(reach, Mapping) else {}
    born = str(who.get("ngaySinh") or "")
    return Claims(
        sub=str(who.get("techId") or ""),
        name=str(who.get("hoTen") or ""),
        personal_number=str(who.get("soDinhDanh") or ""),
        birth_date=_day(born),
        sex="",
        phone=str(reach.get("dienThoai") or ""),
        email=str(reach.get("email") or ""),
        level=2 if who.get("techId") else 1,
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as wrong:
        raise CannotHandle(N_("Mốc thời gian “%(text)s” không đọc được."), text=text[:30]) from wrong


def _moment(told: Mapping[str, Any], name: str) -> datetime | None:
    text = told.get(name)
    if text is None:
        return None
    try:
        moment = datetime.fromisoformat(str(text))
    except ValueError as wrong:
        raise CannotHandle(N_("Mốc thời gian “%(text)s” không đọc được."), text=str(text)[:30]) from wrong
    if moment.tzinfo is None:
        raise CannotHandle(N_("Mốc thời gian “%(text)s” không đọc được."), text=str(text)[:30])
    return moment
