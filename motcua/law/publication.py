"""Publication of procedures: the life of a revision, the days a decision has, the seven parts (NĐ 63/2010 as amended)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from motcua.law.calendar import Calendar
from motcua.law.cites import cites
from motcua.lib.saying import N_


class Change(StrEnum):
    """What a decision does to one procedure (NĐ 63/2010 Điều 13)."""

    NEW = "new"
    AMEND = "amend"
    REPLACE = "replace"
    ABOLISH = "abolish"


CHANGE_NAMES = {
    Change.NEW: N_("Mới ban hành"),
    Change.AMEND: N_("Sửa đổi, bổ sung"),
    Change.REPLACE: N_("Thay thế"),
    Change.ABOLISH: N_("Bãi bỏ"),
}


class Life(StrEnum):
    """Where a revision stands on a day."""

    DRAFT = "draft"
    DECIDED = "decided"
    IN_FORCE = "in_force"
    SUPERSEDED = "superseded"


LIFE_NAMES = {
    Life.DRAFT: N_("Bản thảo"),
    Life.DECIDED: N_("Đã quyết định, chưa hiệu lực"),
    Life.IN_FORCE: N_("Đang hiệu lực"),
    Life.SUPERSEDED: N_("Hết hiệu lực"),
}


@cites("63/2010/NĐ-CP", "Điều 13, Điều 15", "S")
def life(begins: date | None, ends: date | None, day: date) -> Life:
    """Return where a revision stands on `day`: one without a first day is a draft, the rest follows from its days (both included)."""
    if begins is None:
        return Life.DRAFT
    if ends is not None and (ends < day or ends < begins):
        return Life.SUPERSEDED
    return Life.DECIDED if begins > day else Life.IN_FORCE


MINISTRIES = {
    "BCA": "Bộ Công an",
    "BTP": "Bộ Tư pháp",
    "BTC": "Bộ Tài chính",
    "BXD": "Bộ Xây dựng",
    "BNV": "Bộ Nội vụ",
    "BNNMT": "Bộ Nông nghiệp và Môi trường",
    "BKHCN": "Bộ Khoa học và Công nghệ",
    "BCT": "Bộ Công Thương",
    "BGDĐT": "Bộ Giáo dục và Đào tạo",
    "BYT": "Bộ Y tế",
    "VPCP": "Văn phòng Chính phủ",
}


class Issuer(StrEnum):
    """Whose decision publishes: the chair of the city, or a minister."""

    PROVINCE = "province"
    MINISTRY = "ministry"


ISSUER_NAMES = {Issuer.PROVINCE: N_("Chủ tịch Ủy ban nhân dân thành phố"), Issuer.MINISTRY: N_("Bộ trưởng, thủ trưởng cơ quan ngang bộ")}


def issuer_of(number: str) -> Issuer:
    """Return who signed a decision by its symbol: 163/QĐ-BTP is a ministry's, 663/QĐ-TTPVHCC and 3582/QĐ-UBND the city's (NĐ 30/2020)."""
    symbol = number.rpartition("-")[2]
    return Issuer.PROVINCE if symbol.startswith(("UBND", "TTPVHCC")) else Issuer.MINISTRY


@dataclass(frozen=True)
class Limits:
    """Working days: to issue before the text takes effect (negative: after it), and to enter into the national database after signing."""

    issue_before: int
    enter_within: int


LIMITS = {Issuer.PROVINCE: Limits(5, 5), Issuer.MINISTRY: Limits(20, 10)}
FAST_TRACK = Limits(-3, 2)  # a text of the shortened way often takes effect the day it is signed


def limits(issuer: Issuer, *, fast_track: bool = False) -> Limits:
    """Return the days that a decision of `issuer` has; a text made the shortened way has its own."""
    return FAST_TRACK if fast_track else LIMITS[issuer]


@cites("63/2010/NĐ-CP", "Điều 15")
def issue_by(text_effective: date, issuer: Issuer, calendar: Calendar, *, fast_track: bool = False) -> date:
    """Return the last day to sign: so many working days before (shortened way: after) the legal text takes effect. Raises CalendarError."""
    days = limits(issuer, fast_track=fast_track).issue_before
    return _after(text_effective, -days, calendar) if days < 0 else _before(text_effective, days, calendar)


@cites("63/2010/NĐ-CP", "Điều 24")
def enter_by(signed_on: date, issuer: Issuer, calendar: Calendar, *, fast_track: bool = False) -> date:
    """Return the last day to enter and make public, in working days after signing, that day not counted. Raises CalendarError."""
    return _after(signed_on, limits(issuer, fast_track=fast_track).enter_within, calendar)


@dataclass(frozen=True)
class Punctuality:
    """What indicators 1.1 and 1.2 count of one decision; None where a day is not known yet. `overdue` says 1.2 is late already."""

    issue_by: date | None
    issued_on_time: bool | None
    enter_by: date | None
    entered_on_time: bool | None


@cites("766/QĐ-TTg", "chỉ số 1.1, 1.2", "P")
def punctuality(
    *,
    text_effective: date | None,
    signed_on: date | None,
    entered_on: date | None,
    issuer: Issuer,
    fast_track: bool,
    calendar: Calendar,
    today: date,
) -> Punctuality:
    """Return whether a decision was signed and made public in time; not yet public is late from the day after its last."""
    issue = issue_by(text_effective, issuer, calendar, fast_track=fast_track) if text_effective else None
    enter = enter_by(signed_on, issuer, calendar, fast_track=fast_track) if signed_on else None
    issued = signed_on <= issue if signed_on and issue else None
    entered = entered_on <= enter if entered_on and enter else None
    if entered is None and enter and enter < today:
        entered = False
    return Punctuality(issue, issued, enter, entered)


def _before(day: date, count: int, calendar: Calendar) -> date:
    """Return the `count`-th working day before `day`."""
    return calendar.working_day(calendar.table.days_before(day.toordinal()) - count)


def _after(day: date, count: int, calendar: Calendar) -> date:
    """Return the `count`-th working day after `day`."""
    return calendar.working_day(calendar.table.days_before(day.toordinal() + 1) + count - 1)


class Part(StrEnum):
    """The seven parts that every published procedure has."""

    NAME = "name"
    SEQUENCE = "sequence"
    CHANNELS = "channels"
    PAPERS = "papers"
    TERM = "term"
    APPLICANTS = "applicants"
    AGENCY = "agency"


PART_NAMES = {
    Part.NAME: N_("Tên thủ tục"),
    Part.SEQUENCE: N_("Trình tự thực hiện"),
    Part.CHANNELS: N_("Cách thức thực hiện"),
    Part.PAPERS: N_("Thành phần, số lượng hồ sơ"),
    Part.TERM: N_("Thời hạn giải quyết"),
    Part.APPLICANTS: N_("Đối tượng thực hiện"),
    Part.AGENCY: N_("Cơ quan giải quyết"),
}


@cites("63/2010/NĐ-CP", "Điều 8 khoản 2")
def missing_parts(given: Collection[Part]) -> tuple[Part, ...]:
    """Return which of the seven parts are not among those `given`, in the order of the decree; none missing is a complete record (1.3)."""
    return tuple(part for part in Part if part not in given)
