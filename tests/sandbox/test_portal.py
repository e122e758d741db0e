"""The portal takes what makes sense, once per dossier, and says what is wrong with the rest."""

from typing import Any

import httpx
import pytest

from sandbox.running import Running

HEAD = {"dstcode": "VN:GOV:000.00.00.G22:vpcpdvcqg"}
DOSSIER = {
    "MaHoSo": "H26.19-261123-0001",
    "MaTTHC": "2.000908",
    "TenTTHC": "Cấp bản sao từ sổ gốc",
    "MaLinhVuc": "CT",
    "TenLinhVuc": "Chứng thực",
    "KenhThucHien": "1",
    "ChuHoSo": "Lê Thị Hoa",
    "LoaiDoiTuong": "1",
    "TrichYeuHoSo": "Bản sao",
    "NgayNopHoSo": "20261123080000",
    "NgayTiepNhan": "20261123090000",
    "NgayHenTra": "20261123170000",
    "TrangThaiHoSo": "2",
    "DonViXuLy": "UBND phường Láng",
    "NoiNopHoSo": "2",
    "HoSoCoThanhPhanSoHoa": "0",
    "TaiKhoanDuocXacThucVoiVNeID": "0",
    "DuocThanhToanTrucTuyen": "0",
}
STEP = {
    "MaHoSo": DOSSIER["MaHoSo"],
    "NguoiXuLy": "Vũ Thị Lan",
    "ThoiDiemXuLy": "20261123093000",
    "PhongBanXuLy": "Văn phòng",
    "NoiDungXuLy": "Tra cứu",
    "TrangThai": "4",
    "NgayBatDau": "20261123090500",
}


@pytest.fixture(scope="module")
def session(world: Running) -> str:
    answer = httpx.post(f"{world.url}/portal/mapi/login", json={"username": "motcua", "password": "demo-secret"}, headers=HEAD).json()
    assert answer["error_code"] == 0
    opened: str = answer["session"]
    return opened


def call(world: Running, session: str, service: str, data: Any, updating: str = "False") -> dict[str, Any]:
    asked = {"session": session, "madonvi": "H26", "service": service, "isUpdating": updating, "data": data}
    answer: dict[str, Any] = httpx.post(f"{world.url}/portal/mapi/g", json=asked).json()
    return answer


def test_the_same_dossier_twice_is_one_dossier(world: Running, session: str) -> None:
    for _ in range(2):
        assert call(world, session, "DongBoHoSoMC", [DOSSIER])["error_code"] == 0
    assert httpx.get(f"{world.url}/portal/").text.count(f">{DOSSIER['MaHoSo']}<") == 1


def test_the_same_step_twice_is_one_step(world: Running, session: str) -> None:
    call(world, session, "DongBoHoSoMC", [DOSSIER])
    for _ in range(2):
        assert call(world, session, "CapNhatTienDoHoSoMC", [STEP])["error_code"] == 0
    assert httpx.get(f"{world.url}/portal/dossiers/{DOSSIER['MaHoSo']}").text.count("<td>Tra cứu</td>") == 1


@pytest.mark.parametrize(
    "changes, why",
    [
        ({"TenTTHC": ""}, "Thiếu TenTTHC"),
        ({"KenhThucHien": 1}, "Thiếu KenhThucHien"),
        ({"KenhThucHien": "9"}, "KenhThucHien có giá trị không hợp lệ"),
        ({"GhiChu": 5}, "GhiChu phải là chuỗi ký tự"),
        ({"GhiChu": []}, "GhiChu không phải là danh sách"),
        ({"NgayNopHoSo": "2026-11-23"}, "yyyyMMddHHmmss"),
        ({"NgayNopHoSo": "20261323080000"}, "yyyyMMddHHmmss"),
        ({"NgayNopHoSo": "20261123100000"}, "không theo thứ tự"),
        ({"NgayHenTra": ""}, "Thiếu NgayHenTra"),
        ({"TrangThaiHoSo": "10"}, "Thiếu NgayKetThucXuLy"),
        ({"MaHoSo": "12345"}, "MaHoSo không đúng cấu trúc"),
        ({"DinhDanhCHS": "1"}, "DinhDanhCHS phải là danh sách"),
        ({"DinhDanhCHS": [{"LoaiDinhDanh": 1}]}, "LoaiDinhDanh phải là chuỗi ký tự"),
    ],
)
def test_nonsense_is_refused_in_words(world: Running, session: str, changes: dict[str, Any], why: str) -> None:
    answer = call(world, session, "DongBoHoSoMC", [{**DOSSIER, **changes}])
    assert answer["error_code"] == 2
    assert why in answer["message"]


def test_one_bad_dossier_keeps_out_the_whole_message(world: Running, session: str) -> None:
    other = {**DOSSIER, "MaHoSo": "H26.19-261123-0777"}
    assert call(world, session, "DongBoHoSoMC", [other, {}])["error_code"] == 2
    assert call(world, session, "TraCuuHoSo", [{"MaHoSo": other["MaHoSo"]}]) == {"error_code": 0, "message": "Thành công", "result": []}


def test_an_update_of_an_unknown_dossier_is_refused(world: Running, session: str) -> None:
    assert call(world, session, "DongBoHoSoMC", [{**DOSSIER, "MaHoSo": "H26.19-261123-0888"}], "True")["error_code"] == 2
    assert call(world, session, "CapNhatTienDoHoSoMC", [{**STEP, "MaHoSo": "H26.19-261123-0888"}])["error_code"] == 2


def test_more_than_ten_steps_in_a_call_are_refused(world: Running, session: str) -> None:
    assert call(world, session, "CapNhatTienDoHoSoMC", [STEP] * 11)["error_code"] == 2


def test_an_unknown_session_service_or_shape_is_refused(world: Running, session: str) -> None:
    assert call(world, "made-up", "TraCuuHoSo", [])["error_code"] == 401
    assert call(world, session, "XoaHoSo", [])["error_code"] == 2
    assert call(world, session, "TraCuuHoSo", {})["error_code"] == 2
    assert call(world, session, "TraCuuHoSo", [], "maybe")["error_code"] == 2


def test_procedures_can_be_listed_and_read(world: Running, session: str) -> None:
    assert {"MaTTHC": "1.001193", "TenTTHC": "Đăng ký khai sinh"} in call(world, session, "LayDanhSachTTHC", [])["result"]
    assert call(world, session, "LayThuTuc", [{"MaTTHC": "2.000908"}])["result"][0]["TenTTHC"] == "Cấp bản sao từ sổ gốc"
