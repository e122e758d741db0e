"""Whether a file given to us is what it claims: judged by its bytes, never by its name."""

import io
from dataclasses import dataclass

import filetype
from django.utils.translation import gettext as _
from PIL import Image, UnidentifiedImageError
from pypdf import PdfReader
from pypdf.errors import PyPdfError

MOST_BYTES = 20 * 1024 * 1024
KNOWN = {"application/pdf": ("pdf",), "image/jpeg": ("jpg", "jpeg"), "image/png": ("png",)}
# What pypdf raises, by trial with damaged files: its own errors, and plain ones where an object is not of the kind it expects.
BROKEN_PDF = (PyPdfError, ValueError, LookupError, TypeError, AttributeError, ArithmeticError, AssertionError, RecursionError, OSError)


class FileRefused(Exception):
    """A file we cannot take; `str()` says why and what to do, in the reader's language."""


@dataclass(frozen=True)
class Checked:
    """What the bytes turned out to be. `pages` is None for pictures."""

    media_type: str
    pages: int | None


def check(name: str, content: bytes) -> Checked:
    """Return what `content` is; raises FileRefused when empty, over 20 MB, of another kind, broken, or not what its name claims."""
    if not content:
        raise FileRefused(_("Tệp “%(name)s” rỗng. Chọn lại tệp.") % {"name": name})
    if len(content) > MOST_BYTES:
        raise FileRefused(_("Tệp “%(name)s” lớn hơn 20 MB. Chụp lại nhẹ hơn hoặc tách làm nhiều tệp.") % {"name": name})
    kind = filetype.guess(content)
    if kind is None or kind.mime not in KNOWN:
        raise FileRefused(_("Tệp “%(name)s” không phải ảnh JPG, PNG hay PDF. Chọn tệp khác.") % {"name": name})
    if name.rpartition(".")[2].lower() not in KNOWN[kind.mime]:
        raise FileRefused(_("Tệp “%(name)s” không đúng như tên: bên trong là %(kind)s.") % {"name": name, "kind": kind.extension.upper()})
    if kind.mime == "application/pdf":
        return Checked(kind.mime, _pages(name, content))
    _check_picture(name, content)
    return Checked(kind.mime, None)


def _pages(name: str, content: bytes) -> int:
    try:
        return len(PdfReader(io.BytesIO(content)).pages)
    except BROKEN_PDF as error:
        raise FileRefused(_("Tệp PDF “%(name)s” bị hỏng hoặc có mật khẩu, không mở được.") % {"name": name}) from error


def _check_picture(name: str, content: bytes) -> None:
    try:
        with Image.open(io.BytesIO(content)) as image:
            image.verify()
        with Image.open(io.BytesIO(content)) as image:  # verify() reads no further than a JPEG's head; an eighth of it is quick to draw
            if image.format == "JPEG":
                image.draft("L", (max(1, image.width // 8), max(1, image.height // 8)))
                image.load()
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise FileRefused(_("Ảnh “%(name)s” bị hỏng, không mở được. Chụp lại.") % {"name": name}) from error
