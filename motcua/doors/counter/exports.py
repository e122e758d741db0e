"""A table as a file: CSV that spreadsheets open as text, or official paper."""

import csv
from collections.abc import Iterable, Mapping
from typing import Any

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from motcua.papers import render

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def csv_file(name: str, head: Mapping[str, str], rows: Iterable[Mapping[str, str]]) -> HttpResponse:
    """Answer with `rows` under the words of `head`, its keys naming the columns. A cell is never a formula; UTF-8 with its mark."""
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    writer = csv.writer(response)
    writer.writerow(head.values())
    writer.writerows([_text(row[key]) for key in head] for row in rows)
    return _kept_out_of_caches(response, name, as_attachment=True)


def pdf_file(name: str, kind: str, values: dict[str, Any]) -> HttpResponse:
    """Answer with a paper drawn now, to be printed. Raises CannotRender."""
    response = HttpResponse(render(kind, values).pdf, content_type="application/pdf")
    return _kept_out_of_caches(response, name, as_attachment=False)


def _text(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _kept_out_of_caches(response: HttpResponse, name: str, *, as_attachment: bool) -> HttpResponse:
    response["Content-Disposition"] = content_disposition_header(as_attachment=as_attachment, filename=name) or "inline"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
