"""`motcua agency`: differences first, then the merger, its undo, an officer who moves, codes without gaps."""

import json

import pytest

from motcua.acts.people import NewAgency, establish
from motcua.doors.command.__main__ import main
from motcua.dossiers.models import Dossier, VoidedCode
from motcua.people.actor import job
from motcua.people.models import AgencyKind, Post, Succession, User
from tests import make

pytestmark = pytest.mark.django_db
NEW = "H26.901"


@pytest.fixture
def file(tmp_path):
    establish(NewAgency(NEW, "UBND phường Mới", AgencyKind.COMMUNE, "H26"), by=job("test"), at=make.MONDAY)
    path = tmp_path / "merge.csv"
    path.write_text(f"\ufeffold_code,new_code\n{make.WARD},{NEW}\n", encoding="utf-8")
    return path


def asked(capsys, *words):
    """Run the command for a machine; return its exit code and its answer."""
    code = main(["agency", *map(str, words), "--json"])
    return code, json.loads(capsys.readouterr().out)


def test_a_dry_run_shows_the_differences_and_moves_nothing(capsys, file):
    make.received()
    code, told = asked(capsys, "merge", "--dry-run", file)
    assert code == 0
    assert (told["agencies"], told["dossiers"], told["problems"]) == (1, 1, [])
    assert told["officers"] == Post.objects.filter(agency__code=make.WARD).values("user").distinct().count()
    assert not Succession.objects.exists()
    assert main(["agency", "merge", "--dry-run", str(file)]) == 0
    assert "Chuyển 1 hồ sơ đang mở" in capsys.readouterr().out


def test_the_merger_and_its_undo(capsys, file):
    make.received()
    code, told = asked(capsys, "merge", file, "--decision", "NQ 1")
    assert (code, told["moved"]["dossiers"]) == (0, 1)
    assert Dossier.objects.get().receiver.code == NEW
    code, back = asked(capsys, "unmerge", told["id"])
    assert (code, back["agencies"], back["dossiers"]) == (0, 1, 1)
    assert Dossier.objects.get().receiver.code == make.WARD
    code, again = asked(capsys, "unmerge", told["id"])
    assert (code, list(again)) == (1, ["refused"])


def test_a_divided_agency_is_listed_as_problems_and_refused(capsys, file):
    dossier = make.received()
    file.write_text(f"old_code,new_code,share\n{make.WARD},{NEW},part\n{make.WARD},H26.101,part\n")
    code, told = asked(capsys, "merge", "--dry-run", file)
    assert code == 0
    assert any(str(dossier.code) in problem["why"] for problem in told["problems"])
    code, told = asked(capsys, "merge", file)
    assert (code, "moved" in told) == (1, False)
    assert not Succession.objects.exists()


@pytest.mark.parametrize("text", ["", "a,b\n1,2\n", "old_code,new_code\n", "\x00\x01"])
def test_a_file_that_is_no_table_is_refused_in_a_sentence(capsys, file, text):
    file.write_text(text)
    code, told = asked(capsys, "merge", "--dry-run", file)
    assert code == 1
    assert told["refused"]


def test_what_is_no_text_or_not_there_is_refused(capsys, tmp_path):
    (tmp_path / "binary.csv").write_bytes(b"\xff\xfe\x00old")
    assert asked(capsys, "merge", tmp_path / "binary.csv")[0] == 1
    assert asked(capsys, "merge", tmp_path / "none.csv")[0] == 1
    assert asked(capsys, "unmerge", "01a207df-cde1-715e-8909-333ebc40d73e")[0] == 1


def test_an_officer_moves_and_a_colleague_takes_over(capsys):
    dossier = make.at_step("work")
    leaving = User.objects.get(pk=str(dossier.step_officer_id)).username
    colleague = make.new_officer("case_officer").username
    code, told = asked(capsys, "move-officer", leaving, "--from", make.WARD, "--to", colleague)
    assert (code, told) == (0, {"posts": 1, "given": 1, "pooled": 0})
    assert asked(capsys, "move-officer", leaving)[0] == 1
    assert asked(capsys, "move-officer", "nobody")[0] == 1
    assert asked(capsys, "move-officer", colleague, "--from", "H26.7")[0] == 1


def test_codes_are_checked_and_one_is_given_up_with_a_reason(capsys):
    dossier = make.received()
    code, told = asked(capsys, "void-code", make.WARD, "--reason", "Ghi nhầm trên giấy")
    assert (code, told["code"]) == (0, VoidedCode.objects.get().code)
    code, told = asked(capsys, "codes")
    assert (code, told["given"], told["borne"], told["voided"], told["gaps"]) == (0, 2, 1, 1, [])
    Dossier.objects.filter(pk=dossier.pk).update(code=None)
    code, told = asked(capsys, "codes", "--agency", make.WARD, "--from", "2026-11-23", "--to", "2026-11-23")
    assert (code, told["gaps"]) == (1, ["H26.105-261123-0001"])
