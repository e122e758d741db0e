"""Our dossier in the portal's words. All values are text; times are yyyyMMddHHmmss in Hà Nội (domain/integrations.md, section 6)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from motcua.ports import Refused

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
OWN_PORTAL = "2"  # NoiNopHoSo as a public peer sends it; the code list is unverified
POPULATION_DATABASE = "1"  # MaCSDL, as above
_KINDS = {"person": "1", "organisation": "2"}
_NUMBER_KINDS = {12: "1", 9: "2"}  # LoaiDinhDanh: số định danh, CMND
_TEXTS = {
    "MaHoSo": "code",
    "MaTTHC": "procedure_code",
    "TenTTHC": "procedure_name",
    "MaLinhVuc": "sector_code",
    "TenLinhVuc": "sector_name",
    "KenhThucHien": "channel",
    "ChuHoSo": "holder_name",
    "SoGiayToChuHoSo": "holder_number",
    "MaDoiTuong": "tech_id",
    "Email": "email",
    "SoDienThoai": "phone",
    "TrichYeuHoSo": "summary",
    "TrangThaiHoSo": "status",
    "HinhThuc": "collect",
    "DonViXuLy": "agency_name",
}
_MOMENTS = {
    "NgayNopHoSo": "submitted_at",
    "NgayTiepNhan": "received_at",
    "NgayHenTra": "due_at",
    "NgayTra": "returned_at",
    "NgayKetThucXuLy": "finished_at",
    "NgayTuChoi": "declined_at",
}
_FLAGS = {"HoSoCoThanhPhanSoHoa": "digitised", "TaiKhoanDuocXacThucVoiVNeID": "vneid", "DuocThanhToanTrucTuyen": "paid_online"}
_NOT_TOLD = ("ThongTinKhac", "Fax", "ThongTinTra", "GhiChu")
_EMPTY_LISTS = ("TaiLieuNop", "DanhSachLePhi", "DanhSachTepDinhKemKhac", "DanhSachHoSoBoSung", "DanhSachGiayToKetQua")


def dossier(payload: Mapping[str, Any]) -> dict[str, Any]:
    """Return one item of DongBoHoSoMC. Raises Refused when `payload` lacks the code or holds a time that is none."""
    flags: Mapping[str, Any] = payload.get("flags") or {}
    told: dict[str, Any] = {name: _text(payload, key) for name, key in _TEXTS.items()}
    told |= {name: _moment(payload, key) for name, key in _MOMENTS.items()}
    told |= {name: "1" if flags.get(key) else "0" for name, key in _FLAGS.items()}
    told |= dict.fromkeys(_NOT_TOLD, "") | {name: [] for name in _EMPTY_LISTS}
    told["LoaiDoiTuong"] = _KINDS.get(_text(payload, "holder_kind"), "")
    told["NoiNopHoSo"] = OWN_PORTAL
    told["DinhDanhCHS"] = _identities(told["SoGiayToChuHoSo"])
    told["DSKetNoiCSDL"] = [{"MaCSDL": POPULATION_DATABASE}] if flags.get("population_used") else []
    return _named(told)


def step(payload: Mapping[str, Any]) -> dict[str, Any]:
    """Return one item of CapNhatTienDoHoSoMC. Raises Refused as `dossier` does."""
    told = {
        "MaHoSo": _text(payload, "code"),
        "NguoiXuLy": _text(payload, "actor_name"),
        "ChucDanh": _text(payload, "actor_title"),
        "ThoiDiemXuLy": _moment(payload, "at") or _moment(payload, "step_from"),
        "PhongBanXuLy": _text(payload, "unit_name"),
        "NoiDungXuLy": _text(payload, "step_name"),
        "TrangThai": _text(payload, "status"),
        "NgayBatDau": _moment(payload, "step_from"),
        "NgayKetThucTheoQuyDinh": _moment(payload, "step_due"),
    }
    return _named(told)


def _named(told: dict[str, Any]) -> dict[str, Any]:
    if not told["MaHoSo"]:
        raise Refused("the message names no dossier")
    return told


def _text(payload: Mapping[str, Any], key: str) -> str:
    value = payload.get(key)
    return "" if value is None else str(value).strip()


def _moment(payload: Mapping[str, Any], key: str) -> str:
    value = _text(payload, key)
    if not value:
        return ""
    try:
        moment = datetime.fromisoformat(value)
    except ValueError as broken:
        raise Refused(f"{key} is not an ISO 8601 time") from broken
    if moment.tzinfo is None:
        raise Refused(f"{key} has no offset")
    return moment.astimezone(HANOI).strftime("%Y%m%d%H%M%S")


def _identities(number: str) -> list[dict[str, str]]:
    kind = _NUMBER_KINDS.get(len(number))
    return [{"LoaiDinhDanh": kind, "SoDinhDanh": number}] if kind and number.isdigit() else []
