"""A file to take away or to print: kept out of caches, its type not to be guessed."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from motcua.papers import render
from motcua.reports import tables


def table_file(name: str, suffix: str, head: Mapping[str, str], rows: tables.Rows) -> HttpResponse:
    """Answer with a table as CSV or .xlsx, by `suffix`; a cell is never a formula."""
    return taken(name, *tables.table_bytes(suffix, head, rows, name.partition(".")[0]))


def pdf_file(name: str, kind: str, values: dict[str, Any]) -> HttpResponse:
    """Answer with a paper drawn now, to be printed. Raises CannotRender."""
    return taken(name, render(kind, values).pdf, "application/pdf", as_attachment=False)


def taken(name: str, content: bytes, media_type: str, *, as_attachment: bool = True) -> HttpResponse:
    """Answer with `content` under `name`."""
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = content_disposition_header(as_attachment=as_attachment, filename=name) or "inline"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
