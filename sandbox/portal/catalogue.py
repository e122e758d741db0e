"""What the portal publishes: procedures with the form of each, agencies, sectors. In the axis' own capital names."""

import json
from functools import cache
from pathlib import Path
from typing import Any

AGENCIES = (
    ("H26", "Ủy ban nhân dân thành phố Hà Nội", "Tỉnh"),
    ("H26.20", "Trung tâm Phục vụ hành chính công thành phố Hà Nội", "Tỉnh"),
    ("H26.02", "Sở Tài chính", "Tỉnh"),
    ("H26.03", "Sở Xây dựng", "Tỉnh"),
    ("H26.04", "Sở Nông nghiệp và Môi trường", "Tỉnh"),
    ("H26.04.01", "Văn phòng Đăng ký đất đai Hà Nội", "Tỉnh"),
    ("H26.101", "UBND phường Ba Đình", "Xã"),
    ("H26.102", "UBND phường Ngọc Hà", "Xã"),
    ("H26.103", "UBND phường Giảng Võ", "Xã"),
    ("H26.104", "UBND phường Hoàn Kiếm", "Xã"),
    ("H26.105", "UBND phường Cửa Nam", "Xã"),
    ("H26.106", "UBND phường Phú Thượng", "Xã"),
    ("H26.107", "UBND phường Hồng Hà", "Xã"),
)
COPY_AT_THE_COUNTER = {"MATTHC": "2.000815", "TENTTHC": "Chứng thực bản sao từ bản chính"}
_CHANNELS = (("1", "Trực tiếp"), ("2", "Trực tuyến"), ("3", "Dịch vụ bưu chính"))


@cache
def procedures() -> dict[str, dict[str, Any]]:
    """Return every procedure that can be filed online, by code."""
    rows = json.loads(Path(__file__).with_name("procedures.json").read_text("utf-8"))
    return {row["MATTHC"]: row for row in rows}


def names() -> list[dict[str, str]]:
    """Return LayDanhSachTTHC."""
    listed = [{"MATTHC": code, "TENTTHC": row["TENTTHC"]} for code, row in procedures().items()]
    return [*listed, COPY_AT_THE_COUNTER]


def record(code: str) -> dict[str, Any] | None:
    """Return LayThuTuc of one procedure, None when the portal does not have it."""
    row = procedures().get(code)
    if row is None:
        return None
    papers = [{"MAGIAYTO": p["Ma"], "TENGIAYTO": p["Ten"], "TENMAUDON": "", "URL": ""} for p in row["GIAYTO"]]
    fees = [{"MAPHILEPHI": f["Ma"], "SOTIEN": f["Gia"], "DONVI": "đồng", "MOTA": f["Ten"]} for f in row["PHILEPHI"]]
    times = [{"THOIGIANGIAIQUYET": row["THOIHAN"], "DONVITINH": "", "MOTA": "", "PHILEPHI": fees}]
    return {
        "MATTHC": code,
        "TENTTHC": row["TENTTHC"],
        "MACOQUANCONGBO": row["MALINHVUC"].split("-")[0],
        "TRANGTHAI": "1",
        "TRINHTUTHUCHIEN": [{"TRUONGHOP": "", "TRINHTU": [{"TENTRINHTU": "Nộp hồ sơ, nhận kết quả"}]}],
        "LINHVUCTHUCHIEN": [{"MALINHVUC": row["MALINHVUC"], "TENLINHVUC": row["TENLINHVUC"]}],
        "CACHTHUCTHUCHIEN": [{"KENH": channel, "THOIGIAN": times} for channel, _name in _CHANNELS],
        "YEUCAU": "",
        "DOITUONGTHUCHIEN": [{"MADOITUONG": "1", "TENDOITUONG": "Công dân Việt Nam"}],
        "KETQUATHUCHIEN": [{"MAKETQUA": number, "TENKETQUA": name} for number, name in row["KETQUA"]],
        "CANCUPHAPLY": [{"SOVANBAN": number, "TENVANBAN": title} for number, title in row["CANCU"]],
        "COQUANTHUCHIEN": [{"MADONVI": code, "TENDONVI": name} for code, name, _ in AGENCIES if code == row["DONVI"]],
        "THANHPHANHOSO": [{"TRUONGHOP": "", "GIAYTO": papers}],
    }


def agencies() -> list[dict[str, str]]:
    """Return LayDanhMucCoQuan."""
    return [{"MADONVI": code, "TENDONVI": name, "CAPDONVI": level} for code, name, level in AGENCIES]


def sectors() -> list[dict[str, str]]:
    """Return LayDanhMucLinhVuc."""
    told = {row["MALINHVUC"]: row["TENLINHVUC"] for row in procedures().values()}
    return [{"MALINHVUC": code, "TENLINHVUC": name, "MANGANH": code.split("-")[0]} for code, name in sorted(told.items())]
