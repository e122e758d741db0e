"""`motcua process check|export`: a table judged from the command line, and the active one written so that it is read back the same."""

import json

import pytest
from openpyxl import Workbook

from motcua.catalogue.processes import bpmn_in, table
from motcua.doors.command.__main__ import main
from tests import make
from tests.catalogue.processes.test_tables import book

pytestmark = pytest.mark.django_db


def answer(capsys, *words):
    capsys.readouterr()
    code = main([*map(str, words), "--json"])
    return code, json.loads(capsys.readouterr().out)


@pytest.fixture
def sheet(tmp_path):
    """The officers' spreadsheet of a sound process."""
    file = tmp_path / "quy-trinh.xlsx"
    file.write_bytes(book())
    return file


def test_a_sound_table_passes_and_its_longest_way_is_told_beside_the_term(sheet, capsys):
    code, told = answer(capsys, "process", "check", sheet, "--term", "15d")
    assert (code, told["ok"], told["problems"]) == (0, True, [])
    assert 0 < told["critical_path_minutes"] <= told["term_minutes"]
    _, without = answer(capsys, "process", "check", sheet)
    assert without["term_minutes"] is None


def test_a_table_over_its_term_is_refused_with_the_way_and_by_how_much(sheet, capsys):
    code, told = answer(capsys, "process", "check", sheet, "--term", "1wh")
    assert (code, told["ok"]) == (1, False)
    assert told["critical_path_minutes"] > told["term_minutes"] == 60
    assert told["problems"]


def test_a_faulty_row_is_named_by_its_number(tmp_path, capsys):
    file = tmp_path / "sai.xlsx"
    file.write_bytes(book(lambda sheet: sheet.cell(5, 4).__setattr__("value", "Phù thủy")))
    code, told = answer(capsys, "process", "check", file)
    assert (code, told["ok"]) == (1, False)
    assert [each["row"] for each in told["problems"]] == [5]
    assert main(["process", "check", str(file)]) == 1
    assert "dòng 5" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("quy-trinh.docx", b"PK", "Chỉ nhận tệp .xlsx hoặc .bpmn"),
        ("khong-co.xlsx", None, "Không đọc được tệp"),
    ],
)
def test_a_file_that_is_none_is_refused_with_the_reason(tmp_path, capsys, name, content, words):
    if content is not None:
        (tmp_path / name).write_bytes(content)
    code, told = answer(capsys, "process", "check", tmp_path / name)
    assert code == 1
    assert words in told["refused"]


@pytest.mark.parametrize(("name", "content"), [("rac.xlsx", b"not a zip"), ("rac.bpmn", b"<not-bpmn/>"), ("rong.bpmn", b"")])
def test_rubbish_is_a_problem_told_not_a_crash(tmp_path, capsys, name, content):
    (tmp_path / name).write_bytes(content)
    code, told = answer(capsys, "process", "check", tmp_path / name)
    assert (code, told["ok"]) == (1, False)
    assert told["problems"]
    assert told["critical_path_minutes"] is None


def test_a_workbook_without_the_columns_is_refused(tmp_path, capsys):
    empty = Workbook()
    empty.save(tmp_path / "trong.xlsx")
    assert answer(capsys, "process", "check", tmp_path / "trong.xlsx")[1]["ok"] is False


@pytest.mark.parametrize("option", ["--term", "--second-term"])
def test_a_term_that_cannot_be_counted_is_refused(sheet, capsys, option):
    code, told = answer(capsys, "process", "check", sheet, option, "năm ngày")
    assert code == 1
    assert "năm ngày" in told["refused"]


@pytest.mark.parametrize(("kind", "read"), [("xlsx", table.read), ("bpmn", bpmn_in.read)])
@pytest.mark.parametrize("procedure", [make.COPY, "1.013225"])
def test_what_is_exported_is_read_back_as_the_same_process_and_passes_the_check(tmp_path, capsys, kind, read, procedure):
    file = tmp_path / f"ra.{kind}"
    code, told = answer(capsys, "process", "export", procedure, "--format", kind, "-o", file)
    plan = make.procedure(procedure).plan.plan()
    assert (code, told["bytes"], told["steps"]) == (0, file.stat().st_size, len(plan.steps))
    assert read(file.read_bytes()).plan == plan
    assert answer(capsys, "process", "check", file)[1]["ok"]


def test_a_procedure_not_in_force_and_a_place_that_cannot_be_written_are_refused(tmp_path, capsys):
    code, told = answer(capsys, "process", "export", "9.999999", "--format", "bpmn", "-o", tmp_path / "x.bpmn")
    assert code == 1
    assert "9.999999" in told["refused"]
    code, told = answer(capsys, "process", "export", make.COPY, "--format", "bpmn", "-o", tmp_path / "khong" / "co" / "x.bpmn")
    assert code == 1
    assert "Không ghi được tệp" in told["refused"]


def test_a_format_there_is_none_of_is_wrong_usage(capsys):
    with pytest.raises(SystemExit) as stopped:
        main(["process", "export", make.COPY, "--format", "pdf", "-o", "x"])
    assert stopped.value.code == 2
