"""A filing of the portal in our terms, field by field as the mapping of its procedure says. What has no place is named, never guessed."""

import hashlib
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import Any

from motcua.acts.arrival import Answered, Filing, Given
from motcua.catalogue.finding import NoRevision, in_force
from motcua.catalogue.models import Revision
from motcua.connectors.national_portal import mapping
from motcua.connectors.national_portal.news import moment
from motcua.lib.saying import N_
from motcua.outbox.inbox import CannotHandle
from motcua.people.claims import Claims

SYSTEM = "national_portal"
_SEX = {"1": "male", "2": "female"}
Fetch = Callable[[str], bytes]


def filing_of(told: Mapping[str, Any], fetch: Fetch, url: str) -> Filing:
    """Return the filing `told`; `fetch` gives the bytes of a file by its id. Raises CannotHandle, naming what has no place with us."""
    code, procedure = _text(told, "MaHoSo"), _text(told, "MaTTHC")
    submitted_at = moment(_text(told, "NgayNop"))
    held = mapping.of(procedure)
    if held is None:
        raise CannotHandle(N_("Chưa có bảng ánh xạ tờ khai của thủ tục %(procedure)s từ Cổng quốc gia."), procedure=procedure)
    revision = _revision(procedure, submitted_at.date())
    agency = _text(told, held["agency"])
    answers = _answers(told.get("EformThongTinChiTiet"), held, revision)
    answers[revision.facts["agency_field"]] = agency
    return Filing(
        system=SYSTEM,
        code=code,
        revision=revision,
        agency=agency,
        answers=answers,
        applicant=_applicant(told.get("ThongTinNguoiNop")),
        submitted_at=submitted_at,
        files=[given for part in _rows(told, "ThanhPhanHoSo") for given in _files(part, held["requirements"], fetch)],
        fees=fees_of(told),
        url=url,
    )


def _revision(procedure: str, day: date) -> Revision:
    try:
        return in_force(procedure, day)
    except NoRevision as none:
        raise CannotHandle(N_("Thủ tục %(procedure)s không có bản công bố đang có hiệu lực."), procedure=procedure) from none


def _answers(eform: Any, held: Mapping[str, Any], revision: Revision) -> dict[str, Any]:
    if not isinstance(eform, Mapping):
        raise CannotHandle(N_("Hồ sơ từ Cổng quốc gia không có nội dung tờ khai."))
    schema = revision.form.data["schema"]["properties"]
    given: dict[str, Any] = {}
    for name, value in eform.items():
        ours = held["fields"].get(name)
        if ours is None:
            raise CannotHandle(N_("Trường “%(field)s” của tờ khai chưa có trong bảng ánh xạ."), field=name)
        given[ours["to"]] = _value(name, value, ours.get("values"), schema[ours["to"]])
    return given


def _value(name: str, value: Any, values: Mapping[str, Any] | None, schema: Mapping[str, Any]) -> Any:
    text = unicodedata.normalize("NFC", str(value)).strip()
    if "\ufffd" in text or any(unicodedata.category(letter) == "Cc" and letter not in "\n\r\t" for letter in text):
        raise CannotHandle(N_("Trường “%(field)s” bị hỏng bảng mã chữ."), field=name)
    if values is not None:
        if text not in values:
            raise CannotHandle(N_("Mã “%(value)s” của trường “%(field)s” chưa có trong bảng ánh xạ."), value=text, field=name)
        return values[text]
    try:
        if schema.get("format") == "date":
            return datetime.strptime(text, "%d/%m/%Y").date().isoformat()  # noqa: DTZ007 - a calendar date
        if schema.get("type") == "integer":
            return int(text)
        if schema.get("type") == "number":
            return float(text)
    except ValueError as wrong:
        raise CannotHandle(N_("Trường “%(field)s” không đọc được: “%(value)s”."), field=name, value=text[:60]) from wrong
    return text


