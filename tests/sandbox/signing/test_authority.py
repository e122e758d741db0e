"""The played authority keeps to the standards: openssl is the judge of its time stamps, chain and lists."""

import base64
import hashlib
import ssl
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from sandbox.running import Running

WHO = {"grant_type": "client_credentials", "client_id": "motcua", "client_secret": "demo-secret"}
RSA_SHA256 = "1.2.840.113549.1.1.11"
HASH = base64.b64encode(hashlib.sha256(b"paper").digest()).decode()


@pytest.fixture
def web(world: Running) -> Iterator[httpx.Client]:
    """A client inside a session, with one officer enrolled."""
    with httpx.Client(base_url=f"{world.url}/signing") as web:
        token = web.post("/csc/v1/oauth2/token", json=WHO).json()["access_token"]
        web.headers["Authorization"] = f"Bearer {token}"
        web.put("/credentials/officer:dat", json={"name": "Trần Quốc Đạt", "organisation": "UBND phường"}).raise_for_status()
        yield web


def openssl(*words: str | Path) -> str:
    done = subprocess.run(["openssl", *words], capture_output=True, text=True, timeout=30)
    return done.stdout + done.stderr


def authorise(web: httpx.Client, hashes: list[str]) -> Any:
    asked = {"credentialID": "officer:dat", "numSignatures": len(hashes), "hash": hashes}
    return web.post("/csc/v1/credentials/authorize", json=asked).json()["SAD"]


def sign(web: httpx.Client, permission: str, hashes: list[str]) -> httpx.Response:
    asked = {"credentialID": "officer:dat", "SAD": permission, "hash": hashes, "signAlgo": RSA_SHA256}
    return web.post("/csc/v1/signatures/signHash", json=asked)


def chain(web: httpx.Client, folder: Path) -> list[Path]:
    found = web.post("/csc/v1/credentials/info", json={"credentialID": "officer:dat"}).json()["cert"]["certificates"]
    paths = [folder / f"{number}.pem" for number in range(len(found))]
    for path, each in zip(paths, found, strict=True):
        path.write_text(ssl.DER_cert_to_PEM_cert(base64.b64decode(each)))
    return paths


def test_openssl_accepts_the_time_stamp(web: httpx.Client, tmp_path: Path) -> None:
    data, query, reply, root = (tmp_path / name for name in ("data", "query", "reply", "root.pem"))
    data.write_bytes(b"paper")
    openssl("ts", "-query", "-data", data, "-sha256", "-cert", "-out", query)
    reply.write_bytes(web.post("/tsa", content=query.read_bytes(), headers={"Content-Type": "application/timestamp-query"}).content)
    root.write_bytes(web.get("/root.pem").content)
    assert "Verification: OK" in openssl("ts", "-verify", "-queryfile", query, "-in", reply, "-CAfile", root)
    data.write_bytes(b"other")
    assert "Verification: FAILED" in openssl("ts", "-verify", "-data", data, "-in", reply, "-CAfile", root)


@pytest.mark.parametrize("asked", [b"", b"garbage"])
def test_a_request_that_is_none_is_rejected_in_the_answer(web: httpx.Client, asked: bytes, tmp_path: Path) -> None:
    (tmp_path / "reply").write_bytes(web.post("/tsa", content=asked, headers={"Content-Type": "application/timestamp-query"}).content)
    assert "Status: Rejected" in openssl("ts", "-reply", "-in", tmp_path / "reply", "-text")
    assert web.post("/tsa", content=asked).status_code == 415


def test_openssl_follows_the_chain_and_the_lists(web: httpx.Client, tmp_path: Path) -> None:
    leaf, authority, root = chain(web, tmp_path)
    (tmp_path / "lists.pem").write_text("")
    for name in ("root", "authority"):
        path = tmp_path / f"{name}.crl"
        path.write_bytes(web.get(f"/crl/{name}.crl").content)
        with (tmp_path / "lists.pem").open("a") as file:
            file.write(openssl("crl", "-inform", "der", "-in", path))
    check: list[str | Path] = [
        "verify",
        "-crl_check_all",
        "-CRLfile",
        tmp_path / "lists.pem",
        "-CAfile",
        root,
        "-untrusted",
        authority,
        leaf,
    ]
    assert openssl(*check).strip().endswith(": OK")
    assert web.get("/crl/other.crl").status_code == 404


