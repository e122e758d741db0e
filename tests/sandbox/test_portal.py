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
    assert httpx.get(f"{world.url}/portal/").text.count(f"/dossiers/{DOSSIER['MaHoSo']}") == 1


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


def test_the_lists_of_the_papers_sent_along_are_read_strictly(world: Running, session: str) -> None:
    paper = {
        "TepDinhKemId": "1",
        "TenTepDinhKem": "a.pdf",
        "IsDeleted": "False",
        "DuocSoHoa": "1",
        "DuocTaiSuDung": "0",
        "DuocLayTuKhoDMQG": "0",
    }
    assert call(world, session, "DongBoHoSoMC", [{**DOSSIER, "TaiLieuNop": [paper]}])["error_code"] == 0
    for wrong, why in (({"DuocSoHoa": "có"}, "DuocSoHoa có giá trị không hợp lệ"), ({"IsDeleted": ""}, "IsDeleted")):
        answer = call(world, session, "DongBoHoSoMC", [{**DOSSIER, "TaiLieuNop": [paper | wrong]}])
        assert answer["error_code"] == 2
        assert why in answer["message"]


def test_every_version_of_a_dossier_stays_in_its_history(world: Running, session: str) -> None:
    code = "H26.19-261123-0555"
    for changes in ({}, {"TrangThaiHoSo": "4"}):
        call(world, session, "DongBoHoSoMC", [{**DOSSIER, "MaHoSo": code, **changes}])
    page = httpx.get(f"{world.url}/portal/dossiers/{code}").text
    assert page.index("2 – Được tiếp nhận</td>") < page.index("4 – Đang xử lý</td>")


def test_the_page_shows_what_came_in_order_with_the_refusals(world: Running, session: str) -> None:
    call(world, session, "DongBoHoSoMC", [{**DOSSIER, "GhiChu": 5}])
    page = httpx.get(f"{world.url}/portal/").text
    assert "<strong>Từ chối:</strong> GhiChu phải là chuỗi ký tự" in page
    assert "bản tin bị từ chối" in page


def test_a_dossier_said_to_be_filed_here_must_have_been(world: Running, session: str) -> None:
    assert "không được nộp trên Cổng" in call(world, session, "DongBoHoSoMC", [{**DOSSIER, "NoiNopHoSo": "1"}])["message"]


def test_procedures_agencies_and_sectors_can_be_listed_and_a_procedure_read(world: Running, session: str) -> None:
    assert {"MATTHC": "1.001193", "TENTTHC": "Đăng ký khai sinh"} in call(world, session, "LayDanhSachTTHC", [])["result"]
    assert {"MADONVI": "H26.105", "TENDONVI": "UBND phường Cửa Nam", "CAPDONVI": "Xã"} in call(world, session, "LayDanhMucCoQuan", [])[
        "result"
    ]
    assert {"MALINHVUC": "G15-HT", "TENLINHVUC": "Hộ tịch", "MANGANH": "G15"} in call(world, session, "LayDanhMucLinhVuc", [])["result"]
    (found,) = call(world, session, "LayThuTuc", [{"MaTTHC": "2.000908"}])["result"]
    assert (found["TENTTHC"], found["TRANGTHAI"]) == ("Cấp bản sao từ sổ gốc", "1")
    assert [way["KENH"] for way in found["CACHTHUCTHUCHIEN"]] == ["1", "2", "3"]
