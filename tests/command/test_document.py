"""`motcua document verify`: one JSON value, an exit code, a sentence for a person."""

import json
import ssl
from pathlib import Path

import pytest

from motcua.connectors.signing import fake
from motcua.doors.command.__main__ import main
from motcua.papers import render
from tests.papers import samples, signed


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An issued result, the same changed, one unsigned, and the root."""
    authority, folder = fake.Client(), tmp_path_factory.mktemp("papers")
    signed.enrol(authority)
    pdf = signed.issued(authority)
    (folder / "issued.pdf").write_bytes(pdf)
    (folder / "changed.pdf").write_bytes(pdf.replace(b"/Lang", b"/Lanh", 1))
    (folder / "unsigned.pdf").write_bytes(render("result", samples.result()).pdf)
    (folder / "text.pdf").write_text("no pdf")
    (folder / "root.pem").write_text(ssl.DER_cert_to_PEM_cert(authority.roots()[0]))
    return folder


def verify(folder: Path, name: str, *more: str) -> int:
    return main(["document", "verify", str(folder / name), "--root", str(folder / "root.pem"), *more])


def test_a_sound_file_is_told_as_json(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert verify(folder, "issued.pdf", "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert told["ok"] is True
    first = told["signatures"][0]
    assert {"signer", "intact", "trusted", "covers_whole_file", "level", "signed_at"} <= first.keys()
    assert (first["signer"], first["level"]) == (signed.OFFICER_NAME, "B-LT")


def test_a_sound_file_is_told_in_words(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert verify(folder, "issued.pdf") == 0
    said = capsys.readouterr().out
    assert f"1. {signed.OFFICER_NAME} (B-LT, ký lúc " in said
    assert said.endswith("Mọi chữ ký đều hợp lệ.\n")


@pytest.mark.parametrize("name, said", [("changed.pdf", "đã bị sửa"), ("unsigned.pdf", "không có chữ ký số")])
def test_a_flaw_is_told_and_gives_1(folder: Path, capsys: pytest.CaptureFixture[str], name: str, said: str) -> None:
    assert verify(folder, name) == 1
    assert said in capsys.readouterr().out


@pytest.mark.parametrize("name, said", [("text.pdf", "không phải là PDF"), ("missing.pdf", "Không đọc được tệp")])
def test_what_cannot_be_read_is_refused(folder: Path, capsys: pytest.CaptureFixture[str], name: str, said: str) -> None:
    assert verify(folder, name) == 1
    assert said in capsys.readouterr().err


def test_a_root_that_is_no_certificate_is_refused(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["document", "verify", str(folder / "issued.pdf"), "--root", str(folder / "text.pdf")]) == 1
    assert "PEM" in capsys.readouterr().err
