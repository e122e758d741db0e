"""The newer interface: a token for the client, then numbers, files, dossiers, progress and states; and what citizens filed here.

Known from public 2026 code: the six steps and their field names. The reading side (events, one filing, one file) is our assumption.
"""

import hmac
import json
import secrets
import time
from datetime import UTC, datetime
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from sandbox.feed import moment
from sandbox.portal import rules
from sandbox.portal.filed import Filed
from sandbox.portal.rules import Nonsense
from sandbox.portal.state import State
from sandbox.received import Received

CLIENT = "motcua"
LIFE = 600
MOST_BYTES = 20 * 1024 * 1024
LISTS_ALLOWED = ("5", "6", "9")


class Newer:
    """The newer interface over the same state; tokens live in memory, as a restart of a real provider forgets them."""

    def __init__(self, state: State, filed: Filed, received: Received, secret: str) -> None:
        self._state, self._filed, self._received, self._secret = state, filed, received, secret
        self._tokens: dict[str, float] = {}

    def routes(self) -> list[Route]:
        """Return the addresses."""
        return [
            Route("/oauth2/token", self.token, methods=["POST"]),
            Route("/api/GetNextValue", self.next_value),
            Route("/api/UploadFile", self.upload, methods=["POST"]),
            Route("/api/NoiHoSo", self.create, methods=["POST"]),
            Route("/api/CapNhatTienTrinh", self.progress, methods=["POST"]),
            Route("/api/CapNhatTrangThai", self.states, methods=["POST"]),
            Route("/api/SuKien", self.events),
            Route("/api/HoSo/{code}", self.filing),
            Route("/api/TepTin/{key}", self.file),
        ]

    async def token(self, request: Request) -> Response:
        """Give a token to the one client we know."""
        async with request.form() as given:
            form = dict(given)
        known = hmac.compare_digest(str(form.get("client_secret", "")).encode(), self._secret.encode())
        if form.get("grant_type") != "client_credentials" or form.get("client_id") != CLIENT or not known:
            self._received.note("oauth2/token", "", "invalid_client", refused=True)
            return JSONResponse({"error": "invalid_client"}, 401)
        token = secrets.token_urlsafe(24)
        now = time.time()
        self._tokens = {held: until for held, until in self._tokens.items() if until > now} | {token: now + LIFE}
        return JSONResponse({"access_token": token, "token_type": "Bearer", "expires_in": LIFE})

    def _knows(self, request: Request) -> bool:
        token = request.headers.get("authorization", "").removeprefix("Bearer ")
        return self._tokens.get(token, 0) > time.time()

    async def next_value(self, request: Request) -> Response:
        """Give the next dossier number of an agency."""
        if not self._knows(request):
            return _unknown()
        agency, day = request.query_params.get("code", ""), moment()[:8]
        if not agency:
            return JSONResponse({"error_code": "2", "message": "Thiếu code"}, 400)
        return JSONResponse({"value": f"{agency}-{day}-{self._state.next_serial(f'{agency} {day}'):07d}"})

    async def upload(self, request: Request) -> Response:
        """Keep files; answer with their ids and hashes."""
        if not self._knows(request):
            return _unknown()
        async with request.form() as form:
            given = [(part.filename or "tep", await part.read()) for part in form.getlist("files") if isinstance(part, UploadFile)]
        if any(len(content) > MOST_BYTES for _, content in given):
            return JSONResponse({"error_code": "2", "message": "Tệp quá lớn"}, 413)
        kept = [self._filed.put(name, content) for name, content in given]
        self._received.note("UploadFile", "", f"{len(kept)} tệp", refused=not kept)
        data = [{"IdTepTin": each.id, "HashTepTin": each.hash, "TenTepTin": each.name} for each in kept]
        return JSONResponse({"error_code": "0" if kept else "2", "message": "" if kept else "Thiếu files", "data": data})

    async def create(self, request: Request) -> Response:
        """Take a dossier with EformThongTinChiTiet: the axis' rules, and the form is there."""
        return await self._take(request, "NoiHoSo", self._create)

    def _create(self, asked: Any) -> dict[str, Any]:
        form = asked.pop("EformThongTinChiTiet", None) if isinstance(asked, dict) else None
        if not isinstance(form, dict) or not form:
            raise Nonsense("Thiếu EformThongTinChiTiet")
        dossier = rules.check_sync(asked)
        self._check_lists(dossier)
        self._state.keep([dossier | {"EformThongTinChiTiet": json.dumps(form, ensure_ascii=False)}], "NoiHoSo")
        return {"idHoSo": dossier["MaHoSo"], "maHoSo": dossier["MaHoSo"]}

    async def progress(self, request: Request) -> Response:
        """Take progress lines, at most ten."""
        return await self._take(request, "CapNhatTienTrinh", self._progress)

    def _progress(self, asked: Any) -> dict[str, Any]:
        if not isinstance(asked, list) or len(asked) > 10:
            raise Nonsense("Danh sách từ 1 đến 10 bước")
        steps = [rules.check_progress(item) for item in asked]
        for step in steps:
            self._must_exist(step["MaHoSo"])
        self._state.advance(steps, "CapNhatTienTrinh")
        return {"soBanGhi": str(len(steps))}

    async def states(self, request: Request) -> Response:
        """Take states; fees and results only where the state has them (5, 6, 9)."""
        return await self._take(request, "CapNhatTrangThai", self._states)

    def _states(self, asked: Any) -> dict[str, Any]:
        if not isinstance(asked, list) or not all(isinstance(item, dict) for item in asked):
            raise Nonsense("Danh sách trạng thái")
        for item in asked:
            self._must_exist(str(item.get("MaHoSo", "")))
            if item.get("TrangThai") not in rules.STATES:
                raise Nonsense("TrangThai có giá trị không hợp lệ")
            self._check_lists(item | {"TrangThaiHoSo": item["TrangThai"]})
        for item in asked:
            self._state.set_state(item["MaHoSo"], item["TrangThai"], "CapNhatTrangThai", item)
        return {"soBanGhi": str(len(asked))}

    def _must_exist(self, code: str) -> None:
        if self._state.dossier(code) is None:
            raise Nonsense(f"Hồ sơ {code} không tồn tại")

    @staticmethod
    def _check_lists(dossier: dict[str, Any]) -> None:
        told = [name for name in ("DanhSachLePhi", "DanhSachGiayToKetQua") if dossier.get(name)]
        if told and dossier["TrangThaiHoSo"] not in LISTS_ALLOWED:
            raise Nonsense(f"{told[0]} chỉ gửi ở trạng thái 5, 6, 9")

    async def _take(self, request: Request, name: str, take: Any) -> Response:
        if not self._knows(request):
            return _unknown()
        reference = ""
        try:
            asked = await request.json()
            reference = _reference(asked)
            data = await run_in_threadpool(take, asked)
        except (Nonsense, ValueError) as wrong:
            self._received.note(name, reference, str(wrong), refused=True)
            return JSONResponse({"error_code": "2", "message": str(wrong), "data": None})
        self._received.note(name, reference, "Thành công")
        return JSONResponse({"error_code": "00", "message": "Thành công", "data": data})

    async def events(self, request: Request) -> Response:
        """Tell what citizens did here since a moment (TuThoiDiem), after an event (SauId), at most SoLuong."""
        if not self._knows(request):
            return _unknown()
        query = request.query_params
        if not (query.get("SauId", "0").isdigit() and query.get("SoLuong", "100").isdigit() and _is_moment(query.get("TuThoiDiem", ""))):
            return JSONResponse({"error_code": "2", "message": "TuThoiDiem yyyyMMddHHmmss, SauId và SoLuong là số", "data": []}, 400)
        rows = self._filed.feed.since(query["TuThoiDiem"], int(query.get("SauId", "0")), int(query.get("SoLuong", "100")))
        data = [{"IdSuKien": str(r["id"]), "LoaiSuKien": r["kind"], "MaHoSo": r["code"], "ThoiDiem": r["at"]} for r in rows]
        return JSONResponse({"error_code": "00", "message": "Thành công", "data": data})

    async def filing(self, request: Request) -> Response:
        """Tell one filing whole."""
        if not self._knows(request):
            return _unknown()
        code = request.path_params["code"]
        found = self._filed.get(code)
        self._received.note("HoSo", code, "có" if found else "không có", refused=found is None)
        return JSONResponse({"error_code": "00" if found else "2", "message": "" if found else "Hồ sơ không tồn tại", "data": found})

    async def file(self, request: Request) -> Response:
        """Give the bytes of one file."""
        if not self._knows(request):
            return _unknown()
        found = self._filed.file(request.path_params["key"])
        if found is None:
            return JSONResponse({"error_code": "2", "message": "Tệp không tồn tại"}, 404)
        return Response(found["content"], media_type="application/octet-stream", headers={"X-Hash": found["hash"]})


def _unknown() -> Response:
    return JSONResponse({"error_code": "401", "message": "Token không hợp lệ hoặc đã hết hạn"}, 401)


def _reference(asked: Any) -> str:
    first = asked[0] if isinstance(asked, list) and asked else asked
    return str(first.get("MaHoSo", "")) if isinstance(first, dict) else ""


def _is_moment(text: str) -> bool:
    try:
        datetime.strptime(text, rules.MOMENT).replace(tzinfo=UTC)
    except ValueError:
        return False
    return len(text) == 14
