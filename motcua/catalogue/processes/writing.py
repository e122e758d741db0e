"""Write a process as the officers' spreadsheet, and the empty template with drop-downs, an example and notes."""

import io
from collections.abc import Iterable

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from motcua.catalogue.processes.opening import NAME
from motcua.catalogue.processes.words import COLUMNS, PER_WORDS, time_words
from motcua.law.flow import CHECK_NAMES, EVENT_NAMES, KIND_NAMES, Kind, Plan, PlannedStep
from motcua.law.process import ROLES_OF
from motcua.law.roles import ROLE_NAMES, Role

EXAMPLE, NOTES, LISTS = "Ví dụ", "Hướng dẫn", "Danh mục"
_ROWS = 200
_FORMULA = ("=", "+", "-", "@")
_NOTES = (
    "Trang “Quy trình” là bảng được đọc; các trang khác chỉ để tra.",
    "Mỗi bước một dòng. Bước có nhiều kết quả xử lý: thêm dòng ngay dưới, chỉ ghi kết quả xử lý và bước tiếp theo, để trống mã bước.",
    "Mã bước: chữ thường không dấu, số, gạch dưới. Các cột khác gọi bước bằng mã này.",
    "Bước tiếp theo ghi nhiều mã cách nhau bằng dấu chấm phẩy (;) là mở nhánh song song, làm cùng lúc.",
    "Bước mà mọi nhánh gặp nhau ghi mã của bước mở nhánh ở cột “Chờ gộp nhánh của bước”; bước này chỉ bắt đầu khi mọi nhánh xong.",
    "Thời gian: số giờ làm việc, ngày làm việc (8 giờ) hoặc phút, lớn hơn 0; riêng bước trả kết quả để trống được.",
    "Loại bước để trống: dòng đầu là tiếp nhận, dòng cuối là trả kết quả, lãnh đạo ký là ký, văn thư là ban hành, còn lại là xử lý.",
    "Bước tự động và bước chờ do máy làm: một kết quả, một bước tiếp theo; máy kiểm tra và cảnh báo, không quyết định.",
    "Mẫu văn bản: mã mẫu kết quả của thủ tục; kết quả xử lý có mẫu là kết quả lập văn bản để trình ký.",
    "Giai đoạn 2: ghi 2 ở bước đầu tiên sau khi người nộp thực hiện nghĩa vụ tài chính.",
    "Không gộp ô, không công thức, không ẩn dòng, cột hay trang: tệp như vậy bị từ chối kèm địa chỉ ô.",
)


def written(plan: Plan, title: str = "") -> bytes:
    """Return the process as an .xlsx file that `table.read` reads back to the same plan."""
    book = Workbook()
    sheet = book.worksheets[0]
    _fill(sheet, plan, title)
    _choices(book, sheet)
    return _bytes(book)


def template(example: Plan) -> bytes:
    """Return the empty template: the table with drop-downs, `example` on a sheet of its own, notes, lists."""
    book = Workbook()
    sheet = book.worksheets[0]
    _fill(sheet, Plan(()), "")
    _choices(book, sheet)
    _fill(book.create_sheet(EXAMPLE), example, "", EXAMPLE)
    notes = book.create_sheet(NOTES)
    notes.column_dimensions["A"].width = 120
    for row, words in enumerate(_NOTES, 1):
        notes.cell(row, 1, words).alignment = Alignment(wrap_text=True, vertical="top")
    return _bytes(book)


def _fill(sheet: Worksheet, plan: Plan, title: str, name: str = NAME) -> None:
    sheet.title = name
    head = 1
    if title:
        _write(sheet, 1, 1, title).font = Font(bold=True, size=13)
        head = 3
    for at, column in enumerate(COLUMNS, 1):
        heading = _write(sheet, head, at, column.heading)
        heading.font, heading.fill = Font(bold=True), PatternFill("solid", fgColor="FFF3E3D3")
        heading.alignment = Alignment(wrap_text=True, vertical="center")
        sheet.column_dimensions[get_column_letter(at)].width = column.width
    sheet.freeze_panes = f"D{head + 1}"
    row = head
    for number, step in enumerate(plan.steps, 1):
        for cells in _lines(number, step):
            row += 1
            for at, column in enumerate(COLUMNS, 1):
                if column.key in cells:
                    _write(sheet, row, at, cells[column.key]).alignment = Alignment(wrap_text=True, vertical="top")


def _lines(number: int, step: PlannedStep) -> Iterable[dict[str, object]]:
    amount, per = time_words(step.minutes)
    first: dict[str, object] = {
        "number": number,
        "key": step.key,
        "name": step.name,
        "kind": KIND_NAMES[Kind(step.kind)],
        "role": ROLE_NAMES[step.role],
        "unit": step.unit,
        "time": amount,
        "per": per,
        "work": step.work,
        "output": step.output,
        "join": step.join,
        "phase": step.phase,
        "looks": CHECK_NAMES.get(step.check) or (dict(EVENT_NAMES)[step.event] if step.kind == Kind.WAIT else ""),  # type: ignore[index]
        "same_as": step.same_as,
        "not_same_as": step.not_same_as,
        "name_en": step.name_en,
    }
    ways: list[dict[str, object]] = [
        {"outcome": o.label, "to": "; ".join(o.targets), "template": o.template, "outcome_key": o.key, "outcome_en": o.label_en}
        for o in step.outcomes
    ]
    yield first | (ways[0] if ways else {})
    yield from ways[1:]


def _choices(book: Workbook, sheet: Worksheet) -> None:
    """Drop-downs of roles, kinds, units and what is waited for, from a sheet of lists."""
    roles = [ROLE_NAMES[role] for role in Role if any(role in each for each in ROLES_OF.values())]
    looks = [*EVENT_NAMES.values(), *CHECK_NAMES.values()]
    lists = {"role": roles, "kind": list(KIND_NAMES.values()), "per": list(PER_WORDS), "looks": looks, "phase": ["1", "2"]}
    kept = book.create_sheet(LISTS)
    places = {column.key: at for at, column in enumerate(COLUMNS, 1)}
    for at, (key, words) in enumerate(lists.items(), 1):
        _write(kept, 1, at, COLUMNS[places[key] - 1].heading)
        for row, each in enumerate(words, 2):
            _write(kept, row, at, each)
        letter = get_column_letter(at)
        kept.column_dimensions[letter].width = 34
        choice = DataValidation(type="list", formula1=f"'{LISTS}'!${letter}$2:${letter}${len(words) + 1}", allow_blank=True)
        choice.showErrorMessage = key != "phase"
        sheet.add_data_validation(choice)
        choice.add(f"{get_column_letter(places[key])}2:{get_column_letter(places[key])}{_ROWS}")


def _write(sheet: Worksheet, row: int, column: int, value: object) -> Cell:
    """Write a value; text is never a formula."""
    cell = sheet.cell(row, column)
    assert isinstance(cell, Cell)
    if value not in ("", None):
        cell.value = value  # type: ignore[assignment]
        if isinstance(value, str):
            cell.data_type, cell.quotePrefix = "s", value.startswith(_FORMULA)
    return cell


def _bytes(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
