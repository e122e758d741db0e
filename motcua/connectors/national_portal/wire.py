"""Our dossier in the portal's words. All values are text; times are yyyyMMddHHmmss in Hà Nội (domain/integrations.md, section 6)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from motcua.connectors.national_portal import mapping
from motcua.ports import Refused

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
ON_THE_PORTAL, OWN_PORTAL = "1", "2"  # NoiNopHoSo
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
    "GhiChu": "note",
}
_MOMENTS = {
    "NgayNopHoSo": "submitted_at",
    "NgayTiepNhan": "received_at",
    "NgayHenTra": "due_at",
    "NgayTra": "returned_at",
    "NgayKetThucXuLy": "finished_at",
    "NgayTuChoi": "declined_at",
}
_FLAGS = {"HoSoCoThanhPhanSoHoa": "digitised", "TaiKhoanDuocXacThucVoiVNeID": "vneid"}
_PAID = {"portal": "1", "city": "2"}  # DuocThanhToanTrucTuyen: on the portal, by our gateway; else offline
_NOT_TOLD = ("ThongTinKhac", "Fax", "ThongTinTra")
_WAITING, _SUPPLIED = "1", "2"  # TrangThaiBoSung; the code list is unverified


def dossier(payload: Mapping[str, Any]) -> dict[str, Any]:
    """Return one item of DongBoHoSoMC. Raises Refused when `payload` lacks the code or holds a time that is none."""
    flags: Mapping[str, Any] = payload.get("flags") or {}
    told: dict[str, Any] = {name: _text(payload, key) for name, key in _TEXTS.items()}
    told |= {name: _moment(payload, key) for name, key in _MOMENTS.items()}
    told |= {name: _flag(flags.get(key)) for name, key in _FLAGS.items()}
    told |= dict.fromkeys(_NOT_TOLD, "")
    told["LoaiDoiTuong"] = _KINDS.get(_text(payload, "holder_kind"), "")
    told["NoiNopHoSo"] = ON_THE_PORTAL if flags.get("filed_on_portal") else OWN_PORTAL
    told["DuocThanhToanTrucTuyen"] = _PAID.get(str(flags.get("paid_online") or ""), "0")
    told["DinhDanhCHS"] = _identities(told["SoGiayToChuHoSo"])
    told["DSKetNoiCSDL"] = [{"MaCSDL": POPULATION_DATABASE}] if flags.get("population_used") else []
    codes = mapping.paper_codes(told["MaTTHC"])
    told["TaiLieuNop"] = [_paper(each, codes) for each in payload.get("papers") or []]
    told["DanhSachTepDinhKemKhac"] = []
    told["DanhSachLePhi"] = [_fee(each) for each in payload.get("fees") or []]
    told["DanhSachHoSoBoSung"] = [_supplement(each) for each in payload.get("supplements") or []]
    told["DanhSachGiayToKetQua"] = [_result(each) for each in payload.get("results") or []]
    return _named(told)


def _flag(value: Any) -> str:
    return "1" if value else "0"


def _paper(paper: Mapping[str, Any], codes: Mapping[str, str]) -> dict[str, str]:
    return {
        "TepDinhKemId": _text(paper, "id"),
        "TenTepDinhKem": _text(paper, "name"),
        "IsDeleted": "False",
        "MaThanhPhanHoSo": codes.get(_text(paper, "requirement"), _text(paper, "requirement")),
        "DuongDanTaiTepTin": "",  # papers of people are fetched with a sign-in, never by a public link
        "DuocSoHoa": _flag(paper.get("scanned")),
        "DuocTaiSuDung": _flag(paper.get("reused")),
        "DuocLayTuKhoDMQG": _flag(paper.get("from_vault")),
        "MaKetQuaThayThe": _text(paper, "replaces"),
    }


def _fee(fee: Mapping[str, Any]) -> dict[str, str]:
    return {
        "TenPhiLePhi": _text(fee, "name"),
        "MaPhiLePhi": _text(fee, "code"),
        "HinhThucThu": _text(fee, "when"),
        "Gia": _text(fee, "amount"),
        "LoaiPhiLePhi": "",
    }


def _supplement(asked: Mapping[str, Any]) -> dict[str, Any]:
    answered = _moment(asked, "answered_at")
    return {
        "HoSoBoSungId": _text(asked, "id"),
        "NguoiYeuCauBoSung": _text(asked, "asked_by"),
        "NoiDungBoSung": _text(asked, "reason"),
        "NgayBoSung": _moment(asked, "asked_at"),
        "NguoiTiepNhanBoSung": _text(asked, "taken_by"),
        "ThongTinTiepNhan": "; ".join(i["answer"] for i in asked["items"] if i["answer"]) if answered else "",
        "NgayTiepNhanBoSung": answered,
        "TrangThaiBoSung": _SUPPLIED if answered else _WAITING,
        "DanhSachGiayToBoSung": [{"TenGiayTo": i["name"], "NoiDung": i["instruction"]} for i in asked["items"]],
        "DanhSachLePhiBoSung": [],
        "NgayHenTraTruoc": _moment(asked, "due_before"),
        "NgayHenTraMoi": _moment(asked, "due_after"),
    }


def _result(result: Mapping[str, Any]) -> dict[str, str]:
    return {
        "TenGiayTo": _text(result, "name"),
        "MaThanhPhanHoSo": "",
        "GiayToId": _text(result, "id"),
        "DuongDanTepTinKetQua": _text(result, "url"),
        "MaGiayToKetQua": _text(result, "code"),
    }


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
