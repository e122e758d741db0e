"""The words of the officers' process tables: columns, roles, kinds of step, units of time. Read without regard to case or marks."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from motcua.law.flow import CHECK_NAMES, EVENT_NAMES, KIND_NAMES, Event, Kind
from motcua.law.roles import ROLE_NAMES, Role
from motcua.lib.text import fold

DAY, HOUR = 480, 60


@dataclass(frozen=True)
class Column:
    """One column: its name in the plan's words, its heading, other headings it is known by, whether it must be there, its width."""

    key: str
    heading: str
    known: tuple[str, ...] = ()
    needed: bool = False
    width: int = 14


COLUMNS = (
    Column("number", "STT", ("tt", "so thu tu"), width=6),
    Column("key", "Mã bước", ("ma", "ky hieu", "buoc so"), needed=True),
    Column("name", "Tên bước", ("buoc", "trinh tu", "buoc thuc hien", "ten buoc cong viec"), needed=True, width=36),
    Column("kind", "Loại bước", ("loai",), width=12),
    Column("role", "Vai trò", ("vai tro hoac don vi", "nguoi thuc hien", "trach nhiem", "trach nhiem thuc hien"), needed=True, width=20),
    Column("unit", "Phòng, đơn vị", ("don vi", "phong ban", "bo phan"), width=16),
    Column("time", "Thời gian", ("thoi gian thuc hien", "thoi gian giai quyet"), needed=True, width=11),
    Column("per", "Đơn vị thời gian", ("don vi tinh", "don vi tinh thoi gian"), width=16),
    Column("work", "Nội dung công việc", ("noi dung", "cong viec", "noi dung thuc hien"), width=40),
    Column("output", "Biểu mẫu, kết quả", ("bieu mau", "san pham", "bieu mau/ket qua", "ket qua/san pham"), width=26),
    Column("outcome", "Kết quả xử lý", ("ket qua", "ket qua cua buoc"), needed=True, width=28),
    Column("to", "Bước tiếp theo", ("buoc tiep", "chuyen den buoc", "buoc ke tiep"), needed=True, width=20),
    Column("template", "Mẫu văn bản", ("mau ket qua", "mau"), width=16),
    Column("join", "Chờ gộp nhánh của bước", ("gop nhanh", "song song", "cho gop nhanh"), width=20),
    Column("phase", "Giai đoạn", (), width=10),
    Column("looks", "Chờ gì, kiểm tra gì", ("su kien", "kiem tra", "cho su kien"), width=30),
    Column("same_as", "Cùng người với bước", ("cung nguoi",), width=18),
    Column("not_same_as", "Khác người với bước", ("khac nguoi",), width=18),
    Column("outcome_key", "Mã kết quả", (), width=14),
    Column("name_en", "Tên bước (tiếng Anh)", (), width=30),
    Column("outcome_en", "Kết quả xử lý (tiếng Anh)", (), width=28),
)
OUTCOME_COLUMNS = ("outcome", "to", "template", "outcome_key", "outcome_en")
_ROLE_WORDS: dict[str, Role] = {
    **{fold(name): role for role, name in ROLE_NAMES.items()},
    **{str(role): role for role in Role},
    **dict.fromkeys(("can bo tra ket qua", "can bo tra", "bo phan mot cua", "can bo mot cua", "cong chuc mot cua"), Role.RECEIVER),
    **dict.fromkeys(("cong chuc", "cong chuc chuyen mon", "can bo tham dinh", "can bo xu ly"), Role.CASE_OFFICER),
    **dict.fromkeys(("truong phong", "lanh dao bo phan", "pho truong phong"), Role.UNIT_HEAD),
    **dict.fromkeys(("lanh dao", "chu tich", "lanh dao ubnd", "lanh dao ubnd xa", "lanh dao so", "giam doc"), Role.SIGNER),
    **dict.fromkeys(("tu dong", "he thong", "may"), Role.JOB),
}
_KIND_WORDS: dict[str, Kind] = {**{fold(name): kind for kind, name in KIND_NAMES.items()}, **{str(kind): kind for kind in Kind}}
_LOOKS: dict[str, str] = {
    **{fold(name): str(event) for event, name in EVENT_NAMES.items()},
    **{str(event): str(event) for event in Event},
    **{fold(name): key for key, name in CHECK_NAMES.items()},
    **{key: key for key in CHECK_NAMES},
}
_PER = {"phut": 1, "gio": HOUR, "gio lam viec": HOUR, "h": HOUR, "ngay": DAY, "ngay lam viec": DAY, "buoi": DAY // 2}
PER_WORDS = ("giờ làm việc", "ngày làm việc", "phút")


def column_of(heading: str) -> str | None:
    """Return the key of the column that a heading names, or None."""
    plain = _plain(heading)
    return next((c.key for c in COLUMNS if plain in (fold(c.heading), *c.known)), None)


def role_of(text: str) -> Role | None:
    """Return the role that words name, or None."""
    return _ROLE_WORDS.get(_plain(text))


def kind_of(text: str) -> Kind | None:
    """Return the kind of step that words name, or None."""
    return _KIND_WORDS.get(_plain(text))


def looks_of(text: str) -> str | None:
    """Return the event waited for or the check made that words name, or None."""
    return _LOOKS.get(_plain(text))


def minutes_of(amount: object, per: str) -> int | None:
    """Return the working minutes of an amount and its unit (hours when none is said); the unit may stand in the cell. None: not a time."""
    number, unit = amount, per
    if isinstance(amount, str):
        found = re.fullmatch(r"\s*([\d.,]+)\s*(.*?)\s*", amount)
        if not found:
            return 0 if amount.strip() in ("–", "-") else None
        number, unit = found[1].replace(",", "."), found[2] or per
    each = _PER.get(_plain(unit)) if unit.strip() else HOUR
    if each is None or isinstance(number, bool):
        return None
    try:
        exact = Decimal(str(number)) * each
    except InvalidOperation:
        return None
    whole = exact.to_integral_value(ROUND_HALF_UP)
    return int(whole) if abs(exact) < 10**9 and abs(exact - whole) < Decimal("0.01") else None


def time_words(minutes: int) -> tuple[int | float, str]:
    """Return minutes as officers write them: whole or half days, else hours, else minutes."""
    for each, words in ((DAY, "ngày làm việc"), (HOUR, "giờ làm việc")):
        if minutes and (minutes * 4) % each == 0:
            share = minutes / each
            return (int(share) if share.is_integer() else share), words
    return minutes, "phút"


def slug(text: str, taken: Mapping[str, object] | set[str] = frozenset()) -> str:  # type: ignore[assignment]
    """Return words as a key: lower case without marks, joined by underscores, unlike any in `taken`."""
    base = re.sub(r"[^a-z0-9]+", "_", fold(text)).strip("_")[:36] or "ket_qua"
    found, number = base, 2
    while found in taken:
        found, number = f"{base}_{number}", number + 1
    return found


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", fold(text)).strip(" :*")
