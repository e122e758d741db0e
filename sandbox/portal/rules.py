"""What the portal accepts: every value is text, required fields are there, codes and dates make sense."""

import re
from datetime import datetime
from typing import Any

MOMENT = "%Y%m%d%H%M%S"
SYNC_REQUIRED = [
    "MaHoSo",
    "MaTTHC",
    "TenTTHC",
    "MaLinhVuc",
    "TenLinhVuc",
    "KenhThucHien",
    "ChuHoSo",
    "LoaiDoiTuong",
    "TrichYeuHoSo",
    "NgayNopHoSo",
    "TrangThaiHoSo",
    "DonViXuLy",
    "NoiNopHoSo",
    "HoSoCoThanhPhanSoHoa",
    "TaiKhoanDuocXacThucVoiVNeID",
    "DuocThanhToanTrucTuyen",
]
PROGRESS_REQUIRED = ["MaHoSo", "NguoiXuLy", "ThoiDiemXuLy", "PhongBanXuLy", "NoiDungXuLy", "TrangThai", "NgayBatDau"]
_LISTS = [
    "TaiLieuNop",
    "DanhSachLePhi",
    "DanhSachTepDinhKemKhac",
    "DanhSachHoSoBoSung",
    "DanhSachGiayToKetQua",
    "DinhDanhCHS",
    "DSKetNoiCSDL",
    "DanhSachGiayToBoSung",
    "DanhSachLePhiBoSung",
]
STATES = {str(number) for number in range(1, 11)}
_CHOICES = {
    "KenhThucHien": {"1", "2", "3"},
    "LoaiDoiTuong": {"1", "2"},
    "TrangThaiHoSo": STATES,
    "TrangThai": STATES,
    "HinhThuc": {"0", "1", ""},
    "HoSoCoThanhPhanSoHoa": {"0", "1"},
    "TaiKhoanDuocXacThucVoiVNeID": {"0", "1"},
    "DuocThanhToanTrucTuyen": {"0", "1", "2"},
    "NoiNopHoSo": {"1", "2"},
    "DuocSoHoa": {"0", "1"},
    "DuocTaiSuDung": {"0", "1"},
    "DuocLayTuKhoDMQG": {"0", "1"},
    "IsDeleted": {"True", "False"},
    "HinhThucThu": {"1", "2", "4"},
    "LoaiDinhDanh": {"1", "2"},
}
_ITEMS = {
    "TaiLieuNop": ["TepDinhKemId", "TenTepDinhKem", "IsDeleted", "DuocSoHoa", "DuocTaiSuDung", "DuocLayTuKhoDMQG"],
    "DanhSachLePhi": ["TenPhiLePhi", "HinhThucThu", "Gia"],
    "DanhSachHoSoBoSung": ["HoSoBoSungId", "NguoiYeuCauBoSung", "NoiDungBoSung", "NgayBoSung", "TrangThaiBoSung"],
    "DanhSachGiayToKetQua": ["TenGiayTo", "GiayToId", "DuongDanTepTinKetQua", "MaGiayToKetQua"],
    "DinhDanhCHS": ["LoaiDinhDanh", "SoDinhDanh"],
    "DSKetNoiCSDL": ["MaCSDL"],
}
_MOMENTS = [
    "NgayNopHoSo",
    "NgayTiepNhan",
    "NgayHenTra",
    "NgayTra",
    "NgayKetThucXuLy",
    "NgayTuChoi",
    "ThoiDiemXuLy",
    "NgayBatDau",
    "NgayKetThucTheoQuyDinh",
    "NgayBoSung",
    "NgayTiepNhanBoSung",
    "NgayHenTraTruoc",
    "NgayHenTraMoi",
]
_NEEDED_IN = {
    "3": ["NgayTuChoi"],
    "9": ["NgayTiepNhan", "NgayHenTra", "NgayKetThucXuLy"],
    "10": ["NgayTiepNhan", "NgayHenTra", "NgayKetThucXuLy", "NgayTra"],
}
_NEEDED_IN |= {state: ["NgayTiepNhan", "NgayHenTra"] for state in ("2", "4", "6")}  # 8 may come before acceptance
_IN_ORDER = ("NgayNopHoSo", "NgayTiepNhan", "NgayKetThucXuLy", "NgayTra")
_CODE = re.compile(r"[A-Z]\d{2}(\.\d+)*-(\d{6}-\d{4,6}|\d{8}-\d{7})")


class Nonsense(Exception):
    """What was sent cannot be taken in; the text is the portal's answer."""


def check_sync(item: Any) -> dict[str, Any]:
    """Return `item` of DongBoHoSoMC if it makes sense. Raises Nonsense."""
    dossier = _checked(item, SYNC_REQUIRED)
    for name in _NEEDED_IN.get(dossier["TrangThaiHoSo"], []):
        _need(dossier, name)
    moments = [dossier[name] for name in _IN_ORDER if dossier.get(name)]
    if moments != sorted(moments):
        raise Nonsense(f"Các mốc thời gian của hồ sơ {dossier['MaHoSo']} không theo thứ tự")
    return dossier


def check_progress(item: Any) -> dict[str, Any]:
    """Return `item` of CapNhatTienDoHoSoMC if it makes sense. Raises Nonsense."""
    return _checked(item, PROGRESS_REQUIRED)


def _checked(item: Any, required: list[str]) -> dict[str, Any]:
    if not isinstance(item, dict):
        raise Nonsense("data phải là danh sách đối tượng")
    for name in required:
        _need(item, name)
    for name, value in item.items():
        _check_value(name, value)
    if not _CODE.fullmatch(item["MaHoSo"]):
        raise Nonsense("MaHoSo không đúng cấu trúc")
    return item


def _need(item: dict[str, Any], name: str) -> None:
    if not isinstance(item.get(name), str) or not item[name].strip():
        raise Nonsense(f"Thiếu {name}")


def _check_value(name: str, value: Any) -> None:
    if name in _LISTS:
        if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
            raise Nonsense(f"{name} phải là danh sách")
        for one in value:
            for inner, text in one.items():
                _check_value(inner, text)
            for needed in _ITEMS.get(name, []):
                _need(one, needed)
    elif isinstance(value, list):
        raise Nonsense(f"{name} không phải là danh sách")
    elif not isinstance(value, str):
        raise Nonsense(f"{name} phải là chuỗi ký tự")
    elif name in _CHOICES and value not in _CHOICES[name]:
        raise Nonsense(f"{name} có giá trị không hợp lệ")
    elif name in _MOMENTS and value:
        _check_moment(name, value)


def _check_moment(name: str, value: str) -> None:
    try:
        wrong = len(value) != 14 or not datetime.strptime(value, MOMENT)  # noqa: DTZ007 - Hà Nội time by agreement
    except ValueError:
        wrong = True
    if wrong:
        raise Nonsense(f"{name} phải có dạng yyyyMMddHHmmss")
