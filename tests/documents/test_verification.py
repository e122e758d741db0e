"""Signatures judged offline: what is sound, what was changed, and what was merely added."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from pypdf import PdfReader, PdfWriter

from motcua.connectors.signing import fake
from motcua.documents.verification import NotReadable, verify
from motcua.papers import render
from tests.papers import samples, signed


@pytest.fixture(scope="module")
def authority() -> fake.Client:
    made = fake.Client()
    signed.enrol(made)
    return made


@pytest.fixture(scope="module")
def issued(authority: fake.Client) -> bytes:
    return signed.issued(authority)


def test_an_issued_result_is_sound_whole_and_trusted_by_its_root(issued: bytes, authority: fake.Client) -> None:
    found = verify(issued, authority.roots())
    assert found.ok
    assert [(each.signer, each.level) for each in found.signatures] == [(signed.OFFICER_NAME, "B-LT"), (signed.AGENCY_NAME, "B-LT")]
    for each in found.signatures:
        assert (each.intact, each.trusted, each.covers_whole_file, each.problem) == (True, True, True, None)
        assert each.signed_at is not None
        assert abs(datetime.now(UTC) - each.signed_at) < timedelta(minutes=5)
    assert str(found.as_json()["signatures"][0]["signed_at"]).endswith("+07:00")


@pytest.mark.parametrize("others", [[], fake.Client().roots()])
def test_without_its_root_it_is_intact_but_not_trusted(issued: bytes, others: list[bytes]) -> None:
    found = verify(issued, others)
    assert not found.ok
    assert [(each.intact, each.trusted, each.covers_whole_file) for each in found.signatures] == [(True, False, True)] * 2
    assert all("not trusted" in str(each.problem) for each in found.signatures)


def test_a_changed_byte_is_found(issued: bytes, authority: fake.Client) -> None:
    changed = bytearray(issued)
    changed[changed.index(b"stream\n") + 40] ^= 1
    found = verify(bytes(changed), authority.roots())
    assert not found.ok
    assert not any(each.intact or each.trusted for each in found.signatures)


def added(pdf: bytes, change: Callable[[PdfWriter], None]) -> bytes:
    """The file with something appended after its signatures, leaving the signed bytes as they are."""
    writer = PdfWriter(BytesIO(pdf), incremental=True)
    change(writer)
    out = BytesIO()
    writer.write(out)
    assert out.getvalue().startswith(pdf)
    return out.getvalue()


def another_page(writer: PdfWriter) -> None:
    writer.add_page(PdfReader(BytesIO(render("appointment_slip", samples.slip()).pdf)).pages[0])


def another_text(writer: PdfWriter) -> None:
    writer.pages[0].merge_page(PdfReader(BytesIO(render("appointment_slip", samples.slip()).pdf)).pages[0])


@pytest.mark.parametrize("change", [another_page, another_text])
def test_something_added_after_signing_is_found(issued: bytes, authority: fake.Client, change: Callable[[PdfWriter], None]) -> None:
    found = verify(added(issued, change), authority.roots())
    assert not found.ok
    assert all(each.intact for each in found.signatures), "the signed bytes themselves are unchanged"
    assert not any(each.covers_whole_file for each in found.signatures)
    assert all("added after signing" in str(each.problem) for each in found.signatures)


def test_a_cut_file_still_holds_the_first_signature_alone(issued: bytes, authority: fake.Client) -> None:
    end = issued.index(b"%%EOF", issued.index(b"/ByteRange")) + 6
    found = verify(issued[:end], authority.roots())
    assert [each.signer for each in found.signatures] == [signed.OFFICER_NAME]
    assert found.ok


def test_a_strangers_signature_on_top_spoils_the_whole(authority: fake.Client) -> None:
    pdf, [stamp] = signed.by_officer(authority)
    stranger = fake.Client()
    signed.enrol(stranger)
    found = verify(stranger.sign(pdf, signed.request(stamp, signed.AGENCY)), authority.roots())
    assert [each.trusted for each in found.signatures] == [True, False]
    assert not found.ok


def test_a_file_without_signatures_is_not_ok() -> None:
    found = verify(render("result", samples.result()).pdf, [])
    assert (found.signatures, found.ok) == ([], False)


@pytest.mark.parametrize("pdf", [b"", b"hello", b"%PDF-1.7\n", b"%PDF-1.7\nstartxref\n99\n%%EOF"])
def test_what_is_not_a_pdf_says_so(pdf: bytes) -> None:
    with pytest.raises(NotReadable):
        verify(pdf, [])


def test_any_single_flipped_byte_is_noticed_or_harmless(issued: bytes, authority: fake.Client) -> None:
    """Never does a changed file pass as ok, unless the byte lies in the padding of a signature."""
    for at in range(500, len(issued), len(issued) // 60):
        changed = bytearray(issued)
        changed[at] ^= 0x20
        try:
            ok = verify(bytes(changed), authority.roots()).ok
        except NotReadable:
            continue
        assert not ok or _only_padding(issued, at), at


def _only_padding(pdf: bytes, at: int) -> bool:
    return pdf[max(at - 8, 0) : at + 8].strip(b"0123456789abcdefABCDEF") == b""
