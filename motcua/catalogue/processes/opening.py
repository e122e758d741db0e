"""Open a spreadsheet that somebody uploaded: bounded before it is unpacked, and refused for whatever hides what it says."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from zipfile import BadZipFile, ZipFile
from zlib import error as ZlibError  # noqa: N812 - an error by its name

import openpyxl
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from motcua.lib.saying import N_, Sentence
from motcua.lib.text import fold

MOST_BYTES, MOST_UNPACKED, MOST_PARTS = 5_000_000, 40_000_000, 300
MOST_ROWS, MOST_COLUMNS = 1000, 60
NAME = "Quy trình"
# SyntaxError: what both XML readers that openpyxl may use raise for what is no XML.
_UNREADABLE = (InvalidFileException, BadZipFile, SyntaxError, ZlibError, LookupError, ValueError, TypeError, AttributeError, EOFError)


@dataclass(frozen=True)
class Wrong:
    """One thing that is wrong in a file: the row (0: the file as a whole), the cell or element, the sentence."""

    row: int
    place: str
    says: Sentence

    @property
    def why(self) -> str:
        """The sentence in the reader's language, with the place it speaks of."""
        return f"{self.place}: {self.says}" if self.place else str(self.says)


class FileRefused(Exception):
    """A file that is not read at all; `wrong` says why."""

    def __init__(self, words: str, **values: object) -> None:
        """Keep the sentence."""
        super().__init__(words)
        self.wrong = Wrong(0, "", Sentence(words, values))


def sheet_of(content: bytes) -> Worksheet:
    """Return the sheet of the process: the one named so, else the first. Raises FileRefused."""
    _check_size(content)
    assert openpyxl.DEFUSEDXML, "spreadsheets are read through defusedxml only"
    try:
        book: Workbook = openpyxl.load_workbook(io.BytesIO(content), keep_links=False)
    except _UNREADABLE as error:
        raise FileRefused(N_("Tệp không phải bảng tính .xlsx đọc được.")) from error
    hidden = [sheet.title for sheet in book.worksheets if sheet.sheet_state != "visible"]
    if hidden:
        raise FileRefused(N_("Bảng tính có trang ẩn “%(name)s”: bỏ ẩn hoặc xóa trang đó."), name=hidden[0])
    if not book.worksheets:
        raise FileRefused(N_("Bảng tính không có trang nào."))
    sheet = next((s for s in book.worksheets if fold(s.title) == fold(NAME)), book.worksheets[0])
    if sheet.max_row > MOST_ROWS or sheet.max_column > MOST_COLUMNS:
        words = N_("Trang “%(name)s” quá lớn: nhiều nhất %(rows)d dòng, %(columns)d cột.")
        raise FileRefused(words, name=sheet.title, rows=MOST_ROWS, columns=MOST_COLUMNS)
    return sheet


def _check_size(content: bytes) -> None:
    """Refuse what would unpack to too much, by what the archive itself declares and by what it really holds."""
    if len(content) > MOST_BYTES:
        raise FileRefused(N_("Tệp lớn quá %(most)d MB."), most=MOST_BYTES // 1_000_000)
    try:
        with ZipFile(io.BytesIO(content)) as parts:
            names = parts.namelist()
            if len(names) > MOST_PARTS or sum(part.file_size for part in parts.infolist()) > MOST_UNPACKED:
                raise FileRefused(N_("Tệp nén giải ra quá lớn."))
            if any("vbaproject" in name.lower() or "externallinks" in name.lower() for name in names):
                raise FileRefused(N_("Bảng tính có macro hoặc liên kết ra ngoài: lưu lại thành .xlsx thường."))
            _check_unpacked(parts)
    except BadZipFile as error:
        raise FileRefused(N_("Tệp không phải bảng tính .xlsx đọc được.")) from error


def _check_unpacked(parts: ZipFile) -> None:
    left = MOST_UNPACKED
    for name in parts.namelist():
        try:
            with parts.open(name) as part:
                while chunk := part.read(1 << 16):
                    left -= len(chunk)
                    if left < 0:
                        raise FileRefused(N_("Tệp nén giải ra quá lớn."))
        except (RuntimeError, NotImplementedError) as error:  # encrypted, or packed in a way we do not read
            raise FileRefused(N_("Tệp có mật khẩu hoặc nén theo cách không đọc được.")) from error


def hiding(sheet: Worksheet, first: int) -> Iterator[Wrong]:
    """Yield what hides or doubles cells from row `first` on: merged cells, hidden rows and columns, formulas, errors, wrong types."""
    for merged in sheet.merged_cells.ranges:
        if merged.max_row >= first:
            yield Wrong(merged.min_row, str(merged), Sentence(N_("Ô gộp: tách ra, ghi giá trị vào từng dòng.")))
    for number, row in sheet.row_dimensions.items():
        if row.hidden and first <= number <= sheet.max_row:
            yield Wrong(number, f"{number}:{number}", Sentence(N_("Dòng ẩn: bỏ ẩn hoặc xóa.")))
    for letter, column in sheet.column_dimensions.items():
        if column.hidden:
            yield Wrong(first, f"{letter}:{letter}", Sentence(N_("Cột ẩn: bỏ ẩn hoặc xóa.")))
    for line in sheet.iter_rows(min_row=first):
        yield from (wrong for cell in line if (wrong := _typed(cell)))


def _typed(cell: Cell | MergedCell) -> Wrong | None:
    if isinstance(cell, MergedCell) or cell.value is None:
        return None
    words = {"f": N_("Công thức: chép giá trị vào ô."), "e": N_("Ô báo lỗi."), "d": N_("Ô kiểu ngày tháng: ghi chữ hoặc số.")}
    says = words.get(cell.data_type) or (N_("Ô kiểu đúng/sai: ghi chữ hoặc số.") if cell.data_type == "b" else "")
    return Wrong(cell.row, cell.coordinate, Sentence(says)) if says else None


def address(row: int, column: int) -> str:
    """Return the address of a cell: G7."""
    return f"{get_column_letter(column)}{row}"
