"""`motcua config export|import` and `motcua catalogue export`: folders and .zip, dry run, refusals with exit code 1."""

import json

import pytest

from motcua.catalogue.models import NationalRecord
from motcua.doors.command.__main__ import main
from tests.catalogue.pages import made_up
from tests.configuration.conftest import emptied

pytestmark = pytest.mark.django_db


def answer(capsys, *words):
    capsys.readouterr()
    code = main([*map(str, words), "--json"])
    return code, json.loads(capsys.readouterr().out)


def contents(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("name", ["bo", "bo.zip"])
def test_out_and_into_an_empty_city_and_out_again_is_the_same(tmp_path, capsys, name):
    first, second = tmp_path / name, tmp_path / f"lai-{name}"
    code, told = answer(capsys, "config", "export", first)
    assert (code, told["left_behind"]) == (0, {"draft_revisions": 0, "draft_decisions": 0})
    emptied()
    code, dry = answer(capsys, "config", "import", first, "--dry-run")
    assert (code, dry["written"], dry["ok"]) == (0, False, True)
    code, done = answer(capsys, "config", "import", first)
    assert (code, done["written"], done["new"]) == (0, True, dry["new"])
    answer(capsys, "config", "export", second)
    if name.endswith(".zip"):
        assert first.read_bytes() == second.read_bytes()
    else:
        assert contents(first) == contents(second)


def test_an_earlier_export_is_replaced_whole_and_a_folder_of_other_things_is_left_alone(tmp_path, capsys):
    answer(capsys, "config", "export", tmp_path / "bo")
    answer(capsys, "config", "export", tmp_path / "bo", "--without-agencies")
    assert not (tmp_path / "bo" / "agencies.json").exists()
    (tmp_path / "khac").mkdir()
    (tmp_path / "khac" / "thu.txt").write_text("của tôi")
    code, told = answer(capsys, "config", "export", tmp_path / "khac")
    assert code == 1
    assert "đã có tệp khác" in told["refused"]
    assert contents(tmp_path / "khac") == {"thu.txt": "của tôi".encode()}


def test_what_is_wrong_is_listed_with_its_place_and_exit_code_1(tmp_path, capsys):
    answer(capsys, "config", "export", tmp_path / "bo")
    (tmp_path / "bo" / "fees.json").unlink()
    code, told = answer(capsys, "config", "import", tmp_path / "bo")
    assert code == 1
    assert "fees.json" in told["refused"]
    assert answer(capsys, "config", "import", tmp_path / "khong-co")[0] == 1
    (tmp_path / "x.zip").write_bytes(b"rac")
    assert answer(capsys, "config", "import", tmp_path / "x.zip")[0] == 1


def test_national_records_go_out_one_a_file_and_come_in_unchanged(tmp_path, capsys):
    source = tmp_path / "trang"
    source.mkdir()
    (source / "bo.jsonl").write_text("\n".join(json.dumps(made_up(n)) for n in (1, 2, 3)), encoding="utf-8")
    answer(capsys, "catalogue", "import", source)
    code, told = answer(capsys, "catalogue", "export", tmp_path / "ra")
    assert (code, told["files"]) == (0, 3)
    assert answer(capsys, "catalogue", "import", tmp_path / "ra")[1]["unchanged"] == 3
    before = list(NationalRecord.objects.order_by("procedure__code").values_list("facts", "warnings"))
    emptied()
    assert answer(capsys, "catalogue", "import", tmp_path / "ra")[1]["created"] == 3
    assert list(NationalRecord.objects.order_by("procedure__code").values_list("facts", "warnings")) == before
    assert answer(capsys, "catalogue", "export", tmp_path / "ra")[0] == 1
