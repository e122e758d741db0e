"""PAdES B-LT by a remote authority; poppler's pdfsig, with NSS below it, is the judge."""

import asyncio
import subprocess
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import httpx
import pytest
from pypdf import PdfReader

from motcua.connectors.signing import client, fake
from motcua.documents.verification import verify
from motcua.papers import render, signer_stamp
from motcua.ports import Refused, SignatureRequest, Unreachable
from sandbox.running import Running, free_port
from tests.papers import samples, signed

Make = Callable[..., client.Client]


@pytest.fixture
def make(world: Running, tmp_path: Path) -> Iterator[Make]:
    made: list[client.Client] = []

    def one(**changed: object) -> client.Client:
        options = {"url": f"{world.url}/signing", "secret": "demo-secret", "trust_roots": tmp_path / "roots.pem", "fetch_root": True}
        made.append(client.Client(**{**options, "timeout": 0.6, **changed}))  # type: ignore[arg-type]
        return made[-1]

    yield one
    for each in made:
        each.close()


@pytest.fixture(params=["client", "fake"])
def authority(request: pytest.FixtureRequest, make: Make) -> signed.Authority:
    made: signed.Authority = make() if request.param == "client" else fake.Client()
    signed.enrol(made)
    return made


@pytest.fixture
def broken(world: Running) -> Iterator[Callable[[str], None]]:
    def set_mode(mode: str) -> None:
        httpx.post(f"{world.url}/fault/signing", json={"mode": mode}).raise_for_status()

    yield set_mode
    set_mode("ok")


def pdfsig(pdf: bytes, folder: Path, roots: list[bytes] | None = None) -> str:
    """What pdfsig says of the file; `roots` are the only ones it trusts."""
    (folder / "file.pdf").write_bytes(pdf)
    store = folder / ("trusting" if roots else "empty")
    store.mkdir(exist_ok=True)
    nss = ["certutil", "-d", f"sql:{store}"]
    subprocess.run([*nss, "-N", "--empty-password"], check=True, timeout=30)
    for number, root in enumerate(roots or []):
        (folder / "root.der").write_bytes(root)
        subprocess.run([*nss, "-A", "-n", f"root{number}", "-t", "CT,C,C", "-i", folder / "root.der"], check=True, timeout=30)
    said = subprocess.run(["pdfsig", "-nssdir", f"sql:{store}", folder / "file.pdf"], capture_output=True, text=True, timeout=60)
    return said.stdout


def one_request(authority: str = signed.OFFICER) -> tuple[bytes, SignatureRequest]:
    drawn = render("result", samples.result())
    stamp = signer_stamp(drawn.boxes, name="X", title="", signed_at=datetime.now(UTC))
    return drawn.pdf, signed.request(stamp, authority)


def test_pdfsig_finds_both_signatures_intact_and_trusts_them_by_the_root_alone(authority: signed.Authority, tmp_path: Path) -> None:
    pdf = signed.issued(authority)
    unknown = pdfsig(pdf, tmp_path)
    assert unknown.count("Signature is Valid.") == 2
    assert "Certificate is Trusted." not in unknown
    known = pdfsig(pdf, tmp_path, authority.roots())
    assert known.count("Signature is Valid.") == 2
    assert known.count("Certificate is Trusted.") == 2
    assert known.count("ETSI.CAdES.detached") == 2
    assert "Total document signed" in known.split("Signature #2")[1]
    assert signed.OFFICER_NAME in known.split("Signature #2")[0]
    assert signed.AGENCY_NAME in known.split("Signature #2")[1]


def test_pdfsig_sees_a_changed_byte(authority: signed.Authority, tmp_path: Path) -> None:
    pdf = bytearray(signed.issued(authority))
    pdf[pdf.index(b"stream\n") + 40] ^= 1
    assert "Signature is Valid." not in pdfsig(bytes(pdf), tmp_path, authority.roots())


def test_the_paper_shows_both_signatures_and_stays_tagged_with_embedded_fonts(authority: signed.Authority, tmp_path: Path) -> None:
    path = tmp_path / "issued.pdf"
    path.write_bytes(signed.issued(authority))
    text = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, text=True, check=True).stdout
    assert "Ký bởi: Trần Quốc Đạt" in text
    assert "Số: 12/BS-UBND" in " ".join(text.split())
    assert "Hà Nội, ngày 23 tháng 11 năm 2026" in " ".join(text.split())
    reader = PdfReader(BytesIO(path.read_bytes()))
    fields = {str(each["/T"]): each.get_object() for each in reader.trailer["/Root"]["/AcroForm"]["/Fields"]}  # type: ignore[index]
    assert {name: str(each["/TU"]) for name, each in fields.items()} == {"signer": "Chữ ký số", "agency": "Chữ ký số"}
    assert all(int(each["/F"]) & 4 for each in fields.values()), "PDF/A: a visible annotation is printed"
    fonts = subprocess.run(["pdffonts", path], capture_output=True, text=True, check=True).stdout.splitlines()[2:]
    assert all(row.split()[-5] == "yes" for row in fonts)
    assert 'pdfaid:part="3" pdfaid:conformance="A" pdfuaid:part="1"' in reader.trailer["/Root"]["/Metadata"].get_data().decode()  # type: ignore[index]


