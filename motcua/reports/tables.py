"""A table as bytes: CSV and .xlsx that spreadsheets open as text. A cell is never a formula, whatever a person wrote into it."""

import csv
import io
from collections.abc import Iterable, Mapping
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

CSV, XLSX = "text/csv; charset=utf-8", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
Rows = Iterable[Mapping[str, str]]


def csv_bytes(head: Mapping[str, str], rows: Rows) -> bytes:
    """Return `rows` under the words of `head`, its keys naming the columns; UTF-8 with its mark. What looks like a formula is quoted."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(head.values())
    writer.writerows([_text(row[key]) for key in head] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def xlsx_bytes(head: Mapping[str, str], rows: Rows, title: str) -> bytes:
    """Return the same as a workbook of one sheet, every cell a text; `title` (31 letters at most) names the sheet."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title[:31])
    sheet.freeze_panes = "A2"

    def cell(text: str) -> Any:
        text = ILLEGAL_CHARACTERS_RE.sub(" ", text)
        if not text.startswith(("=", "#")):
            return text
        found = WriteOnlyCell(sheet, text)
        found.data_type = "s"  # else a formula, or an error value
        return found

    sheet.append([cell(words) for words in head.values()])
    for row in rows:
        sheet.append([cell(row[key]) for key in head])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _text(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def table_bytes(suffix: str, head: Mapping[str, str], rows: Rows, title: str) -> tuple[bytes, str]:
    """Return the table as `suffix` (csv or xlsx) names it, and its media type."""
    return (xlsx_bytes(head, rows, title), XLSX) if suffix == "xlsx" else (csv_bytes(head, rows), CSV)
