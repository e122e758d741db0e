"""The national portal as two sides of one contract: the sandbox over the wire, and the fake in memory fed with the same words."""

import hashlib
from collections.abc import Callable
from copy import deepcopy
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote

import httpx
from django.utils import timezone

from motcua.connectors.ministry.client import Client as Ministry
from motcua.connectors.ministry.fake import Client as FakeMinistry
from motcua.connectors.national_portal.client import Client
from motcua.connectors.national_portal.fake import Client as Fake
from motcua.law.calendar import HANOI
from motcua.outbox import handling, pulls, worker
from motcua.outbox.models import Arrival, ArrivalState
from sandbox.running import Running
from tests import make

FEE, PAPER = "2.000635", "1.001193"
# Written from the interface table of connectors/national_portal/README.md.
SAMPLE: dict[str, Any] = {
    "MaTTHC": FEE,
    "TenTTHC": "Cấp bản sao trích lục hộ tịch, bản sao Giấy khai sinh",
    "MaDonViTiepNhan": "H26.105",
    "LoaiDoiTuong": "1",
    "ThanhPhanHoSo": [],
    "ThongTinNguoiNop": {
        "LoaiDoiTuong": "1",
        "IdDoiTuong": "5f0c1c7e-7a55-4a57-9f0e-1d4a3b6c2e01",
        "MucXacThuc": "2",
        "ThongTinChiTiet": {
            "TenNguoiNop": "Nguyễn Thị Hạnh",
            "SoDinhDanh": "001194012372",
            "NgaySinh": "19940314",
            "GioiTinh": "2",
            "SoDienThoai": "0912000001",
            "Email": "hanh@example.test",
        },
    },
    "DanhSachLePhi": [
        {"TenPhiLePhi": "Phí cấp bản sao, một bản", "MaPhiLePhi": "PLP", "HinhThucThu": "1", "Gia": "8000", "TrangThaiThanhToan": "0"}
    ],
    "DanhSachBoSung": [],
    "YeuCauRut": None,
}
HELD: dict[str, object] = {}


def held_portal() -> object:
    """The portal's connector of the present test: what settings name."""
    return HELD["national_portal"]


def held_ministry() -> object:
    """The ministry's connector of the present test."""
    return HELD["ministry"]


def now() -> str:
    return datetime.now(HANOI).strftime("%Y%m%d%H%M%S")


class Played:
    """The sandbox's portal; `client` is what CONNECTORS names."""

    def __init__(self, world: Running) -> None:
        self._url = f"{world.url}/portal"
        destination = "VN:GOV:000.00.00.G22:vpcpdvcqg"
        self.client = Client(self._url, "motcua", "demo-secret", destination, "H26", client_id="motcua", client_secret="demo-secret")

    def file(self, procedure: str = FEE) -> str:
        answer = httpx.post(f"{self._url}/nop/lai", json={"n": 1, "procedure": procedure}, timeout=20)
        return str(answer.json()["codes"][0])

    def supply(self, code: str, request: str, item: str, words: str, file: bytes | None = None) -> None:
        files = {f"file:{item}": ("bo-sung.png", file)} if file else {}
        data = {"item": item, "request": request, f"text:{item}": words}
        assert httpx.post(f"{self._url}/nop/ho-so/{code}/supply", data=data, files=files).status_code == httpx.codes.SEE_OTHER

    def withdraw(self, code: str, reason: str) -> None:
        httpx.post(f"{self._url}/nop/ho-so/{code}/withdraw", data={"reason": reason})

    def pay(self, code: str) -> None:
        httpx.post(f"{self._url}/nop/ho-so/{code}/pay")

    def told(self, code: str) -> dict[str, Any]:
        found = self.client._session.call("TraCuuHoSo", [{"MaHoSo": code}])
        return dict(found[0]) if found else {}

    def page(self, code: str) -> str:
        return httpx.get(f"{self._url}/nop/ho-so/{quote(code)}").text