def test_a_paper_of_several_pages_is_sealed_on_its_last(authority: signed.Authority, tmp_path: Path) -> None:
    rows = [[str(number), "Nguyễn Thị Ánh"] for number in range(60)]
    pdf = signed.issued(authority, body=[{"table": {"head": ["TT", "Tên"], "rows": rows}}])
    assert pdfsig(pdf, tmp_path).count("Signature is Valid.") == 3
    assert verify(pdf, authority.roots()).ok, "NSS cannot judge the fake's third: one key twice, right below the root"


def test_signing_works_inside_a_running_loop(authority: signed.Authority) -> None:
    async def inside() -> bytes:
        return authority.sign(*one_request())

    assert asyncio.run(inside()).startswith(b"%PDF")


def test_an_unknown_credential_is_refused(authority: signed.Authority) -> None:
    with pytest.raises(Refused):
        authority.sign(*one_request("officer:nobody"))


def test_the_same_field_is_not_signed_twice(authority: signed.Authority) -> None:
    pdf, request = one_request()
    with pytest.raises(Refused):
        authority.sign(authority.sign(pdf, request), request)


@pytest.mark.parametrize("pdf", [b"", b"not a pdf", b"%PDF-1.7\n%%EOF"])
def test_what_is_not_a_pdf_is_refused(authority: signed.Authority, pdf: bytes) -> None:
    with pytest.raises(Refused):
        authority.sign(pdf, one_request()[1])


def test_enrolling_again_keeps_the_key(make: Make) -> None:
    made = make()
    signed.enrol(made)
    first = PdfReader(BytesIO(made.sign(*one_request())))
    signed.enrol(made)
    assert first.trailer["/Root"]["/DSS"]  # type: ignore[index]
    assert make().sign(*one_request())


def test_a_revoked_credential_is_refused(make: Make, world: Running) -> None:
    made = make()
    made.enrol("officer:left", "Người đã nghỉ", signed.AGENCY_NAME)
    asked = {"grant_type": "client_credentials", "client_id": "motcua", "client_secret": "demo-secret"}
    token = httpx.post(f"{world.url}/signing/csc/v1/oauth2/token", json=asked).json()["access_token"]
    httpx.delete(f"{world.url}/signing/credentials/officer:left", headers={"Authorization": f"Bearer {token}"}).raise_for_status()
    with pytest.raises(Refused, match="certificate revoked"):
        made.sign(*one_request("officer:left"))


def test_a_wrong_secret_is_refused(make: Make) -> None:
    with pytest.raises(Refused, match="mật khẩu"):
        make(secret="wrong").sign(*one_request())


def test_missing_or_unreadable_roots_are_refused(make: Make, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="SIGNING_TRUST_ROOTS"):
        make(fetch_root=False, trust_roots=tmp_path / "none.pem").sign(*one_request())
    (tmp_path / "bad.pem").write_text("hello")
    with pytest.raises(Refused, match="SIGNING_TRUST_ROOTS"):
        make(fetch_root=False, trust_roots=tmp_path / "bad.pem").sign(*one_request())


def test_a_chain_to_another_root_is_refused(make: Make, tmp_path: Path) -> None:
    (tmp_path / "other.der").write_bytes(fake.Client().roots()[0])
    convert: list[str | Path] = ["openssl", "x509", "-inform", "der", "-in", tmp_path / "other.der", "-out", tmp_path / "other.pem"]
    subprocess.run(convert, check=True, timeout=30)
    made = make(fetch_root=False, trust_roots=tmp_path / "other.pem")
    signed.enrol(made)
    with pytest.raises(Refused):
        made.sign(*one_request())


@pytest.mark.parametrize("mode", ["error", "garbage", "timeout"])
def test_an_authority_that_fails_is_unreachable_and_works_again_later(make: Make, broken: Callable[[str], None], mode: str) -> None:
    made = make()
    signed.enrol(made)
    broken(mode)
    started = time.monotonic()
    with pytest.raises(Unreachable):
        made.sign(*one_request())
    assert time.monotonic() - started < 3
    broken("ok")
    assert made.sign(*one_request())


def test_a_silent_port_is_unreachable(make: Make) -> None:
    with pytest.raises(Unreachable):
        make(url=f"http://127.0.0.1:{free_port()}/signing").sign(*one_request())


def test_a_silent_time_stamp_is_unreachable(make: Make) -> None:
    made = make(clock_url=f"http://127.0.0.1:{free_port()}/tsa")
    signed.enrol(made)
    with pytest.raises(Unreachable):
        made.sign(*one_request())


def test_a_forgotten_session_is_opened_anew(make: Make) -> None:
    made = make()
    signed.enrol(made)
    made._line._session = "forgotten"
    assert made.sign(*one_request())
