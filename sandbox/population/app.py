"""The registry on the wire: who may ask (X-Road client, key, signed header), what matches, who asked."""

import base64
import hashlib
import hmac
import json
import time
import unicodedata
import uuid
from html import escape

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from sandbox import pages, people
from sandbox.config import Config
from sandbox.people import Person
from sandbox.population import soap
from sandbox.population.soap import BadQuestion, Question
from sandbox.store import Store

USER, CLIENT = "motcua", "VN/GOV/H26/MOTCUA"
SERVICE = "VN/GOV/BCA/CSDLDC/037"
TOLERANCE = 300
_SCHEMA = """
CREATE TABLE IF NOT EXISTS question (
  request_id TEXT PRIMARY KEY, at TEXT, issue TEXT, service TEXT, officer TEXT, number TEXT, matched INTEGER);
"""


class Denied(Exception):
    """The caller may not ask; `kind` is the X-Road error type."""

    def __init__(self, kind: str, why: str) -> None:
        super().__init__(why)
        self.kind = kind


class Registry:
    """The registry and its record of questions."""

    def __init__(self, config: Config) -> None:
        self._store = Store(config.folder("population") / "state.db", _SCHEMA)
        self._secret, self._key = config.population_secret, config.population_key
        people.by_number()  # computed now: the first question must not wait for it

    def app(self) -> Starlette:
        """Return the web application."""
        return Starlette(routes=[Route("/", self.home), Route("/r1/{service:path}", self.ask, methods=["POST"])])

    def close(self) -> None:
        """Close the registry's file."""
        self._store.close()

    def asked(self) -> int:
        """Return how many questions were answered."""
        return self._store.count("question")

    async def ask(self, request: Request) -> Response:
        """Answer one question of service 037."""
        try:
            self._check(request)
            question = soap.read(await request.body())
            content = soap.answer(self._answer(question, request.headers.get("x-road-issue", "")))
        except Denied as denied:
            return _denied(denied)
        except BadQuestion as bad:
            return Response(soap.fault(str(bad)), 500, media_type="text/xml")
        return Response(content, 200, _road_headers(request, content), "text/xml")

    def _check(self, request: Request) -> None:
        heads = request.headers
        if heads.get("x-road-client") != CLIENT:
            raise Denied("Client.InvalidClient", "unknown X-Road-Client")
        if request.path_params["service"] != SERVICE:
            raise Denied("Server.ClientProxy.UnknownService", "unknown service")
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
        person = people.by_number().get(question.number)
        matched = person is not None and _same(person, question)
        at = time.strftime("%Y-%m-%dT%H:%M:%S%z")
        kept = self._store.run(
            "INSERT OR IGNORE INTO question VALUES (?, ?, ?, ?, ?, ?, ?)",
            question.request_id, at, issue, question.service, question.officer, question.number, matched,
        )  # fmt: skip
        if not kept:
            raise BadQuestion("MaYeuCau was used before")
        return person if matched else None

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
        return pages.page("Cơ sở dữ liệu quốc gia về dân cư", pages.table("Lượt tra cứu mới nhất", heads, lines))


def _same(person: Person, question: Question) -> bool:
    name = unicodedata.normalize("NFC", question.name)
    return name == person.name.upper() and question.born == f"{person.birth_date:%Y%m%d}"


def _road_headers(request: Request, content: bytes) -> dict[str, str]:
    content_hash = hashlib.sha512(content).digest()
    return {
        "X-Road-Service": SERVICE,
        "X-Road-Request-Id": request.headers.get("x-road-id") or str(uuid.uuid4()),
        "X-Road-Request-Hash": base64.b64encode(hashlib.sha512(content_hash).digest()).decode(),
    }


def _denied(denied: Denied) -> Response:
    told = json.dumps({"type": denied.kind, "message": str(denied), "detail": str(uuid.uuid4())})
    status = 400 if denied.kind.startswith("Client") else 500
    return Response(told, status, {"X-Road-Error": denied.kind}, "application/json")
