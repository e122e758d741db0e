"""Procedures that may be one, side by side and decided; ours beside the nation's, with the reason where they differ."""

import json
from dataclasses import replace
from typing import Any

import pytest
from django.test import Client

from motcua.acts.national import take_in
from motcua.audit.models import Entry
from motcua.catalogue.models import DuplicateVerdict
from motcua.catalogue.national.facts import Basis, Channel, Coded, Read, Term, Warned, as_facts
from motcua.doors.command.__main__ import main
from motcua.jobs.runs import work
from motcua.lib.remembering import forget
from motcua.people.actor import job
from motcua.people.rights import Deed
from tests import make
from tests.acts.test_national import FACTS
from tests.office.conftest import enter

LIST, TWO = "/quan-tri/thu-tuc-trung/", "/quan-tri/thu-tuc-trung/9.000001/9.000002/"


def take(code: str, **changes: Any) -> None:
    read = Read(as_facts(replace(FACTS, code=code, **changes)), (Warned("service_level", "Trang không nói."),), "0" * 64)
    take_in(read, source="portal", by=job("test"), at=make.MONDAY)


@pytest.fixture
def two() -> None:
    take("9.000001")
    take("9.000002", name="Thủ tục cấp thẻ thử", sector="Lĩnh vực khác")


def look(client: Client) -> None:
    """Press the button and let the work be done."""
    answer = client.post(f"{LIST}tim/", {"_key": make.key()})
    work(answer["Location"].rstrip("/").rpartition("/")[2])


def page(client: Client, address: str) -> str:
    return str(client.get(address).content.decode())


@pytest.mark.usefixtures("two")
def test_a_pair_stands_in_the_list_until_it_is_found_to_differ(controller: Client) -> None:
    assert "Chưa tìm lần nào" in page(controller, LIST)
    look(controller)
    assert "Cùng tên" in page(controller, LIST)
    beside = page(controller, TWO)
    assert "Lĩnh vực khác" in beside
    answer = controller.post(TWO, {"_key": make.key(), "verdict": "different", "note": "Khác đối tượng."}, follow=True)
    assert "Đã ghi kết luận." in answer.content.decode()
    assert TWO not in page(controller, LIST)
    assert "Khác đối tượng." in page(controller, f"{LIST}?xong=1")
    assert Entry.objects.filter(act=Deed.JUDGE_DUPLICATE).count() == 1


@pytest.mark.usefixtures("two")
def test_a_duplicate_stays_in_the_list_with_what_is_to_be_done(controller: Client) -> None:
    look(controller)
    controller.post(TWO, {"_key": make.key(), "verdict": "duplicate", "note": "Đề nghị Bộ bỏ một mã."})
    assert "Đề nghị Bộ bỏ một mã." in page(controller, LIST)
    controller.post(TWO, {"_key": make.key(), "verdict": "different", "note": "Bộ trả lời: khác nhau."})
    assert DuplicateVerdict.objects.count() == 2
    assert "Đề nghị Bộ bỏ một mã." in page(controller, TWO)


@pytest.mark.usefixtures("two")
@pytest.mark.parametrize("typed", [{"verdict": "different", "note": " "}, {"verdict": "", "note": "x"}, {"verdict": "drop", "note": "x"}])
def test_a_verdict_without_choice_or_reason_is_refused_and_loses_nothing(controller: Client, typed: dict[str, str]) -> None:
    answer = controller.post(TWO, {"_key": make.key(), **typed})
    assert answer.status_code == 422
    assert "Chưa ghi được" in answer.content.decode()
    assert typed["note"] in answer.content.decode()
    assert not DuplicateVerdict.objects.exists()


@pytest.mark.usefixtures("two")
def test_an_administrator_reads_and_does_not_decide(administrator: Client) -> None:
    assert "Ghi kết luận</button>" not in page(administrator, TWO)
    assert administrator.post(TWO, {"_key": make.key(), "verdict": "different", "note": "x"}).status_code == 422
    assert not DuplicateVerdict.objects.exists()


