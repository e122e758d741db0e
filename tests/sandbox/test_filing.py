"""A made-up citizen files on the portal; the newer interface tells it on, takes progress, and is as strict as the old."""

import hashlib
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from sandbox.running import Running
from tests.sandbox.test_portal import DOSSIER, STEP, call
from tests.sandbox.test_portal import session as session

PNG = b"\x89PNG\r\n\x1a\n giay to"


@pytest.fixture(scope="module")
def api(world: Running) -> Iterator[httpx.Client]:
    asked = {"grant_type": "client_credentials", "client_id": "motcua", "client_secret": "demo-secret"}
    token = httpx.post(f"{world.url}/portal/oauth2/token", data=asked).json()["access_token"]
    with httpx.Client(base_url=f"{world.url}/portal", headers={"Authorization": f"Bearer {token}"}) as client:
        yield client


def filed(world: Running, procedure: str = "2.000908", n: int = 1) -> list[str]:
    answer = httpx.post(f"{world.url}/portal/nop/lai", json={"n": n, "procedure": procedure}, timeout=30)
    codes: list[str] = answer.json()["codes"]
    return codes


def whole(api: httpx.Client, code: str) -> dict[str, Any]:
    found: dict[str, Any] = api.get(f"/api/HoSo/{code}").json()["data"]
    return found


def test_a_citizen_files_with_answers_and_a_file_and_the_interface_tells_it_whole(world: Running, api: httpx.Client) -> None:
    page = httpx.get(f"{world.url}/portal/nop/1.001193?so=001194012372").text
    assert "Họ tên của trẻ" in page
    form = {"so": "001194012372", "donvi": "H26.105", "HoTenCuaTre": "Trần Gia Bảo", "GioiTinhCuaTre": "1"}
    paper = whole(api, filed(world, "1.001193")[0])["ThanhPhanHoSo"][0]["MaThanhPhanHoSo"]
    sent = httpx.post(f"{world.url}/portal/nop/1.001193", data=form, files={paper: ("chung-sinh.png", PNG, "image/png")})
    assert sent.status_code == 303
    told = whole(api, sent.headers["location"].rpartition("/")[2])
    assert told["EformThongTinChiTiet"] == {"HoTenCuaTre": "Trần Gia Bảo", "GioiTinhCuaTre": "1"}
    assert told["ThongTinNguoiNop"]["ThongTinChiTiet"]["TenNguoiNop"] == "Nguyễn Thị Hạnh"
    (attached,) = told["ThanhPhanHoSo"][0]["GiayToDinhKem"]
    assert attached["HashTepTin"] == hashlib.sha256(PNG).hexdigest()
    assert api.get(f"/api/TepTin/{attached['IdGiayTo']}").content == PNG


def test_a_filing_without_a_paper_the_portal_insists_on_is_refused(world: Running) -> None:
    answer = httpx.post(f"{world.url}/portal/nop/1.001193", data={"so": "001194012372"})
    assert answer.status_code == 422
    assert "Thiếu giấy tờ" in answer.text


def test_the_driver_files_many_each_with_its_own_number(world: Running) -> None:
    codes = filed(world, "", 60)
    assert len(set(codes)) == 60
    assert httpx.post(f"{world.url}/portal/nop/lai", json={"n": 0}).status_code == 400


def test_events_are_read_from_a_moment_on_page_by_page(world: Running, api: httpx.Client) -> None:
    codes = filed(world, "2.000908", 7)
    read: list[str] = []
    after = "0"
    while rows := api.get("/api/SuKien", params={"TuThoiDiem": "20260101000000", "SauId": after, "SoLuong": "3"}).json()["data"]:
        read += [row["MaHoSo"] for row in rows]
        after = rows[-1]["IdSuKien"]
    assert [code for code in read if code in codes] == codes
    assert api.get("/api/SuKien", params={"TuThoiDiem": "hôm qua"}).status_code == 400


@pytest.mark.parametrize("mode", ["duplicate", "reorder"])
def test_events_are_told_twice_or_out_of_order_when_the_faults_say_so(world: Running, api: httpx.Client, mode: str) -> None:
    filed(world, "2.000908", 20)
    asked = {"TuThoiDiem": "20260101000000", "SoLuong": "200"}
    plain = [row["IdSuKien"] for row in api.get("/api/SuKien", params=asked).json()["data"]]
    with world.broken("portal", mode):
        spoiled = [row["IdSuKien"] for row in api.get("/api/SuKien", params=asked).json()["data"]]
    assert set(spoiled) == set(plain)
    assert spoiled != plain


