"""The portal on the wire: log in, then one address for every service; and a page that shows what came."""

import hmac
import json
import time
from collections.abc import Callable
from html import escape
from typing import Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from sandbox import pages
from sandbox.config import Config
from sandbox.portal import rules
from sandbox.portal.rules import Nonsense
from sandbox.portal.state import State

USER, DESTINATION = "motcua", "VN:GOV:000.00.00.G22:vpcpdvcqg"
MOST_STEPS = 10
STATES = dict(
    enumerate(
        [
            "Mới đăng ký",
            "Được tiếp nhận",
            "Không được tiếp nhận",
            "Đang xử lý",
            "Yêu cầu bổ sung giấy tờ",
            "Yêu cầu thực hiện nghĩa vụ tài chính",
            "Công dân yêu cầu rút hồ sơ",
            "Dừng xử lý",
            "Đã xử lý xong",
            "Đã trả kết quả",
        ],
        start=1,
    )
)
PROCEDURES = {
    "2.000908": "Cấp bản sao từ sổ gốc",
    "1.001193": "Đăng ký khai sinh",
    "1.000656": "Thủ tục đăng ký khai tử",
    "1.000894": "Thủ tục đăng ký kết hôn",
    "1.004873": "Thủ tục cấp Giấy xác nhận tình trạng hôn nhân",
    "2.000635": "Cấp bản sao Trích lục hộ tịch, bản sao Giấy khai sinh",
    "2.000815": "Chứng thực bản sao từ bản chính giấy tờ, văn bản",
    "1.001612": "Đăng ký thành lập hộ kinh doanh",
    "1.013225": "Cấp giấy phép xây dựng mới đối với công trình cấp III, cấp IV và nhà ở riêng lẻ",
    "1.002693": "Cấp giấy phép chặt hạ, dịch chuyển cây xanh",
    "1.012783": "Cấp đổi Giấy chứng nhận quyền sử dụng đất, quyền sở hữu tài sản gắn liền với đất",
    "1.013950": "Chuyển hình thức giao đất, cho thuê đất",
}


