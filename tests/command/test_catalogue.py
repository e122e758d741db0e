"""`motcua catalogue import|show`: whole or not at all, the rest goes on, a second time changes nothing."""

import json

import pytest
from openpyxl import Workbook

from motcua.audit.models import Entry
from motcua.catalogue.models import NationalRecord
from motcua.catalogue.national.sources import LABELS
from motcua.doors.command.__main__ import main
from tests import make
from tests.catalogue.pages import made_up

pytestmark = pytest.mark.django_db


def answer(capsys, *words):
    capsys.readouterr()
    code = main([*map(str, words), "--json"])
    return code, json.loads(capsys.readouterr().out)


@pytest.fixture
def pages(tmp_path):
    """A folder with one file of three good pages, a broken line, and one page again."""
    lines = [json.dumps(made_up(n)) for n in (1, 2, 3)]
    (tmp_path / "bo-thu.jsonl").write_text("\n".join([*lines, '{"ma_thu_tuc": "9.9', json.dumps(made_up(2))]), encoding="utf-8")
    return tmp_path


def test_a_broken_line_and_a_doubled_code_are_told_and_the_rest_is_taken_in(pages, capsys):
    code, done = answer(capsys, "catalogue", "import", pages, "--source", "portal")
    assert code == 0
    assert (done["read"], done["created"], done["updated"], done["unchanged"]) == (5, 3, 0, 0)
    assert [each["code"] for each in done["rejected"]] == ["", "9.000002"]
    assert "dòng 4" in done["rejected"][0]["why"]
    assert "dòng 2" in done["rejected"][1]["why"]
    assert {"code": "9.000001", "field": "service_level"}.items() <= next(
        w for w in done["warnings"] if w["field"] == "service_level"
    ).items()


def test_a_second_import_changes_nothing_and_a_changed_page_makes_one_version(pages, capsys):
    answer(capsys, "catalogue", "import", pages)
    before = (NationalRecord.objects.count(), Entry.objects.count())
    _, again = answer(capsys, "catalogue", "import", pages)
    assert (again["created"], again["updated"], again["unchanged"]) == (0, 0, 3)
    assert (NationalRecord.objects.count(), Entry.objects.count()) == before
    (pages / "bo-thu.jsonl").write_text(json.dumps({**made_up(1), "linh_vuc": "Lĩnh vực khác"}), encoding="utf-8")
    _, third = answer(capsys, "catalogue", "import", pages / "bo-thu.jsonl")
    assert (third["created"], third["updated"], third["unchanged"]) == (0, 1, 0)
    assert NationalRecord.objects.filter(procedure__code="9.000001").count() == 2


def test_show_prints_the_facts_that_an_export_brings_back_unchanged(pages, capsys):
    answer(capsys, "catalogue", "import", pages)
    code, facts = answer(capsys, "catalogue", "show", "9.000001")
    assert code == 0
    assert {
        "code",
        "name",
        "sector",
        "levels",
        "channels",
        "cases",
        "results",
        "legal_bases",
        "applicants",
        "complete",
        "service_level",
    } <= set(facts)
    assert {"channel", "term", "fees"} <= set(facts["channels"][0])
    assert {"name", "originals", "copies", "forms"} == set(facts["cases"][0]["requirements"][0])
    record = NationalRecord.objects.get(procedure__code="9.000001")
    (pages / "ours.json").write_text(json.dumps([{"facts": record.facts, "warnings": record.warnings}]), encoding="utf-8")
    _, done = answer(capsys, "catalogue", "import", pages / "ours.json")
    assert (done["unchanged"], done["rejected"]) == (1, [])


def test_a_spreadsheet_of_the_same_fields_reads_as_the_page_does(pages, tmp_path, capsys):
    answer(capsys, "catalogue", "import", pages)
    book = Workbook()
    sheet = book.worksheets[0]
    keys = [key for key in LABELS if key in made_up(1)]
    sheet.append([LABELS[key] for key in keys])
    for number in (1, 2, 3):
        sheet.append([made_up(number)[key] for key in keys])
    book.save(tmp_path / "bang.xlsx")
    _, done = answer(capsys, "catalogue", "import", tmp_path / "bang.xlsx")
    assert (done["unchanged"], done["rejected"]) == (3, [])


@pytest.mark.parametrize(
    "name, content",
    [
        ("a.txt", b"x"),
        ("b.xlsx", b"not a workbook"),
        ("c.jsonl", b"\xff\xfe broken"),
        ("d.json", b"[1, 2]"),
        ("e.json", b'[{"code": "9.1", "name": "A", "channels": 5}]'),
        ("f.json", b"["),
    ],
)
def test_what_cannot_be_read_at_all_is_refused_in_words(name, content, tmp_path, capsys):
    (tmp_path / name).write_bytes(content)
    code, refused = answer(capsys, "catalogue", "import", tmp_path / name)
    assert code == 1
    assert refused.get("refused") or refused["rejected"]
    assert not NationalRecord.objects.exists()


def test_a_path_that_is_not_there_and_a_code_that_is_unknown_are_refused(tmp_path, capsys):
    assert answer(capsys, "catalogue", "import", tmp_path / "none.jsonl")[0] == 1
    assert answer(capsys, "catalogue", "show", "9.999999")[0] == 1


def test_what_only_the_city_publishes_is_shown_in_the_same_shape(pages, capsys):
    make.city()
    answer(capsys, "catalogue", "import", pages)
    _, nation = answer(capsys, "catalogue", "show", "9.000001")
    code, ours = answer(capsys, "catalogue", "show", make.COPY)
    assert code == 0
    assert set(ours) <= set(nation)
    assert set(ours["channels"][0]) <= set(nation["channels"][0])
    assert set(ours["cases"][0]["requirements"][0]) == set(nation["cases"][0]["requirements"][0])
    assert (ours["channels"][0]["term"], ours["service_level"]) == ({"amount": 1, "unit": "Ngày làm việc"}, "toàn trình")
    assert main(["catalogue", "show", make.COPY]) == 0


def test_a_person_reads_the_record_line_by_line(pages, capsys):
    main(["catalogue", "import", str(pages)])
    capsys.readouterr()
    assert main(["catalogue", "show", "9.000001"]) == 0
    shown = capsys.readouterr().out
    assert "Ngày làm việc" in shown
    assert "bản chính" in shown
