"""The portal on the wire: the axis (log in, then one address for every service), the newer interface, citizens, and pages."""

import hmac
import json
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
from sandbox.faults import Faults
from sandbox.portal import catalogue, rules
from sandbox.portal.citizens import Citizens
from sandbox.portal.filed import Filed
from sandbox.portal.rules import Nonsense
from sandbox.portal.state import State
from sandbox.portal.token import Newer
from sandbox.portal.words import state_name
from sandbox.push import Pusher
from sandbox.received import Received, clock

USER, DESTINATION = "motcua", "VN:GOV:000.00.00.G22:vpcpdvcqg"
MOST_STEPS = 10
PUSH_PATH = "/ket-noi/cong-quoc-gia/"


class Portal:
    """The portal; services are methods by their name on the wire."""

    def __init__(self, config: Config, faults: Faults) -> None:
        folder = config.folder("portal")
        self.state, self.received = State(folder / "state.db"), Received(folder / "received.db")
        url = config.push_url and config.push_url + PUSH_PATH
        self.pusher = Pusher(folder / "push.db", url, config.push_secret, "portal", faults)
        self.filed = Filed(folder, self.state, self.pusher, faults)
        self._newer = Newer(self.state, self.filed, self.received, config.portal_client_secret)
        self._citizens = Citizens(self.state, self.filed, self.pusher, config.population_size)
        self._password = config.portal_password
        self._services: dict[str, Callable[[list[Any], bool], Any]] = {
            "DongBoHoSoMC": self._sync,
            "CapNhatTienDoHoSoMC": self._progress,
            "TraCuuHoSo": self._look_up,
            "LayThuTuc": self._procedure,
            "LayDanhSachTTHC": lambda _data, _updating: catalogue.names(),
            "LayDanhMucCoQuan": lambda _data, _updating: catalogue.agencies(),
            "LayDanhMucLinhVuc": lambda _data, _updating: catalogue.sectors(),
        }

    def app(self) -> Starlette:
        """Return the web application."""
        post = [Route("/mapi/login", self.login, methods=["POST"]), Route("/mapi/g", self.serve, methods=["POST"])]
        post += [Route("/forget-sessions", self.forget, methods=["POST"])]
        own = [Route("/", self.home), Route("/dossiers/{code}", self.dossier)]
        return Starlette(routes=[*post, *own, *self._newer.routes(), *self._citizens.routes()])

    def close(self) -> None:
        """Stop pushing and close the portal's files."""
        for part in (self.pusher, self.filed, self.state, self.received):
            part.close()

    async def login(self, request: Request) -> Response:
        """Open a session for the agency."""
        asked = await _json(request)
        password = str(asked.get("password", ""))
        known = asked.get("username") == USER and hmac.compare_digest(password.encode(), self._password.encode())
        if request.headers.get("dstcode") != DESTINATION or not known:
            self.received.note("login", "", "Sai tài khoản, mật khẩu hoặc mã đích", refused=True)
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
        if name in ("DongBoHoSoMC", "CapNhatTienDoHoSoMC") or answer["error_code"]:
            self.received.note(name, _first_code(data), str(answer["message"]), refused=bool(answer["error_code"]))
        return answer

    def _sync(self, data: list[Any], updating: bool) -> list[dict[str, str]]:
        dossiers = [rules.check_sync(item) for item in data]
        for dossier in dossiers:
            if updating and self.state.dossier(dossier["MaHoSo"]) is None:
                raise Nonsense(f"Hồ sơ {dossier['MaHoSo']} không tồn tại")
            if dossier["NoiNopHoSo"] == "1" and self.filed.get(dossier["MaHoSo"]) is None:
                raise Nonsense(f"Hồ sơ {dossier['MaHoSo']} không được nộp trên Cổng")
        self.state.keep(dossiers, "DongBoHoSoMC")
        return [{"MaHoSo": dossier["MaHoSo"]} for dossier in dossiers]

    def _progress(self, data: list[Any], _updating: bool) -> list[dict[str, str]]:
        if len(data) > MOST_STEPS:
            raise Nonsense(f"Mỗi lần gửi không quá {MOST_STEPS} bước")
        steps = [rules.check_progress(item) for item in data]
        for step in steps:
            if self.state.dossier(step["MaHoSo"]) is None:
                raise Nonsense(f"Hồ sơ {step['MaHoSo']} không tồn tại")
        self.state.advance(steps, "CapNhatTienDoHoSoMC")
        return [{"MaHoSo": step["MaHoSo"]} for step in steps]

    def _look_up(self, data: list[Any], _updating: bool) -> list[dict[str, Any]]:
        codes = [str(item.get("MaHoSo", "")) for item in data if isinstance(item, dict)]
        return [found for found in map(self.state.dossier, codes) if found]

    def _procedure(self, data: list[Any], _updating: bool) -> list[dict[str, Any]]:
        asked = [str(item.get("MaTTHC") or item.get("maTTHC") or "") for item in data if isinstance(item, dict)]
        return [found for found in map(catalogue.record, asked) if found]

    async def home(self, _request: Request) -> Response:
        """Show the dossiers that came, and every message in order."""
        rows = [
            (
                pages.link(f"/portal/dossiers/{row['code']}", row["code"]),
                escape(json.loads(row["data"])["TenTTHC"]),
                escape(state_name(row["state"])),
                clock(row["at"]),
            )
            for row in self.state.dossiers()
        ]
        told = pages.link("/portal/nop/", "Nộp hồ sơ trên Cổng, với vai một người dân giả lập")
        told = f"<p>{told}. {self.received.refused()} bản tin bị từ chối, {self.pusher.waiting()} tin đẩy chưa gửi được.</p>"
        body = told + pages.table("Hồ sơ đã đồng bộ", ("Mã hồ sơ", "Thủ tục", "Trạng thái", "Lúc"), rows) + self.received.table()
        return pages.page("Cổng Dịch vụ công quốc gia", body)

    async def dossier(self, request: Request) -> Response:
        """Show one dossier, its progress, its history and the messages about it."""
        code = request.path_params["code"]
        dossier = self.state.dossier(code)
        if dossier is None:
            return pages.page("Không có hồ sơ này", pages.paragraph("Cổng chưa nhận được hồ sơ này."), 404)
        steps = [
            (escape(s["ThoiDiemXuLy"]), escape(state_name(s["TrangThai"])), escape(s["NguoiXuLy"]), escape(s["NoiDungXuLy"]))
            for s in self.state.progress(code)
        ]
        told = [(clock(r["at"]), escape(r["service"]), escape(state_name(r["state"]))) for r in self.state.history(code)]
        body = pages.paragraph(f"{dossier['TenTTHC']}: {state_name(dossier['TrangThaiHoSo'])}")
        body += pages.table("Tiến độ", ("Lúc", "Trạng thái", "Người xử lý", "Nội dung"), steps)
        body += pages.table("Lịch sử", ("Lúc", "Dịch vụ", "Trạng thái"), told)
        body += self.received.table(self.received.about(code))
        masked = {"SoGiayToChuHoSo": pages.mask(dossier.get("SoGiayToChuHoSo", "")), "DinhDanhCHS": "…"}
        shown = json.dumps(dossier | masked, ensure_ascii=False, indent=1)
        return pages.page(f"Hồ sơ {code}", f"{body}<h2>Dữ liệu mới nhất</h2><pre>{escape(shown)}</pre>")


def _first_code(data: Any) -> str:
    first = data[0] if isinstance(data, list) and data else {}
    return str(first.get("MaHoSo", "")) if isinstance(first, dict) else ""


async def _json(request: Request) -> dict[str, Any]:
    try:
        asked = await request.json()
    except ValueError:
        return {}
    return asked if isinstance(asked, dict) else {}