class Portal:
    """The portal; services are methods by their name on the wire."""

    def __init__(self, config: Config) -> None:
        self.state = State(config.folder("portal") / "state.db")
        self._password = config.portal_password
        self._services: dict[str, Callable[[list[Any], bool], Any]] = {
            "DongBoHoSoMC": self._sync,
            "CapNhatTienDoHoSoMC": self._progress,
            "TraCuuHoSo": self._look_up,
            "LayThuTuc": self._procedure,
            "LayDanhSachTTHC": self._procedures,
        }

    def app(self) -> Starlette:
        """Return the web application."""
        post = [Route("/mapi/login", self.login, methods=["POST"]), Route("/mapi/g", self.serve, methods=["POST"])]
        post += [Route("/forget-sessions", self.forget, methods=["POST"])]
        return Starlette(routes=[*post, Route("/", self.home), Route("/dossiers/{code}", self.dossier)])

    def close(self) -> None:
        """Close the portal's file."""
        self.state.close()

    async def login(self, request: Request) -> Response:
        """Open a session for the agency."""
        asked = await _json(request)
        password = str(asked.get("password", ""))
        known = asked.get("username") == USER and hmac.compare_digest(password.encode(), self._password.encode())
        if request.headers.get("dstcode") != DESTINATION or not known:
            return JSONResponse({"error_code": 1, "message": "Sai tài khoản, mật khẩu hoặc mã đích"})
        return JSONResponse({"error_code": 0, "message": "Thành công", "session": self.state.open_session(USER)})

    async def forget(self, _request: Request) -> Response:
        """End every session, as the real portal does now and then: a lever for tests."""
        self.state.close_sessions()
        return JSONResponse({"ok": True})

    async def serve(self, request: Request) -> Response:
        """Run the service named in the message."""
        return JSONResponse(await run_in_threadpool(self._serve, await _json(request)))

    def _serve(self, asked: dict[str, Any]) -> dict[str, Any]:
        if not self.state.knows_session(str(asked.get("session", ""))):
            return {"error_code": 401, "message": "Phiên làm việc không tồn tại hoặc đã hết hạn"}
        name, data = str(asked.get("service", "")), asked.get("data")
        try:
            if name not in self._services or not isinstance(data, list):
                raise Nonsense("Dịch vụ không tồn tại hoặc data không phải là danh sách")
            if not asked.get("madonvi") or asked.get("isUpdating") not in ("True", "False"):
                raise Nonsense("Thiếu madonvi hoặc isUpdating")
            answer = {"error_code": 0, "message": "Thành công", "result": self._services[name](data, asked["isUpdating"] == "True")}
        except Nonsense as nonsense:
            answer = {"error_code": 2, "message": str(nonsense), "result": []}
        if name in ("DongBoHoSoMC", "CapNhatTienDoHoSoMC"):
            self.state.note(name, _first_code(data), str(answer["message"]))
        return answer

    def _sync(self, data: list[Any], updating: bool) -> list[dict[str, str]]:
        dossiers = [rules.check_sync(item) for item in data]
        for dossier in dossiers:
            if updating and self.state.dossier(dossier["MaHoSo"]) is None:
                raise Nonsense(f"Hồ sơ {dossier['MaHoSo']} không tồn tại")
        for dossier in dossiers:
            self.state.keep(dossier)
        return [{"MaHoSo": dossier["MaHoSo"]} for dossier in dossiers]

    def _progress(self, data: list[Any], _updating: bool) -> list[dict[str, str]]:
        if len(data) > MOST_STEPS:
            raise Nonsense(f"Mỗi lần gửi không quá {MOST_STEPS} bước")
        steps = [rules.check_progress(item) for item in data]
        for step in steps:
            if self.state.dossier(step["MaHoSo"]) is None:
                raise Nonsense(f"Hồ sơ {step['MaHoSo']} không tồn tại")
        for step in steps:
            self.state.advance(step)
        return [{"MaHoSo": step["MaHoSo"]} for step in steps]

    def _look_up(self, data: list[Any], _updating: bool) -> list[dict[str, Any]]:
        codes = [str(item.get("MaHoSo", "")) for item in data if isinstance(item, dict)]
        return [found for found in map(self.state.dossier, codes) if found]

    def _procedure(self, data: list[Any], _updating: bool) -> list[dict[str, str]]:
        asked = [str(item.get("MaTTHC", "")) for item in data if isinstance(item, dict)]
        return [{"MaTTHC": code, "TenTTHC": PROCEDURES[code]} for code in asked if code in PROCEDURES]

    def _procedures(self, _data: list[Any], _updating: bool) -> list[dict[str, str]]:
        return [{"MaTTHC": code, "TenTTHC": name} for code, name in PROCEDURES.items()]

    async def home(self, _request: Request) -> Response:
        """Show the dossiers that came."""
        rows = [
            (
                pages.link(f"/portal/dossiers/{row['code']}", row["code"]),
                escape(json.loads(row["data"])["TenTTHC"]),
                _state(row["state"]),
                _clock(row["at"]),
            )
            for row in self.state.dossiers()
        ]
        return pages.page("Cổng Dịch vụ công quốc gia", pages.table("Hồ sơ đã đồng bộ", ("Mã hồ sơ", "Thủ tục", "Trạng thái", "Lúc"), rows))

    async def dossier(self, request: Request) -> Response:
        """Show one dossier, its progress and the messages about it."""
        code = request.path_params["code"]
        dossier = self.state.dossier(code)
        if dossier is None:
            return pages.page("Không có hồ sơ này", pages.paragraph("Cổng chưa nhận được hồ sơ này."), 404)
        steps = [
            (escape(step["ThoiDiemXuLy"]), _state(step["TrangThai"]), escape(step["NguoiXuLy"]), escape(step["NoiDungXuLy"]))
            for step in self.state.progress(code)
        ]
        messages = [(_clock(row["at"]), escape(row["service"]), escape(row["answer"])) for row in self.state.messages(code)]
        body = pages.paragraph(f"{dossier['TenTTHC']}: {_state(dossier['TrangThaiHoSo'])}")
        body += pages.table("Tiến độ", ("Lúc", "Trạng thái", "Người xử lý", "Nội dung"), steps)
        body += pages.table("Bản tin đã nhận", ("Lúc", "Dịch vụ", "Trả lời"), messages)
        shown = json.dumps(
            dossier | {"SoGiayToChuHoSo": pages.mask(dossier.get("SoGiayToChuHoSo", "")), "DinhDanhCHS": "…"}, ensure_ascii=False, indent=1
        )
        return pages.page(f"Hồ sơ {code}", f"{body}<h2>Dữ liệu mới nhất</h2><pre>{escape(shown)}</pre>")


def _state(number: str) -> str:
    return f"{number} – {STATES[int(number)]}"


def _clock(seconds: float) -> str:
    return time.strftime("%Y-%m-%d %H:%M:%S", time.gmtime(seconds + 7 * 3600))


def _first_code(data: Any) -> str:
    first = data[0] if isinstance(data, list) and data else {}
    return str(first.get("MaHoSo", "")) if isinstance(first, dict) else ""


async def _json(request: Request) -> dict[str, Any]:
    try:
        asked = await request.json()
    except ValueError:
        return {}
    return asked if isinstance(asked, dict) else {}
