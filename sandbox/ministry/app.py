"""The ministry on the wire: a bearer key, events since a moment, one dossier whole; pages; levers to file and to let it work."""

import hmac
import json
import random
import threading
from html import escape

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from sandbox import pages
from sandbox.config import Config
from sandbox.faults import Faults
from sandbox.ministry.state import NAMES, NEXT, State
from sandbox.push import Pusher
from sandbox.received import Received

PUSH_PATH = "/ket-noi/he-thong-bo/"
PROCEDURE, TITLE, AGENCY = "1.001612", "Đăng ký thành lập hộ kinh doanh", "H26.105"


class Ministry:
    """The system; with a pace it works by itself, one step for each open dossier every so many seconds."""

    def __init__(self, config: Config, faults: Faults) -> None:
        folder = config.folder("ministry")
        self.received = Received(folder / "received.db")
        url = config.push_url and config.push_url + PUSH_PATH
        self.pusher = Pusher(folder / "push.db", url, config.push_secret, "ministry", faults)
        self.state = State(folder, self.pusher, faults)
        self._secret, self._dice = config.ministry_secret, random.Random(7)  # noqa: S311 - repeatable, not secret
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._live, args=(config.ministry_pace,), name="ministry", daemon=True)
        if config.ministry_pace:
            self._thread.start()

    def _live(self, pace: float) -> None:
        while not self._stop.wait(pace):
            self.state.work(20, self._dice)

    def app(self) -> Starlette:
        """Return the web application."""
        return Starlette(
            routes=[
                Route("/", self.home),
                Route("/dossiers/{code}", self.dossier),
                Route("/api/su-kien", self.events),
                Route("/api/ho-so/{code}", self.one),
                Route("/lai/nop", self.file, methods=["POST"]),
                Route("/lai/lam", self.work, methods=["POST"]),
                Route("/lai/{code}/{to}", self.move, methods=["POST"]),
            ]
        )

    def close(self) -> None:
        """Stop working and close the files."""
        self._stop.set()
        if self._thread.is_alive():
            self._thread.join(10)
        for part in (self.pusher, self.state, self.received):
            part.close()

    def _denies(self, request: Request, what: str) -> Response | None:
        held = request.headers.get("authorization", "").removeprefix("Bearer ")
        if hmac.compare_digest(held.encode(), self._secret.encode()):
            return None
        self.received.note(what, "", "Sai khóa truy cập", refused=True)
        return JSONResponse({"loi": "Sai khóa truy cập"}, 401)

    async def events(self, request: Request) -> Response:
        """Tell what changed since `tu` (yyyyMMddHHmmss), after event `sau`, at most `soLuong`."""
        if denied := self._denies(request, "su-kien"):
            return denied
        query = request.query_params
        since, after, most = query.get("tu", ""), query.get("sau", "0"), query.get("soLuong", "100")
        if not (len(since) == 14 and all(part.isdigit() for part in (since, after, most))):
            return JSONResponse({"loi": "tu yyyyMMddHHmmss; sau, soLuong là số"}, 400)
        rows = self.state.feed.since(since, int(after), int(most))
        return JSONResponse({"suKien": [{"id": r["id"], "maHoSo": r["code"], "trangThai": r["kind"], "thoiDiem": r["at"]} for r in rows]})

    async def one(self, request: Request) -> Response:
        """Tell one dossier whole."""
        if denied := self._denies(request, "ho-so"):
            return denied
        code = request.path_params["code"]
        found = self.state.get(code)
        self.received.note("ho-so", code, "có" if found else "không có", refused=found is None)
        return JSONResponse(found) if found else JSONResponse({"loi": "Không có hồ sơ"}, 404)

    async def file(self, request: Request) -> Response:
        """POST {n, procedure, name, agency}: people file `n` dossiers here."""
        asked = await request.json() if request.headers.get("content-type", "").startswith("application/json") else {}
        count = min(int(asked.get("n", 1)), 5_000)
        about = (str(asked.get("procedure", PROCEDURE)), str(asked.get("name", TITLE)), str(asked.get("agency", AGENCY)))
        first = self.state.count()
        codes = await run_in_threadpool(lambda: [self.state.file(first + n, *about) for n in range(count)])
        return JSONResponse({"codes": codes}) if asked else RedirectResponse("/ministry/", 303)

    async def work(self, request: Request) -> Response:
        """POST {n}: let the ministry work on up to `n` open dossiers, one step each."""
        asked = await request.json() if request.headers.get("content-type", "").startswith("application/json") else {}
        moved = await run_in_threadpool(self.state.work, int(asked.get("n", 200)), self._dice)
        return JSONResponse({"moved": moved}) if asked else RedirectResponse("/ministry/", 303)

    async def move(self, request: Request) -> Response:
        """Decide on one dossier; with ?force=1 write any word as its state."""
        code, to = request.path_params["code"], request.path_params["to"]
        try:
            (self.state.put_state if request.query_params.get("force") else self.state.move)(code, to)
        except ValueError as wrong:
            return JSONResponse({"loi": str(wrong)}, 409)
        return RedirectResponse(f"/ministry/dossiers/{code}", 303)

    async def home(self, _request: Request) -> Response:
        """Show the dossiers and who asked for them."""
        rows = [
            (pages.link(f"/ministry/dossiers/{r['code']}", r["code"]), escape(NAMES.get(r["state"], r["state"])))
            for r in self.state.recent()
        ]
        levers = '<form method="post" action="/ministry/lai/nop"><button>Một người dân nộp hồ sơ</button></form>'
        levers += '<form method="post" action="/ministry/lai/lam"><button>Bộ làm thêm một bước</button></form>'
        levers += pages.paragraph(f"{self.received.refused()} lượt bị từ chối, {self.pusher.waiting()} tin đẩy chưa gửi được.")
        body = levers + pages.table("Hồ sơ do Bộ giải quyết", ("Mã", "Trạng thái"), rows) + self.received.table()
        return pages.page("Hệ thống tập trung của Bộ", body)

    async def dossier(self, request: Request) -> Response:
        """Show one dossier and what the ministry may do next."""
        code = request.path_params["code"]
        found = self.state.get(code)
        if found is None:
            return pages.page("Không có hồ sơ này", pages.paragraph("Bộ không có hồ sơ này."), 404)
        ways = NEXT.get(found["trangThai"], ())
        buttons = "".join(
            f'<form method="post" action="/ministry/lai/{code}/{to}"><button>{escape(NAMES[to])}</button></form>' for to, _ in ways
        )
        owner = dict(found["chuHoSo"], soDinhDanh=pages.mask(found["chuHoSo"]["soDinhDanh"]))
        shown = json.dumps(found | {"chuHoSo": owner}, ensure_ascii=False, indent=1)
        return pages.page(f"Hồ sơ {code}", f"{buttons}<pre>{escape(shown)}</pre>")