class Faked:
    """The fake, filled as the portal would be."""

    def __init__(self) -> None:
        self.client = Fake()

    def file(self, procedure: str = FEE, change: Callable[[dict[str, Any]], Any] | None = None) -> str:
        code = f"G22.99-{now()[:8]}-{len(self.client.filings) + 1:07d}"
        told = deepcopy(SAMPLE) | {"MaHoSo": code, "NgayNop": now(), "EformThongTinChiTiet": eform(procedure), "MaTTHC": procedure}
        told["ThanhPhanHoSo"] = [self.paper()] if procedure == PAPER else []
        if change:
            change(told)
        self.client.filings[code] = told
        self.client.happen("HoSoMoi", code, timezone.now())
        return code

    def paper(self) -> dict[str, Any]:
        content = make.picture()
        key = f"f-{len(self.client.files)}"
        self.client.files[key] = content
        attached = {"IdGiayTo": key, "TenGiayTo": "chung-sinh.png", "HashTepTin": hashlib.sha256(content).hexdigest()}
        return {"MaThanhPhanHoSo": "000.00.00.G15-TP100119303", "SoLuong": "1", "LoaiBan": "2", "GiayToDinhKem": [attached]}

    def supply(self, code: str, request: str, item: str, words: str, file: bytes | None = None) -> None:
        attached = []
        if file:
            self.client.files["s"] = file
            attached = [{"IdGiayTo": "s", "TenGiayTo": "bo-sung.png", "HashTepTin": hashlib.sha256(file).hexdigest()}]
        given = {"HoSoBoSungId": request, "NoiDung": [{"TenGiayTo": item, "NoiDung": words, "GiayToDinhKem": attached}]}
        self.client.filings[code]["DanhSachBoSung"].append(given)
        self.client.happen("BoSung", code, timezone.now())

    def withdraw(self, code: str, reason: str) -> None:
        self.client.filings[code]["YeuCauRut"] = {"LyDo": reason, "ThoiDiem": now()}
        self.client.happen("YeuCauRut", code, timezone.now())

    def pay(self, code: str) -> None:
        for line in self.client.filings[code]["DanhSachLePhi"]:
            line |= {"TrangThaiThanhToan": "1", "ThoiDiem": now()}
        self.client.happen("ThanhToan", code, timezone.now())

    def told(self, code: str) -> dict[str, Any]:
        return self.client.dossiers.get(code, {})


def eform(procedure: str) -> dict[str, str]:
    """Return the answers of the sandbox's sample citizen: the portal's own names and codes."""
    from sandbox import people
    from sandbox.portal import filing

    return filing.answers(procedure, people.known()[0])


def carry() -> None:
    """Pull, handle and deliver until nothing is left to do."""
    pulls.pull_all(timezone.now())
    while handling.handle_due():
        pass
    worker.flush(200)


def aside() -> list[Arrival]:
    """Return what was set aside."""
    return list(Arrival.objects.filter(state=ArrivalState.SET_ASIDE).order_by("id"))


class PlayedMinistry:
    """The sandbox's ministry."""

    def __init__(self, world: Running) -> None:
        self._url = f"{world.url}/ministry"
        self.client = Ministry(self._url, "demo-secret")

    def file(self, procedure: str = "1.001612", agency: str = "H26.105") -> str:
        asked = {"n": 1, "procedure": procedure, "name": "Đăng ký thành lập hộ kinh doanh", "agency": agency}
        return str(httpx.post(f"{self._url}/lai/nop", json=asked).json()["codes"][0])

    def move(self, code: str, to: str, force: bool = False) -> None:
        httpx.post(f"{self._url}/lai/{code}/{to}" + ("?force=1" if force else ""))


class FakedMinistry:
    """The fake, told the same by hand: written from the interface table of connectors/ministry/README.md."""

    def __init__(self) -> None:
        self.client = FakeMinistry()

    def file(self, procedure: str = "1.001612", agency: str = "H26.105") -> str:
        at = timezone.now().astimezone(HANOI)
        code = f"G12.20-{at:%Y%m%d}-{len(self.client.dossiers) + 1:07d}"
        told = {
            **{"maHoSo": code, "maThuTuc": procedure, "tenThuTuc": "Đăng ký thành lập hộ kinh doanh", "maDonViDiaPhuong": agency},
            **{"trichYeu": "Đăng ký thành lập hộ kinh doanh", "trangThai": "MOI", "phienBan": 1, "ngayNop": at.isoformat()},
            "chuHoSo": {"hoTen": "Lê Thị Hoa", "soDinhDanh": "001165000123", "ngaySinh": "1965-02-03", "techId": "t-hoa"},
            "lienHe": {"dienThoai": "0912000003", "email": "hoa@example.test"},
            **dict.fromkeys(("ngayTiepNhan", "ngayHenTra", "ngayKetThuc", "ngayTra")),
        }
        self.client.put(told, at)
        return code

    def move(self, code: str, to: str, force: bool = False) -> None:
        at = timezone.now().astimezone(HANOI)
        told = self.client.dossiers[code]
        told = told | {"trangThai": to, "phienBan": told["phienBan"] + 1}
        told |= {"ngayTiepNhan": at.isoformat(), "ngayHenTra": (at + timedelta(days=5)).isoformat()} if to == "TIEP_NHAN" else {}
        told |= {"ngayKetThuc": at.isoformat()} if to in ("DA_CAP", "TU_CHOI") else {}
        told |= {"ngayTra": at.isoformat()} if to == "DA_TRA" else {}
        self.client.put(told, at)
