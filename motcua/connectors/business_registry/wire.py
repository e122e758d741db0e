"""A firm in the registry's words, read defensively: what lacks a name, a code or a date is no answer."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from motcua.ports import Firm, Garbled

ACTIVE = "1"  # TrangThai; the code list is unverified


def firm(told: Any) -> Firm:
    """Return the firm in a JSON answer. Raises Garbled for what cannot be read."""
    if not isinstance(told, Mapping):
        raise Garbled("the registry's answer is no object", str(told))
    head, owner = _part(told, "DiaChiTruSo"), _part(told, "NguoiDaiDien")
    name, code = _text(told, "TenDoanhNghiep"), _text(told, "MaSoThue")
    if not name or not code:
        raise Garbled("the registry's answer names no firm", str(told))
    capital = _text(told, "VonDieuLe")
    return Firm(
        tax_code=code,
        name=name,
        kind=_text(_part(told, "LoaiHinh"), "Ten"),
        active=_text(told, "TrangThai") == ACTIVE,
        registered_on=_day(_text(told, "NgayDangKy"), told),
        address=_text(head, "ChiTiet"),
        representative=_text(owner, "HoTen"),
        representative_number=_text(owner, "SoDinhDanh"),
        trades=_trades(told.get("NganhNghe")),
        capital=int(capital) if capital.isascii() and capital.isdigit() else 0,
    )


def _trades(rows: Any) -> tuple[tuple[str, str], ...]:
    kept = [row for row in rows if isinstance(row, Mapping)] if isinstance(rows, list) else []
    kept.sort(key=lambda row: _text(row, "Chinh") != "1")
    return tuple((_text(row, "Ma"), _text(row, "Ten")) for row in kept)


def _day(text: str, told: Any) -> date:
    try:
        return datetime.strptime(text, "%Y%m%d").date()  # noqa: DTZ007 - a calendar date
    except ValueError as wrong:
        raise Garbled("the registry's answer has no day of registration", str(told)) from wrong


def _part(told: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    part = told.get(name)
    return part if isinstance(part, Mapping) else {}


def _text(told: Mapping[str, Any], name: str) -> str:
    value = told.get(name)
    return "" if value is None else " ".join(str(value).split())