def test_a_hash_is_signed_once_by_its_own_permission(web: httpx.Client, tmp_path: Path) -> None:
    other = base64.b64encode(hashlib.sha256(b"other").digest()).decode()
    assert sign(web, authorise(web, [HASH]), [other]).status_code == 400
    permission = authorise(web, [HASH])
    made = sign(web, permission, [HASH]).json()["signatures"]
    assert sign(web, permission, [HASH]).status_code == 400
    (tmp_path / "made").write_bytes(base64.b64decode(made[0]))
    (tmp_path / "data").write_bytes(b"paper")
    openssl("x509", "-in", chain(web, tmp_path)[0], "-pubkey", "-noout", "-out", tmp_path / "key")
    assert "Verified OK" in openssl("dgst", "-sha256", "-verify", tmp_path / "key", "-signature", tmp_path / "made", tmp_path / "data")


@pytest.mark.parametrize("call", ["credentials/list", "credentials/info", "credentials/authorize", "signatures/signHash"])
def test_without_a_session_nothing_is_told(web: httpx.Client, call: str) -> None:
    answer = web.post(f"/csc/v1/{call}", json={"credentialID": "officer:dat"}, headers={"Authorization": "Bearer no"})
    assert (answer.status_code, answer.json()["error"]) == (401, "invalid_token")


@pytest.mark.parametrize(
    "call, asked",
    [
        ("credentials/info", {"credentialID": "officer:none"}),
        ("credentials/authorize", {"credentialID": "officer:dat", "numSignatures": 1, "hash": ["short"]}),
        ("credentials/authorize", {"credentialID": "officer:dat", "numSignatures": 2, "hash": [HASH]}),
        ("credentials/authorize", {"credentialID": "officer:dat", "numSignatures": 0, "hash": []}),
        ("signatures/signHash", {"credentialID": "officer:dat", "hash": [HASH], "signAlgo": "1.2.3"}),
        ("signatures/signHash", {"credentialID": "officer:dat", "hash": [HASH], "signAlgo": RSA_SHA256, "SAD": "made up"}),
        ("credentials/info", ["not an object"]),
    ],
)
def test_a_wrong_request_is_answered_with_a_reason(web: httpx.Client, call: str, asked: Any) -> None:
    answer = web.post(f"/csc/v1/{call}", json=asked)
    assert (answer.status_code, answer.json()["error"]) == (400, "invalid_request")
    assert answer.json()["error_description"]


def test_enrolling_again_changes_nothing_and_a_new_name_makes_a_new_key(web: httpx.Client) -> None:
    asked = {"name": "Trần Quốc Đạt", "organisation": "UBND phường"}
    first = web.put("/credentials/officer:dat", json=asked).json()
    assert web.put("/credentials/officer:dat", json=asked).json() == first
    assert web.put("/credentials/officer:dat", json={**asked, "organisation": "Sở Tư pháp"}).json() != first
    assert web.put("/credentials/officer:dat", json={"name": ""}).status_code == 400


def test_a_revoked_certificate_is_on_the_list_and_signs_no_more(web: httpx.Client, tmp_path: Path) -> None:
    web.put("/credentials/officer:left", json={"name": "Người đã nghỉ", "organisation": "UBND phường"})
    serial = web.post("/csc/v1/credentials/info", json={"credentialID": "officer:left"}).json()["cert"]["serialNumber"]
    assert web.delete("/credentials/officer:left").status_code == 204
    assert web.delete("/credentials/officer:none").status_code == 404
    (tmp_path / "list").write_bytes(web.get("/crl/authority.crl").content)
    assert serial in openssl("crl", "-inform", "der", "-in", tmp_path / "list", "-text", "-noout")
    asked = {"credentialID": "officer:left", "numSignatures": 1, "hash": [HASH]}
    assert web.post("/csc/v1/credentials/authorize", json=asked).status_code == 400


def test_the_page_tells_what_was_signed(web: httpx.Client) -> None:
    sign(web, authorise(web, [HASH]), [HASH])
    page = web.get("/").text
    assert HASH in page
    assert "Trần Quốc Đạt" in page


def test_keys_are_kept_and_closed_to_others(world: Running, web: httpx.Client) -> None:
    folder = world.config.data / f"signing-{world.config.port}"
    assert {path.name for path in folder.glob("*.pem")} == {"root.pem", "authority.pem", "clock.pem"}
    assert all(path.stat().st_mode & 0o077 == 0 for path in [*folder.glob("*.pem"), folder / "state.db"])
