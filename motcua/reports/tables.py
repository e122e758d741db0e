"""A table as bytes: CSV and .xlsx that spreadsheets open as text. A cell is never a formula, whatever a person wrote into it."""

import csv
import io
from collections.abc import Callable, Iterable, Mapping
from typing import Any, BinaryIO, TextIO

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

CSV, XLSX = "text/csv; charset=utf-8", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_LONGEST = 32_767  # letters that a cell of .xlsx holds
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
Rows = Iterable[Mapping[str, str]]


def csv_bytes(head: Mapping[str, str], rows: Rows) -> bytes:
    """Return `rows` under the words of `head`, its keys naming the columns; UTF-8 with its mark. What looks like a formula is quoted."""
    out = io.StringIO()
    write_csv(out, head, rows)
    return out.getvalue().encode("utf-8-sig")


def write_csv(out: TextIO, head: Mapping[str, str], rows: Rows) -> None:
    """Write the same onto `out`, row by row."""
    writer = csv.writer(out)
    writer.writerow(head.values())
    writer.writerows([_text(row[key]) for key in head] for row in rows)


def xlsx_bytes(head: Mapping[str, str], rows: Rows, title: str) -> bytes:
    """Return the same as a workbook of one sheet, every cell a text; `title` (31 letters at most) names the sheet."""
    book = Book()
    add = book.sheet(title, head)
    for row in rows:
        add(row)
    out = io.BytesIO()
    book.write_onto(out)
    return out.getvalue()


class Book:
    """A workbook written row by row, its sheets side by side; every cell a text."""

    def __init__(self) -> None:
        """Begin without a sheet."""
        self._book = Workbook(write_only=True)

    def sheet(self, title: str, head: Mapping[str, str]) -> Callable[[Mapping[str, str]], None]:
        """Begin a sheet under the words of `head`; returns what adds a row to it."""
        sheet = self._book.create_sheet(title[:31])
        sheet.freeze_panes = "A2"
        sheet.append([_cell(sheet, words) for words in head.values()])
        return lambda row: sheet.append([_cell(sheet, row[key]) for key in head])

    def write_onto(self, out: BinaryIO) -> None:
        """Write the whole onto `out`."""
        self._book.save(out)


def _cell(sheet: Any, text: str) -> Any:
    text = ILLEGAL_CHARACTERS_RE.sub(" ", text)[:_LONGEST]
    if not text.startswith(("=", "#")):
        return text
    found = WriteOnlyCell(sheet, text)
    found.data_type = "s"  # else a formula, or an error value
    return found


def _text(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def table_bytes(suffix: str, head: Mapping[str, str], rows: Rows, title: str) -> tuple[bytes, str]:
    """Return the table as `suffix` (csv or xlsx) names it, and its media type."""
    return (xlsx_bytes(head, rows, title), XLSX) if suffix == "xlsx" else (csv_bytes(head, rows), CSV)
