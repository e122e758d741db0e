"""One process plays the outside world: only in demo mode, with faults on demand, and it remembers."""

import os
import re
import signal
import smtplib
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from email.message import EmailMessage
from pathlib import Path

import httpx
import pytest

from sandbox.config import NotDemo, from_env
from sandbox.faults import SYSTEMS, Fault
from sandbox.running import Running, free_port


def start(data: Path, port: int, smtp_port: int, **changes: str) -> subprocess.Popen[str]:
    env = {**os.environ, "MOTCUA_DEMO": "1", "SANDBOX_PORT": str(port), "SANDBOX_SMTP_PORT": str(smtp_port), "SANDBOX_DATA": str(data)}
    root = Path(__file__).resolve().parents[2]
    return subprocess.Popen([sys.executable, "-m", "sandbox"], env={**env, **changes}, cwd=root, stderr=subprocess.PIPE, text=True)


def wait(url: str) -> None:
    until = time.monotonic() + 20
    while time.monotonic() < until:
        try:
            httpx.get(url).raise_for_status()
            return
        except httpx.TransportError:
            time.sleep(0.05)
    raise AssertionError("the sandbox did not start")


def stop(process: subprocess.Popen[str]) -> None:
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=20)


@pytest.mark.parametrize("value", ["0", "", "true"])
def test_it_refuses_to_run_outside_demo_mode(tmp_path: Path, value: str) -> None:
    process = start(tmp_path, free_port(), free_port(), MOTCUA_DEMO=value)
    _, words = process.communicate(timeout=20)
    assert process.returncode == 2
    assert "MOTCUA_DEMO=1" in words
    assert not list(tmp_path.iterdir())


def test_without_the_variable_there_is_no_configuration() -> None:
    with pytest.raises(NotDemo):
        from_env({})


def test_letters_and_faults_survive_a_restart(tmp_path: Path) -> None:
    port, smtp_port = free_port(), free_port()
    url = f"http://127.0.0.1:{port}"
    first = start(tmp_path, port, smtp_port)
    try:
        wait(url)
        letter = EmailMessage()
        letter["To"], letter["From"], letter["Subject"] = "a@example.test", "b@example.test", "Chào"
        with smtplib.SMTP("127.0.0.1", smtp_port, timeout=5) as line:
            line.send_message(letter)
        httpx.post(f"{url}/fault/portal", json={"mode": "error"}).raise_for_status()
    finally:
        stop(first)
    second = start(tmp_path, port, smtp_port)
    try:
        wait(url)
        assert httpx.get(f"{url}/mail/api/messages", params={"to": "a@example.test"}).json()[0]["subject"] == "Chào"
        assert httpx.get(f"{url}/fault/").json()["portal"] == {"mode": "error", "rate": 1.0}
    finally:
        stop(second)


def test_the_home_page_lists_every_system_and_what_it_received(world: Running) -> None:
    page = httpx.get(f"{world.url}/").text
    assert all(f'href="/{name}/"' in page for name in SYSTEMS)
    assert "0 thư đã nhận" in page


@pytest.mark.parametrize(
    "path",
    ["/", "/identity/", "/identity/phone?user=hanh", "/population/", "/business/", "/portal/", "/portal/nop/", "/ministry/", "/mail/"],
)
def test_pages_are_vietnamese_and_carry_no_inline_script_or_style(world: Running, path: str) -> None:
    answer = httpx.get(world.url + path)
    assert answer.status_code == 200
    assert '<html lang="vi">' in answer.text
    assert "<script" not in answer.text
    assert "style=" not in answer.text
    assert "default-src 'none'" in answer.headers["content-security-policy"]


@pytest.mark.parametrize("mode, status", [("error", 500), ("timeout", 504), ("garbage", 200)])
def test_a_fault_hits_the_wire_and_spares_the_page_people_read(world: Running, mode: str, status: int) -> None:
    with world.broken("portal", mode):
        assert httpx.post(f"{world.url}/portal/mapi/login", json={}, timeout=10).status_code == status
        assert httpx.get(f"{world.url}/portal/").status_code == 200
    assert httpx.post(f"{world.url}/portal/mapi/login", json={}).json()["error_code"] == 1


def test_a_message_heard_twice_is_answered_once(world: Running) -> None:
    before = journal(world)
    with world.broken("portal", "duplicate"):
        assert httpx.post(f"{world.url}/portal/mapi/login", json={}).json()["error_code"] == 1
    assert journal(world) == before + 2


def journal(world: Running) -> int:
    found = re.search(r"(\d+) bản tin bị từ chối", httpx.get(f"{world.url}/portal/").text)
    assert found is not None
    return int(found[1])


def test_a_message_is_heard_after_a_later_one(world: Running) -> None:
    def ask(issue: str) -> None:
        heads = {"X-Road-Client": "VN/GOV/H26/MOTCUA", "ApiKey": "demo-key", "X-Road-Issue": issue}
        httpx.get(f"{world.url}/business/r1/VN/GOV/BTC/DKKD/DOANHNGHIEP/0101243150", headers=heads).raise_for_status()

    with ThreadPoolExecutor(1) as first:
        world.faults.set("business", Fault("reorder"))
        held = first.submit(ask, "sent-first")
        time.sleep(0.2)
        world.faults.set("business", Fault())
        ask("sent-second")
        held.result()
    page = httpx.get(f"{world.url}/business/").text  # newest first
    assert page.index("sent-first") < page.index("sent-second")


def test_a_held_message_is_heard_in_the_end(world: Running) -> None:
    with world.broken("portal", "reorder"):
        assert httpx.post(f"{world.url}/portal/mapi/login", json={}).json()["error_code"] == 1


def test_a_slow_system_answers_late_but_answers(world: Running) -> None:
    began = time.monotonic()
    with world.broken("identity", "slow"):
        assert httpx.get(f"{world.url}/identity/jwks").status_code == 200
    assert time.monotonic() - began >= world.config.slow_seconds


def test_a_rate_spoils_a_share_of_the_calls(world: Running) -> None:
    httpx.post(f"{world.url}/fault/portal", json={"mode": "error", "rate": 0.5}).raise_for_status()
    seen = {httpx.post(f"{world.url}/portal/mapi/login", json={}).status_code for _ in range(40)}
    httpx.post(f"{world.url}/fault/portal", json={"mode": "ok"}).raise_for_status()
    assert seen == {200, 500}


@pytest.mark.parametrize(
    "system, wanted", [("portal", {"mode": "boom"}), ("unknown", {"mode": "ok"}), ("portal", {"mode": "ok", "rate": 7}), ("portal", [])]
)
def test_an_unknown_fault_is_refused(world: Running, system: str, wanted: object) -> None:
    assert httpx.post(f"{world.url}/fault/{system}", json=wanted).status_code == 400


def test_a_message_that_is_not_json_gets_an_answer(world: Running) -> None:
    assert httpx.post(f"{world.url}/portal/mapi/g", content=b"\xff\xff").json()["error_code"] == 401
    assert httpx.post(f"{world.url}/fault/portal", content=b"\xff").status_code == 400