def test_a_request_of_the_city_is_answered_on_the_portal_item_by_item(world: Running, api: httpx.Client, session: str) -> None:
    (code,) = filed(world)
    asked = {"HoSoBoSungId": "r-1", "NguoiYeuCauBoSung": "A", "NoiDungBoSung": "Thiếu ảnh", "NgayBoSung": "20261123100000"}
    request = {**asked, "TrangThaiBoSung": "1", "DanhSachGiayToBoSung": [{"TenGiayTo": "Ảnh"}], "DanhSachLePhiBoSung": []}
    answer = {"item": "Ảnh", "request": "r-1", "text:Ảnh": "Gửi lại"}
    assert httpx.post(f"{world.url}/portal/nop/ho-so/{code}/supply", data=answer).status_code == 422
    told = {
        **DOSSIER,
        "MaHoSo": code,
        "NoiNopHoSo": "1",
        "TrangThaiHoSo": "5",
        "NgayTiepNhan": "",
        "NgayHenTra": "",
        "DanhSachHoSoBoSung": [request],
    }
    assert call(world, session, "DongBoHoSoMC", [told])["error_code"] == 0
    assert "Thiếu ảnh" in httpx.get(f"{world.url}/portal/nop/ho-so/{code}").text
    sent = httpx.post(f"{world.url}/portal/nop/ho-so/{code}/supply", data=answer, files={"file:Ảnh": ("anh.png", PNG)})
    assert sent.status_code == 303
    (given,) = whole(api, code)["DanhSachBoSung"]
    assert given["NoiDung"][0]["NoiDung"] == "Gửi lại"
    assert given["NoiDung"][0]["GiayToDinhKem"][0]["HashTepTin"] == hashlib.sha256(PNG).hexdigest()


def test_a_citizen_pays_and_asks_the_dossier_back(world: Running, api: httpx.Client) -> None:
    (code,) = filed(world, "2.000635")
    assert whole(api, code)["DanhSachLePhi"][0]["TrangThaiThanhToan"] == "0"
    httpx.post(f"{world.url}/portal/nop/ho-so/{code}/pay")
    assert whole(api, code)["DanhSachLePhi"][0]["TrangThaiThanhToan"] == "1"
    assert httpx.post(f"{world.url}/portal/nop/ho-so/{code}/withdraw", data={"reason": " "}).status_code == 422
    httpx.post(f"{world.url}/portal/nop/ho-so/{code}/withdraw", data={"reason": "Nộp nhầm"})
    assert whole(api, code)["YeuCauRut"]["LyDo"] == "Nộp nhầm"


def test_the_newer_interface_takes_the_six_steps(api: httpx.Client) -> None:
    code = api.get("/api/GetNextValue", params={"code": "H26.105"}).json()["value"]
    kept = api.post("/api/UploadFile", files={"files": ("a.png", PNG)}).json()["data"][0]
    assert kept["HashTepTin"] == hashlib.sha256(PNG).hexdigest()
    dossier = {**DOSSIER, "MaHoSo": code}
    assert api.post("/api/NoiHoSo", json=dossier).json()["message"] == "Thiếu EformThongTinChiTiet"
    assert api.post("/api/NoiHoSo", json={**dossier, "EformThongTinChiTiet": {"Ten": "A"}}).json()["data"]["maHoSo"] == code
    assert api.post("/api/CapNhatTienTrinh", json=[{**STEP, "MaHoSo": code}]).json()["error_code"] == "00"
    assert api.post("/api/CapNhatTrangThai", json=[{"MaHoSo": code, "TrangThai": "9"}]).json()["error_code"] == "00"


@pytest.mark.parametrize(
    "path, sent, why",
    [
        ("/api/CapNhatTienTrinh", [STEP] * 11, "1 đến 10"),
        ("/api/CapNhatTienTrinh", [{**STEP, "MaHoSo": "H26.19-261123-0001", "TrangThai": "44"}], "TrangThai"),
        ("/api/CapNhatTrangThai", [{"MaHoSo": "H26.19-261123-9999", "TrangThai": "4"}], "không tồn tại"),
        ("/api/CapNhatTrangThai", "x", "Danh sách"),
        ("/api/NoiHoSo", [], "EformThongTinChiTiet"),
    ],
)
def test_the_newer_interface_refuses_nonsense_in_words(api: httpx.Client, path: str, sent: Any, why: str) -> None:
    answer = api.post(path, json=sent).json()
    assert answer["error_code"] == "2"
    assert why in answer["message"]


def test_fees_and_results_are_told_only_where_the_state_has_them(api: httpx.Client) -> None:
    code = api.get("/api/GetNextValue", params={"code": "H26.105"}).json()["value"]
    api.post("/api/NoiHoSo", json={**DOSSIER, "MaHoSo": code, "EformThongTinChiTiet": {"Ten": "A"}})
    fees = [{"TenPhiLePhi": "Phí", "HinhThucThu": "1", "Gia": "8000"}]
    assert api.post("/api/CapNhatTrangThai", json=[{"MaHoSo": code, "TrangThai": "4", "DanhSachLePhi": fees}]).json()["error_code"] == "2"
    assert api.post("/api/CapNhatTrangThai", json=[{"MaHoSo": code, "TrangThai": "5", "DanhSachLePhi": fees}]).json()["error_code"] == "00"


def test_without_a_token_nothing_is_told(world: Running) -> None:
    for path in ("/api/SuKien", "/api/HoSo/x", "/api/TepTin/x", "/api/GetNextValue"):
        assert httpx.get(f"{world.url}/portal{path}").status_code == 401
    wrong = {"grant_type": "client_credentials", "client_id": "motcua", "client_secret": "x"}
    assert httpx.post(f"{world.url}/portal/oauth2/token", data=wrong).status_code == 401
