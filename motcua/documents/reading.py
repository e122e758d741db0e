"""The words of a PDF, read out of the file itself."""

import io
import unicodedata

from pypdf import PdfReader

from motcua.documents.checks import BROKEN_PDF
from motcua.lib.saying import N_, Said


class Unreadable(Said):
    """A PDF whose words cannot be read."""


def text_of(pdf: bytes) -> str:
    """Return the text of every page, NFC; what signatures and notes draw over the pages is not among it. Raises Unreadable."""
    try:
        pages = [page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages]
    except BROKEN_PDF as error:
        raise Unreadable(N_("Không đọc được chữ trong tệp PDF.")) from error
    return unicodedata.normalize("NFC", "\n".join(pages))