def test_others_do_not_enter(two: None) -> None:
    assert enter(make.officer("receiver")).get(LIST).status_code == 403


@pytest.mark.parametrize("address", [f"{LIST}9.000001/9.9/", "/quan-tri/thu-tuc/9.9/ban-ghi-quoc-gia/"])
def test_a_code_there_is_none_of_is_not_found(controller: Client, two: None, address: str) -> None:
    assert controller.get(address).status_code == 404


def same_copy(**changes: Any) -> None:
    whole: dict[str, Any] = {
        "name": "Thủ tục cấp bản sao từ sổ gốc",
        "sector": "Chứng thực",
        "decision": "1357/QĐ-BTP",
        "channels": tuple(Channel(way, Term(1, "Ngày làm việc"), "", (), "") for way in ("Trực tuyến", "Trực tiếp")),
        "results": (Coded("KQ.G15.000024", "Bản sao"),),
        "legal_bases": (Basis("23/2015/NĐ-CP", "Cấp bản sao từ sổ gốc"),),
    }
    take(make.COPY, **(whole | changes))


def test_ours_beside_the_nations_says_where_they_differ_and_why(controller: Client) -> None:
    same_copy()
    said = page(controller, f"/quan-tri/thu-tuc/{make.COPY}/ban-ghi-quoc-gia/")
    assert "Giấy tờ tùy thân lấy từ cơ sở dữ liệu dân cư" in said
    assert "Điều chưa chắc của bản ghi" in said
    assert "Lần 1" in said


def test_the_command_tells_the_same_part_by_part(capsys: pytest.CaptureFixture[str]) -> None:
    same_copy(sector="Lĩnh vực lạ")
    capsys.readouterr()
    assert main(["catalogue", "diff", make.COPY, "--json"]) == 0
    parts = {each["part"]: each for each in json.loads(capsys.readouterr().out)}
    assert parts["name"]["agrees"] is True
    assert parts["term"]["agrees"] is True
    assert parts["sector"] == {"part": "sector", "ours": ["Chứng thực"], "national": ["Lĩnh vực lạ"], "agrees": False, "reason": None}
    assert parts["papers"]["reason"]
    assert main(["catalogue", "diff", "9.9", "--json"]) == 1


@pytest.mark.usefixtures("two")
def test_the_command_lists_pairs_that_are_not_decided(controller: Client, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    main(["catalogue", "duplicates", "--json"])
    (found,) = [each for each in json.loads(capsys.readouterr().out) if "9.000001" in each["codes"]]
    assert (found["codes"], found["why"], found["score"]) == (["9.000001", "9.000002"], "Cùng tên", 1.0)
    controller.post(TWO, {"_key": make.key(), "verdict": "different", "note": "Khác."})
    main(["catalogue", "duplicates", "--json"])
    assert "9.000001" not in capsys.readouterr().out


@pytest.mark.usefixtures("two")
def test_the_list_costs_few_queries(controller: Client, django_assert_max_num_queries: Any) -> None:
    look(controller)
    controller.get(LIST)
    with django_assert_max_num_queries(11):
        controller.get(LIST)


@pytest.mark.usefixtures("two")
def test_the_pairs_are_kept_with_when_they_were_found_and_the_page_says_when_the_catalogue_changed_since(controller: Client) -> None:
    look(controller)
    assert "Lần tìm lúc" in page(controller, LIST)
    assert "Danh mục đã đổi" not in page(controller, LIST)
    take("9.000003")
    forget()
    assert "Danh mục đã đổi" in page(controller, LIST)
    assert "9.000003" not in page(controller, LIST)
    look(controller)
    assert "9.000003" in page(controller, LIST)


@pytest.mark.usefixtures("two")
def test_while_a_search_runs_the_page_says_so(controller: Client) -> None:
    controller.post(f"{LIST}tim/", {"_key": make.key()})
    assert "Đang tìm lại" in page(controller, LIST)
