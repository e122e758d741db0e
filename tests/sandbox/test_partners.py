"""The ministry decides by rules of its own and tells it; the registries answer over X-Road; news are pushed until they are taken."""

import base64
import hashlib
import hmac
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpx
import pytest

from sandbox.business import firms
from sandbox.faults import Fault, Faults
from sandbox.push import Pusher
from sandbox.running import Running

KEY = {"Authorization": "Bearer demo-secret"}
ROAD = {"X-Road-Client": "VN/GOV/H26/MOTCUA", "ApiKey": "demo-key"}
FIRM = "/business/r1/VN/GOV/BTC/DKKD/DOANHNGHIEP"


def filed(world: Running, n: int = 1) -> list[str]:
    codes: list[str] = httpx.post(f"{world.url}/ministry/lai/nop", json={"n": n}).json()["codes"]
    return codes


def dossier(world: Running, code: str) -> dict[str, Any]:
    found: dict[str, Any] = httpx.get(f"{world.url}/ministry/api/ho-so/{code}", headers=KEY).json()
    return found


def test_the_ministry_decides_step_by_step_and_tells_every_change(world: Running) -> None:
    (code,) = filed(world)
    for state in ("TIEP_NHAN", "THAM_DINH", "DA_CAP", "DA_TRA"):
        assert httpx.post(f"{world.url}/ministry/lai/{code}/{state}").status_code == 303
    told = dossier(world, code)
    assert [each["trangThai"] for each in told["lichSu"]] == ["MOI", "TIEP_NHAN", "THAM_DINH", "DA_CAP", "DA_TRA"]
    assert told["phienBan"] == 5
    events = httpx.get(f"{world.url}/ministry/api/su-kien", params={"tu": "20260101000000", "soLuong": "200"}, headers=KEY).json()["suKien"]
    assert [each["trangThai"] for each in events if each["maHoSo"] == code] == ["MOI", "TIEP_NHAN", "THAM_DINH", "DA_CAP", "DA_TRA"]


def test_a_step_the_ministry_does_not_know_is_refused(world: Running) -> None:
    (code,) = filed(world)
    assert httpx.post(f"{world.url}/ministry/lai/{code}/DA_TRA").status_code == 409
    assert dossier(world, code)["trangThai"] == "MOI"


def test_the_ministry_works_on_what_is_open(world: Running) -> None:
    filed(world, 20)
    assert httpx.post(f"{world.url}/ministry/lai/lam", json={"n": 10}).json()["moved"] == 10


def test_the_ministry_tells_nothing_without_its_key(world: Running) -> None:
    assert httpx.get(f"{world.url}/ministry/api/su-kien?tu=20260101000000").status_code == 401
    assert httpx.get(f"{world.url}/ministry/api/ho-so/x", headers={"Authorization": "Bearer x"}).status_code == 401
    assert httpx.get(f"{world.url}/ministry/api/ho-so/x", headers=KEY).status_code == 404


def test_a_firm_is_told_by_its_tax_code(world: Running) -> None:
    found = httpx.get(f"{world.url}{FIRM}/0101243150", headers=ROAD)
    assert found.json()["NguoiDaiDien"]["SoDinhDanh"]
    assert all(isinstance(found.json()[name], str) for name in ("MaSoThue", "TrangThai", "NgayDangKy", "VonDieuLe"))
    code = next(code for n in range(9) if (code := firms.tax_code(n)))
    assert httpx.get(f"{world.url}{FIRM}/{code}", headers=ROAD).json()["MaSoThue"] == code
    none = httpx.get(f"{world.url}{FIRM}/0100109107", headers=ROAD)
    assert none.status_code == 404
    assert "X-Road-Error" not in none.headers


@pytest.mark.parametrize(
    "path, heads, kind",
    [
        (FIRM, {**ROAD, "X-Road-Client": "motcua"}, "Client.BadRequest"),
        (FIRM, {**ROAD, "X-Road-Client": "VN/GOV/H56/X"}, "Server.ServerProxy.AccessDenied"),
        (FIRM, {**ROAD, "X-Road-Id": "7"}, "Client.BadRequest"),
        (FIRM, {**ROAD, "ApiKey": "x"}, "Server.ServerProxy.AccessDenied"),
        (f"{FIRM}KHAC", ROAD, "Server.ServerProxy.UnknownService"),
    ],
)
def test_the_message_layer_refuses_in_its_own_words(world: Running, path: str, heads: dict[str, str], kind: str) -> None:
    answer = httpx.get(f"{world.url}{path}/0101243150", headers=heads)
    assert answer.headers["X-Road-Error"] == kind
    assert set(answer.json()) == {"type", "message", "detail"}
    assert answer.status_code == (400 if kind.startswith("Client") else 500)


def test_the_hash_of_the_question_ties_the_answer_to_it(world: Running) -> None:
    answer = httpx.get(f"{world.url}{FIRM}/0101243150", headers=ROAD)
    lines = [f"GET {FIRM}/0101243150".encode()] + [name.lower() + b":" + value for name, value in answer.request.headers.raw]
    digest = hashlib.sha512(b"\r\n".join(lines) + b"\r\n").digest()
    assert answer.headers["X-Road-Request-Hash"] == base64.b64encode(digest).decode()


class Heard:
    """A city that listens: what came, and the next answers to give (200 when none is left)."""

    def __init__(self) -> None:
        self.came: list[tuple[str, str, bytes]] = []
        self.answers: list[int] = []


@contextmanager
def city() -> Iterator[tuple[str, Heard]]:
    heard = Heard()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            heard.came.append((self.headers["X-Timestamp"], self.headers["X-Signature"], body))
            self.send_response(heard.answers.pop(0) if heard.answers else 200)
            self.end_headers()

        def log_message(self, *_words: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/", heard
    finally:
        server.shutdown()
        server.server_close()


def wait_for(met: Any) -> None:
    until = time.monotonic() + 10
    while not met():
        assert time.monotonic() < until
        time.sleep(0.02)


def test_news_are_signed_and_pushed_until_they_are_taken(tmp_path: Path) -> None:
    with city() as (url, heard):
        heard.answers = [503]
        pusher = Pusher(tmp_path / "push.db", url, "s", "portal", Faults(tmp_path / "f.json", 0.1, 0.1))
        pusher.tell("1", {"MaHoSo": "A"})
        wait_for(lambda: pusher.waiting() == 0)
        pusher.close()
    assert [body for _, _, body in heard.came] == [b'{"MaHoSo": "A"}'] * 2
    stamp, sign, body = heard.came[0]
    assert sign == hmac.new(b"s", f"{stamp}.".encode() + body, hashlib.sha256).hexdigest()


@pytest.mark.parametrize("mode, times", [("duplicate", 2), ("error", 0), ("garbage", 1)])
def test_what_is_pushed_meets_the_faults_too(tmp_path: Path, mode: str, times: int) -> None:
    with city() as (url, heard):
        faults = Faults(tmp_path / "f.json", 0.1, 0.1)
        faults.set("portal", Fault(mode))
        pusher = Pusher(tmp_path / "push.db", url, "s", "portal", faults)
        pusher.tell("1", {"MaHoSo": "A"})
        wait_for(lambda: pusher.recent()[0]["tries"] >= 1)
        first = len(heard.came)
        faults.set("portal", Fault())
        wait_for(lambda: pusher.waiting() == 0)
        pusher.close()
    assert first == times
    assert heard.came[-1][2] == b'{"MaHoSo": "A"}'
