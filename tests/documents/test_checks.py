"""A file is judged by its bytes: empty, too large, of another kind, mislabelled, broken or a bomb is refused in words."""

import contextlib
import io
import random
import struct
import zlib

import pytest
from PIL import Image
from pypdf import PdfWriter

from motcua.documents.checks import MOST_BYTES, Checked, FileRefused, check


def pdf(pages=2, password=""):
    writer, out = PdfWriter(), io.BytesIO()
    for _ in range(pages):
        writer.add_blank_page(200, 200)
    if password:
        writer.encrypt(password, algorithm="AES-256")
    writer.write(out)
    return out.getvalue()


def picture(kind, size=(120, 90)):
    out = io.BytesIO()
    Image.effect_noise(size, 60).save(out, kind)
    return out.getvalue()


def png_claiming(width, height):
    """Return a PNG of a few bytes that says it is as large as that."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0")) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    "name,content,expected",
    [
        ("đơn.pdf", pdf(3), Checked("application/pdf", 3)),
        ("ảnh.JPG", picture("JPEG"), Checked("image/jpeg", None)),
        ("ảnh.jpeg", picture("JPEG", (5, 5)), Checked("image/jpeg", None)),
        ("ảnh.png", picture("PNG"), Checked("image/png", None)),
    ],
)
def test_what_a_file_is(name, content, expected):
    assert check(name, content) == expected


@pytest.mark.parametrize(
    "name,content,why",
    [
        ("a.pdf", b"", "rỗng"),
        ("a.png", b"\x89PNG\r\n\x1a\n" + b"0" * MOST_BYTES, "20 MB"),
        ("a.docx", b"PK\x03\x04" + b"0" * 100, "không phải"),
        ("a.exe", b"MZ" + b"0" * 100, "không phải"),
        ("a.pdf", b"just words", "không phải"),
        ("a.svg", b"<svg onload='x()'/>", "không phải"),
        ("a.gif", b"GIF89a" + b"0" * 50, "không phải"),
        ("a.pdf", picture("PNG"), "bên trong là PNG"),
        ("a.png", picture("JPEG"), "bên trong là JPG"),
        ("a.jpg", pdf(), "bên trong là PDF"),
        ("noname", pdf(), "không đúng như tên"),
        ("a.pdf", b"%PDF-1.7\n" + b"x" * 200, "hỏng"),
        ("a.pdf", pdf(password="kín"), "mật khẩu"),
        ("a.jpg", picture("JPEG")[:900], "hỏng"),
        ("a.png", picture("PNG")[:-40], "hỏng"),
        ("a.png", png_claiming(60_000, 60_000), "hỏng"),
    ],
)
def test_a_file_that_cannot_be_taken_is_refused_with_the_reason(name, content, why):
    with pytest.raises(FileRefused, match=why):
        check(name, content)


def test_exactly_twenty_megabytes_are_taken():
    content = pdf()
    assert check("a.pdf", content + b"\n" * (MOST_BYTES - len(content))).pages == 2


def test_a_document_that_inflates_without_end_is_refused_or_read_cheaply():
    stream = zlib.compress(b"0 " * 60_000_000)
    bomb = b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n3 0 obj<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length "
    bomb += str(len(stream)).encode() + b">>stream\n" + stream + b"\nendstream endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
    with pytest.raises(FileRefused):
        check("a.pdf", bomb)


@pytest.mark.parametrize("name,content", [("a.pdf", pdf(3)), ("a.jpg", picture("JPEG", (60, 60))), ("a.png", picture("PNG", (60, 60)))])
def test_damage_of_any_kind_is_refused_or_survived_but_never_breaks_us(name, content):
    chance = random.Random(7)  # noqa: S311 - the same damage every time
    for _ in range(400):
        damaged = bytearray(content)
        for _ in range(chance.randrange(1, 9)):
            damaged[chance.randrange(4, len(damaged))] = chance.randrange(256)
        if chance.random() < 0.3:
            damaged = damaged[: chance.randrange(1, len(damaged))]
        with contextlib.suppress(FileRefused):
            check(name, bytes(damaged))
