"""The registry on the wire: who may ask (X-Road client, key, signed header), what matches, who asked."""

import base64
import hashlib
import hmac
import time
import unicodedata
from html import escape

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from sandbox import pages, people, road
from sandbox.config import Config
from sandbox.people import Person
from sandbox.population import soap
from sandbox.population.soap import BadQuestion, Question
from sandbox.received import Received
from sandbox.road import Denied
from sandbox.store import Store

USER, CLIENT = "motcua", "VN/GOV/H26/MOTCUA"
SERVICE = "VN/GOV/BCA/CSDLDC/037"
TOLERANCE = 300
_SCHEMA = """
CREATE TABLE IF NOT EXISTS question (
  request_id TEXT PRIMARY KEY, at TEXT, issue TEXT, service TEXT, officer TEXT, number TEXT, matched INTEGER);
"""


class Registry:
    """The registry and its record of questions."""

    def __init__(self, config: Config) -> None:
        self._store = Store(config.folder("population") / "state.db", _SCHEMA)
        self._secret, self._key, self._size = config.population_secret, config.population_key, config.population_size
        self._received = Received(config.folder("population") / "received.db")

    def app(self) -> Starlette:
        """Return the web application."""
        meta = Route("/r1/{subsystem:path}/listMethods", self.methods)
        return Starlette(routes=[Route("/", self.home), meta, Route("/r1/{service:path}", self.ask, methods=["POST"])])

    def close(self) -> None:
        """Close the registry's files."""
        self._store.close()
        self._received.close()

    def asked(self) -> int:
        """Return how many questions were answered."""
        return self._store.count("question")

    async def ask(self, request: Request) -> Response:
        """Answer one question of service 037."""
        body, issue = await request.body(), request.headers.get("x-road-issue", "")
        try:
            self._check(request)
            question = soap.read(body)
            content = soap.answer(self._answer(question, issue))
        except Denied as denied:
            self._received.note("037", issue, f"{denied.kind}: {denied}", refused=True)
            return road.denied(denied)
        except BadQuestion as bad:
            self._received.note("037", issue, str(bad), refused=True)
            return Response(soap.fault(str(bad)), 500, road.answer_headers(request, SERVICE, body), "text/xml")
        return Response(content, 200, road.answer_headers(request, SERVICE, body), "text/xml")

    def _check(self, request: Request) -> None:
        heads = request.headers
        road.check(request, SERVICE, {CLIENT})
        if not hmac.compare_digest(heads.get("apikey", "").encode(), self._key.encode()):
            raise Denied("Server.ServerProxy.AccessDenied", "wrong ApiKey")
        stamp = heads.get("timestamp", "")
        if not stamp.isdigit() or abs(time.time() - int(stamp) / 1000) > TOLERANCE:
            raise Denied("Server.ServerProxy.AccessDenied", "Timestamp is missing or too far from now")
        if not hmac.compare_digest(heads.get("authorization", "").encode(), self._expected(str(request.url), stamp).encode()):
            raise Denied("Server.ServerProxy.AccessDenied", "wrong Authorization")

    def _expected(self, url: str, stamp: str) -> str:
        digest = hashlib.sha256(f"{url}{USER}{stamp}{self._secret}".encode()).hexdigest()
        return "Basic " + base64.b64encode(f"{USER}:{digest}".encode()).decode()

    def _answer(self, question: Question, issue: str) -> Person | None:
        person = people.find(question.number, self._size)
        matched = person is not None and _same(person, question)
        at = time.strftime("%Y-%m-%dT%H:%M:%S%z")
        kept = self._store.run(
            "INSERT OR IGNORE INTO question VALUES (?, ?, ?, ?, ?, ?, ?)",
            question.request_id, at, issue, question.service, question.officer, question.number, matched,
        )  # fmt: skip
        if not kept:
            raise BadQuestion("MaYeuCau was used before")
        self._received.note("037", issue, "khớp" if matched else "không khớp")
        return person if matched else None

    async def methods(self, request: Request) -> Response:
        """Tell which service is offered."""
        return road.methods(request, SERVICE, {CLIENT})

    async def home(self, _request: Request) -> Response:
        """Show who asked about whom."""
        rows = self._store.all("SELECT * FROM question ORDER BY rowid DESC LIMIT 200")
        lines = [
            (
                row["at"],
                escape(row["issue"]),
                escape(row["service"]),
                escape(row["officer"]),
                escape(pages.mask(row["number"])),
                "khớp" if row["matched"] else "không khớp",
            )
            for row in rows
        ]
        heads = ("Lúc", "Hồ sơ", "Thủ tục", "Người hỏi", "Số định danh", "Kết quả")
        told = pages.paragraph(f"{self._size:,} người giả lập. {self._received.refused()} lượt bị từ chối.".replace(",", "."))
        body = told + pages.table("Lượt tra cứu mới nhất", heads, lines) + self._received.table()
        return pages.page("Cơ sở dữ liệu quốc gia về dân cư", body)


def _same(person: Person, question: Question) -> bool:
    name = unicodedata.normalize("NFC", question.name)
    born = f"{person.birth_date:%Y%m%d}"
    return name == person.name.upper() and question.born == born[: len(question.born)]