def _files(part: Mapping[str, Any], requirements: Mapping[str, str], fetch: Fetch) -> Iterable[Given]:
    code = _text(part, "MaThanhPhanHoSo")
    if code not in requirements:
        raise CannotHandle(N_("Thành phần hồ sơ “%(code)s” chưa có trong bảng ánh xạ."), code=code)
    for attached in _rows(part, "GiayToDinhKem"):
        yield fetched(attached, requirements[code], fetch)


def fetched(attached: Mapping[str, Any], requirement: str, fetch: Fetch) -> Given:
    """Return a file as the portal gives it now. Raises CannotHandle when its hash is not the one told with the dossier."""
    name, content = _text(attached, "TenGiayTo"), fetch(_text(attached, "IdGiayTo"))
    if hashlib.sha256(content).hexdigest() != _text(attached, "HashTepTin").lower():
        raise CannotHandle(N_("Tệp “%(name)s” lấy về không đúng mã băm đã báo: có thể bị hỏng hoặc bị thay."), name=name)
    return Given(requirement, name, content)


def answers_to(told: Mapping[str, Any], request: str, fetch: Fetch) -> list[Answered] | None:
    """Return what the citizen answered to our request (its id), the last time; None when nothing."""
    rounds = [each for each in _rows(told, "DanhSachBoSung") if each.get("HoSoBoSungId") == request]
    if not rounds:
        return None
    return [
        Answered(_text(i, "TenGiayTo"), _text(i, "NoiDung"), tuple(fetched(a, "", fetch) for a in _rows(i, "GiayToDinhKem")))
        for i in _rows(rounds[-1], "NoiDung")
    ]


def fees_of(told: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the fee lines as `Origin.fees` keeps them."""
    return [
        {
            "name": _text(line, "TenPhiLePhi"),
            "code": _text(line, "MaPhiLePhi"),
            "amount": _number(line, "Gia"),
            "when": _number(line, "HinhThucThu"),
            "paid": _text(line, "TrangThaiThanhToan") == "1",
            "paid_at": moment(_text(line, "ThoiDiem")).isoformat() if _text(line, "ThoiDiem") else None,
        }
        for line in _rows(told, "DanhSachLePhi")
    ]


def _applicant(told: Any) -> Claims:
    told = told if isinstance(told, Mapping) else {}
    detail = told.get("ThongTinChiTiet")
    detail = detail if isinstance(detail, Mapping) else {}
    firm = _text(told, "LoaiDoiTuong") == "2"
    level = _text(told, "MucXacThuc")
    return Claims(
        sub=_text(told, "IdDoiTuong"),
        name=_text(detail, "TenNguoiNop"),
        personal_number="" if firm else _text(detail, "SoDinhDanh"),
        birth_date=None if firm or not _text(detail, "NgaySinh") else moment(_text(detail, "NgaySinh")[:8] + "000000").date(),
        sex=_SEX.get(_text(detail, "GioiTinh"), ""),
        phone=_text(detail, "SoDienThoai"),
        email=_text(detail, "Email"),
        level=int(level) if level in ("1", "2") else 1,
        kind="organisation" if firm else "person",
        org_name=_text(detail, "TenToChuc") if firm else "",
        tax_code=_text(detail, "MaSoThue") if firm else "",
    )


def _rows(told: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    rows = told.get(name) or []
    if not isinstance(rows, list) or not all(isinstance(each, Mapping) for each in rows):
        raise CannotHandle(N_("Danh sách “%(name)s” không đúng cấu trúc."), name=name)
    return rows


def _text(told: Mapping[str, Any], name: str) -> str:
    value = told.get(name)
    return "" if value is None else unicodedata.normalize("NFC", str(value)).strip()


def _number(told: Mapping[str, Any], name: str) -> int:
    text = _text(told, name)
    if not (text.isascii() and text.isdigit()):
        raise CannotHandle(N_("“%(name)s” không phải là số: “%(text)s”."), name=name, text=text[:20])
    return int(text)
