"""The registry on the wire: GET /r1/…/DOANHNGHIEP/{tax code} gives the firm's facts, all values text."""

import hmac
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from sandbox import pages, road
from sandbox.business import firms
from sandbox.business.firms import Firm
from sandbox.config import Config
from sandbox.received import Received
from sandbox.road import Denied

CLIENT = "VN/GOV/H26/MOTCUA"
SERVICE = "VN/GOV/BTC/DKKD/DOANHNGHIEP"


class Registry:
    """The registry and its journal."""

    def __init__(self, config: Config) -> None:
        self.received = Received(config.folder("business") / "received.db")
        self._key = config.population_key

    def app(self) -> Starlette:
        """Return the web application."""
        meta = Route("/r1/{subsystem:path}/listMethods", self.methods)
        return Starlette(routes=[Route("/", self.home), meta, Route("/r1/{service:path}", self.ask)])

    def close(self) -> None:
        """Close the journal."""
        self.received.close()

    async def ask(self, request: Request) -> Response:
        """Answer one question: 200 with the firm, 404 without X-Road-Error when there is none."""
        issue = request.headers.get("x-road-issue", "")
        try:
            road.check(request, SERVICE, {CLIENT})
            if not hmac.compare_digest(request.headers.get("apikey", "").encode(), self._key.encode()):
                raise Denied("Server.ServerProxy.AccessDenied", "wrong ApiKey")
        except Denied as denied:
            self.received.note("DOANHNGHIEP", issue, f"{denied.kind}: {denied}", refused=True)
            return road.denied(denied)
        code = request.path_params["service"].removeprefix(SERVICE).strip("/")
        firm = firms.find(code)
        self.received.note("DOANHNGHIEP", issue, f"{code}: {'có' if firm else 'không có'}")
        if firm is None:
            return JSONResponse({"maLoi": "404", "moTa": "Không tìm thấy doanh nghiệp"}, 404, road.answer_headers(request, SERVICE, b""))
        return JSONResponse(told(firm), 200, road.answer_headers(request, SERVICE, b""))

    async def methods(self, request: Request) -> Response:
        """Tell which service is offered."""
        return road.methods(request, SERVICE, {CLIENT})

    async def home(self, _request: Request) -> Response:
        """Show who asked."""
        body = pages.paragraph(f"{firms.SIZE} doanh nghiệp giả lập. {self.received.refused()} lượt bị từ chối.")
        return pages.page("Cơ sở dữ liệu quốc gia về đăng ký doanh nghiệp", body + self.received.table())


def told(firm: Firm) -> dict[str, Any]:
    """Return the firm in the registry's words; dates yyyyMMdd."""
    owner = firm.representative
    return {
        "MaSoDoanhNghiep": firm.tax_code,
        "MaSoThue": firm.tax_code,
        "TenDoanhNghiep": firm.name,
        "LoaiHinh": {"Ma": firm.kind[0], "Ten": firm.kind[1]},
        "TrangThai": firm.state,
        "NgayDangKy": f"{firm.registered:%Y%m%d}",
        "DiaChiTruSo": {"MaTinhThanh": "01", "MaPhuongXa": firm.ward, "ChiTiet": firm.address, "QuocGia": "VN"},
        "NguoiDaiDien": {"HoTen": owner.name, "SoDinhDanh": owner.number, "ChucDanh": "Giám đốc"},
        "NganhNghe": [{"Ma": code, "Ten": name, "Chinh": "1" if n == 0 else "0"} for n, (code, name) in enumerate(firm.trades)],
        "VonDieuLe": str(firm.capital),
    }
