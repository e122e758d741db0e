"""Files and folders that national records come in: .jsonl and .json of pages or of our own export, .xlsx tables of the same fields."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from motcua.catalogue.national.exported import is_exported, read_exported
from motcua.catalogue.national.facts import Read
from motcua.catalogue.national.page import PageRefused, read_page
from motcua.lib.text import fold

KINDS = (".jsonl", ".json", ".xlsx")
_LONGEST = 4_000_000  # characters of one record
_ROWS = 50_000
LABELS = {
    "ma_thu_tuc": "Mã thủ tục",
    "ten_thu_tuc": "Tên thủ tục",
    "so_quyet_dinh": "Số quyết định",
    "cap_thuc_hien": "Cấp thực hiện",
    "loai_thu_tuc": "Loại thủ tục",
    "linh_vuc": "Lĩnh vực",
    "doi_tuong_thuc_hien": "Đối tượng thực hiện",
    "trinh_tu_thuc_hien": "Trình tự thực hiện",
    "cach_thuc_thuc_hien": "Cách thức thực hiện",
    "thanh_phan_ho_so": "Thành phần hồ sơ",
    "can_cu_phap_ly": "Căn cứ pháp lý",
    "co_quan_thuc_hien": "Cơ quan thực hiện",
    "co_quan_co_tham_quyen": "Cơ quan có thẩm quyền",
    "dia_chi_tiep_nhan": "Địa chỉ tiếp nhận",
    "co_quan_duoc_uy_quyen": "Cơ quan được ủy quyền",
    "co_quan_phoi_hop": "Cơ quan phối hợp",
    "yeu_cau_dieu_kien": "Yêu cầu, điều kiện",
    "ket_qua_xu_ly": "Kết quả xử lý",
    "thu_tuc_lien_quan": "Thủ tục liên quan",
}
_KEYS = {fold(name): key for key, label in LABELS.items() for name in (key, label)}


class SourceRefused(Exception):
    """A path that cannot be read at all; `str()` says why."""


@dataclass(frozen=True)
class Line:
    """One record as it stands in a file: `where` for a person, and what it reads as, or why it does not."""

    where: str
    read: Read | None
    code: str = ""
    why: str = ""


def files_of(paths: Iterable[Path]) -> list[Path]:
    """Return the files to read, folders searched through, in order of name. Raises SourceRefused."""
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = sorted(each for each in path.rglob("*") if each.suffix.lower() in KINDS and each.is_file())
            if not inside:
                raise SourceRefused(f"{path}: không có tệp .jsonl, .json hay .xlsx nào.")
            found += inside
        elif not path.is_file():
            raise SourceRefused(f"{path}: không có tệp này.")
        elif path.suffix.lower() not in KINDS:
            raise SourceRefused(f"{path}: chỉ nhận .jsonl, .json, .xlsx.")
        else:
            found.append(path)
    return found


def lines_of(file: Path) -> Iterator[Line]:
    """Yield every record of a file, those that cannot be read with the reason. Raises SourceRefused for a file that is none."""
    rows = {".jsonl": _json_lines, ".json": _json_whole, ".xlsx": _table}[file.suffix.lower()]
    try:
        for number, row in rows(file):
            yield _line(f"{file.name}, dòng {number}", row)
    except (OSError, UnicodeDecodeError, BadZipFile, InvalidFileException, KeyError) as error:
        raise SourceRefused(f"{file}: không đọc được ({error}).") from error


def _line(where: str, row: Any) -> Line:
    if isinstance(row, PageRefused):
        return Line(where, None, row.code, f"{where}: {row}")
    if not isinstance(row, dict):
        return Line(where, None, "", f"{where}: không phải một bản ghi.")
    try:
        read = read_exported(row) if is_exported(row) else read_page(row)
    except PageRefused as refused:
        return Line(where, None, refused.code, f"{where}: {refused}")
    return Line(where, read, read.code)


def _json_lines(file: Path) -> Iterator[tuple[int, Any]]:
    with file.open(encoding="utf-8-sig") as lines:
        for number, line in enumerate(lines, 1):
            if line.strip():
                yield number, _parsed(line)


def _parsed(text: str) -> Any:
    if len(text) > _LONGEST:
        return PageRefused("", "Bản ghi dài quá mức nhận.")
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return PageRefused("", "Không phải JSON.")


def _json_whole(file: Path) -> Iterator[tuple[int, Any]]:
    try:
        whole = json.loads(file.read_text(encoding="utf-8-sig"))
    except (ValueError, RecursionError):
        yield 1, PageRefused("", "Không phải JSON.")
        return
    yield from enumerate(whole if isinstance(whole, list) else [whole], 1)


def _table(file: Path) -> Iterator[tuple[int, Any]]:
    """The first sheet: one row of names (ours or the portal's words), then a record a row."""
    book = load_workbook(file, read_only=True, data_only=True)
    try:
        rows = book.worksheets[0].iter_rows(values_only=True, max_row=_ROWS)
        keys = [_KEYS.get(fold(str(cell or ""))) for cell in next(rows, ())]
        missing = [LABELS[key] for key in ("ma_thu_tuc", "ten_thu_tuc") if key not in keys]
        if missing:
            yield 1, PageRefused("", f"Dòng đầu thiếu cột: {', '.join(missing)}.")
            return
        for number, row in enumerate(rows, 2):
            cells = {key: str(cell) for key, cell in zip(keys, row, strict=False) if key and cell is not None}
            if cells:
                yield number, cells
    finally:
        book.close()
