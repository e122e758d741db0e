"""The officers' spreadsheet: what is written is read back the same; whatever hides or guesses is refused with its cell."""

import io
import zipfile
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from motcua.catalogue.processes import opening, table, writing
from motcua.law.terms import Term
from tests.law.plans import plans

HEAD = ["STT", "Mã bước", "Bước thực hiện", "Trách nhiệm thực hiện", "Thời gian", "Kết quả xử lý", "Bước tiếp theo", "Song song"]
ROWS: list[list[Any]] = [
    [1, "B1", "Tiếp nhận", "Cán bộ tiếp nhận", "0,25 ngày", "Đủ hồ sơ", "B2", None],
    [2, "B2", "Thẩm định", "Chuyên viên", 4, "Lấy ý kiến", "B3; B4", None],
    [None, None, None, None, None, "Không cần lấy ý kiến", "Bước B5", None],
    [3, "B3", "Ý kiến phòng cháy", "Chuyên viên", "8 giờ", "Đã có ý kiến", "B5", None],
    [4, "B4", "Ý kiến quy hoạch", "Trưởng phòng", "1 ngày làm việc", "Đã có ý kiến", "B5", None],
    [5, "B5", "Tổng hợp, dự thảo", "Chuyên viên", 4, "Trình ký", "B6", "B2"],
    [None, None, None, None, None, "Làm lại", "B2", None],
    [6, "B6", "Ký", "Lãnh đạo UBND xã", 2, "Đã ký", "B7", None],
    [7, "B7", "Đóng dấu", "Văn thư", 1, "Đã ban hành", "B8", None],
    [8, "B8", "Trả kết quả", "Cán bộ trả", "–", None, "Kết thúc", None],
]


def book(change: Callable[[Worksheet], object] | None = None, head: list[str] = HEAD) -> bytes:
    made = Workbook()
    sheet = made.worksheets[0]
    for row in [["QUY TRÌNH NỘI BỘ CẤP GIẤY PHÉP"], [], head, *ROWS]:
        sheet.append(row)
    if change:
        change(sheet)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def wrong(content: bytes, **how: object) -> list[tuple[int, str]]:
    found = table.checked(table.read(content), **how)  # type: ignore[arg-type]
    return [(each.row, each.why) for each in found.wrong]


def test_an_officers_table_is_read_with_its_own_words_branches_and_loop():
    found = table.checked(table.read(book()), Term.parse("5wd"))
    assert (found.wrong, found.ok) == ([], True)
    assert found.plan is not None
    assert [(s.key, s.role, s.kind, s.minutes) for s in found.plan.steps] == [
        ("b1", "receiver", "receive", 120),
        ("b2", "case_officer", "work", 240),
        ("b3", "case_officer", "work", 480),
        ("b4", "unit_head", "work", 480),
        ("b5", "case_officer", "work", 240),
        ("b6", "signer", "sign", 120),
        ("b7", "records_clerk", "issue", 60),
        ("b8", "receiver", "hand_over", 0),
    ]
    assert [o.targets for o in found.plan.step("b2").outcomes] == [("b3", "b4"), ("b5",)]
    assert [o.to for o in found.plan.step("b5").outcomes] == ["b6", "b2"]
    assert found.plan.step("b5").join == "b2"


@settings(max_examples=40, deadline=None)
@given(plans())
def test_what_is_written_is_read_back_the_same(plan):
    found = table.checked(table.read(writing.written(plan, "Quy trình thử")))
    assert found.wrong == []
    assert found.plan == plan


def test_the_template_opens_with_lists_to_choose_from_an_example_and_notes():
    from motcua.catalogue.models import plan_from
    from motcua.catalogue.reading import BUILTIN, read

    example = plan_from(read(BUILTIN / "1.013225").procedure["steps"])
    content = writing.template(example)
    sheets = load_workbook(io.BytesIO(content))
    assert sheets.sheetnames == ["Quy trình", "Danh mục", "Ví dụ", "Hướng dẫn"]
    rules = sheets["Quy trình"].data_validations.dataValidation
    assert {str(rule.sqref)[0] for rule in rules} == {"D", "E", "H", "O", "P"}
    assert [words for _, words in wrong(content)] == ["Quy trình chưa có bước nào."]
    sheets.remove(sheets["Quy trình"])
    sheets["Ví dụ"].title = "Quy trình"
    out = io.BytesIO()
    sheets.save(out)
    assert table.read(out.getvalue()).plan == example


def put(place: str, value: object) -> Callable[[Worksheet], object]:
    return lambda sheet: setattr(sheet[place], "value", value)


BAD: dict[str, tuple[Callable[[Worksheet], object], int, str]] = {
    "merged cells": (lambda s: s.merge_cells("D5:D6"), 5, "D5:D6: Ô gộp"),
    "a formula": (put("E5", "=2+2"), 5, "E5: Công thức"),
    "an error": (put("E5", "#REF!"), 5, "E5: Ô báo lỗi"),
    "a day for a time": (put("E5", date(2026, 1, 4)), 5, "E5: Ô kiểu ngày tháng"),
    "yes for a time": (put("E5", True), 5, "E5: Ô kiểu đúng/sai"),
    "words for a time": (put("E5", "vài hôm"), 5, "E5: Thời gian “vài hôm” không đọc được"),
    "no time": (put("E5", 0), 5, "E5: Thời gian của bước phải lớn hơn 0"),
    "an empty time": (put("E5", None), 5, "E5: Thời gian “” không đọc được"),
    "an unknown role": (put("D5", "Phù thủy"), 5, "D5: Không có vai trò “Phù thủy”"),
    "no role": (put("D5", None), 5, "D5: Bước chưa có vai trò"),
    "a role that may not": (put("D11", "Chuyên viên"), 12, "chưa qua bước ký"),
    "a loop without a way out": (lambda s: [put("G9", "B2")(s), put("F10", None)(s), put("G10", None)(s)], 5, "vòng lặp không lối thoát"),
    "a step that is not there": (put("G11", "B77"), 11, "G11: Kết quả “Đã ký” dẫn tới bước “b77” không có"),
    "an outcome that leads nowhere": (put("G6", None), 6, "G6: Kết quả chưa có bước tiếp theo"),
    "a way without an outcome": (put("F6", None), 6, "F6: Bước tiếp theo chưa có kết quả xử lý"),
    "a join of nothing": (put("H9", "B3"), 9, "H9: Bước chờ gộp nhánh"),
    "one code twice": (put("B7", "B4"), 7, "B7: Mã bước “b4” dùng cho 2 bước"),
    "a row without a code": (put("B7", None), 7, "B7: Dòng không có mã bước chỉ ghi thêm"),
    "a hidden row": (lambda s: setattr(s.row_dimensions[5], "hidden", True), 5, "5:5: Dòng ẩn"),
    "a hidden column": (lambda s: setattr(s.column_dimensions["E"], "hidden", True), 3, "E:E: Cột ẩn"),
}


@pytest.mark.parametrize("name", BAD)
def test_what_is_wrong_is_told_by_its_cell_and_nothing_is_taken_in(name):
    change, row, words = BAD[name]
    content = book(change)
    assert any(at == row and words in why for at, why in wrong(content)), wrong(content)
    assert not table.checked(table.read(content)).ok


def test_every_wrong_row_is_told_at_once():
    told = wrong(book(lambda s: [put("D5", "Phù thủy")(s), put("E7", "lâu")(s), put("E9", "nhiều")(s)]))
    assert {row for row, _ in told} >= {5, 7, 9}


def test_a_missing_column_is_named():
    head = [name if name != "Thời gian" else "Ghi chú" for name in HEAD]
    assert wrong(book(head=head)) == [(0, "Thiếu cột: Thời gian. Tải bảng mẫu để xem đủ các cột.")]
    twice = [*HEAD[:-1], "Mã bước"]
    assert "Hai cột cùng tên" in wrong(book(head=twice))[0][1]


def test_too_long_for_its_term_says_by_how_much():
    ((row, why),) = wrong(book(), term=Term.parse("1wd"))
    assert (row, "quá thời hạn 480 phút" in why) == (0, True)


def test_a_hidden_sheet_and_a_huge_one_are_refused():
    def hide(sheet: Worksheet) -> None:
        assert sheet.parent is not None
        sheet.parent.create_sheet("Bí mật").sheet_state = "hidden"

    assert wrong(book(hide)) == [(0, "Bảng tính có trang ẩn “Bí mật”: bỏ ẩn hoặc xóa trang đó.")]
    assert "quá lớn" in wrong(book(put("A5000", "x")))[0][1]
    assert "quá lớn" in wrong(book(put("ZZ5", "x")))[0][1]


def zipped(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return out.getvalue()


def replaced(name: str, content: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book())) as old, zipfile.ZipFile(out, "w") as new:
        for part in old.namelist():
            new.writestr(part, content if part == name else old.read(part))
    return out.getvalue()


BOMB = b'<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]><worksheet>&b;</worksheet>'


def test_bombs_and_what_is_no_spreadsheet_are_refused_before_they_unpack(monkeypatch):
    monkeypatch.setattr(opening, "MOST_UNPACKED", 100_000)
    assert wrong(zipped(sheet=b"0" * 1_000_000)) == [(0, "Tệp nén giải ra quá lớn.")]
    monkeypatch.undo()
    assert wrong(zipped(**{f"p{n}": b"" for n in range(400)})) == [(0, "Tệp nén giải ra quá lớn.")]
    for content in (
        b"",
        b"PK\x03\x04",
        b"<html>",
        zipped(a=b"b"),
        replaced("xl/worksheets/sheet1.xml", BOMB),
        replaced("xl/workbook.xml", b"<x"),
    ):
        assert wrong(content) == [(0, "Tệp không phải bảng tính .xlsx đọc được.")]
    assert "macro" in wrong(zipped(**{"xl/vbaProject.bin": b""}))[0][1]
    assert "MB" in wrong(b"0" * (opening.MOST_BYTES + 1))[0][1]
