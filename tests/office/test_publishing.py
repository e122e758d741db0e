"""The controller keeps procedures: a draft, a decision, what blocks it, two revisions side by side, in time or late."""

import re

import pytest
from django.test import Client

from motcua.catalogue.finding import in_force
from motcua.catalogue.models import Publication, Revision
from motcua.lib.remembering import forget
from tests import make
from tests.office.conftest import enter

TODAY = make.MONDAY.date()
ONE = f"/quan-tri/thu-tuc/{make.COPY}/"


def post(client: Client, address: str, **values: str) -> str:
    """Send a form and return the page it leads to."""
    answer = client.post(address, {"_key": make.key(), **values}, follow=True)
    assert answer.status_code in (200, 422)
    return str(answer.content.decode())


def amended(client: Client, **changes: str) -> str:
    """Begin a draft and save its facts as they stand on the page, some changed."""
    page = post(client, f"{ONE}ban-thao/")
    typed = dict(re.findall(r'<input class="govuk-input" id="(\w+)" name="\w+"[^>]*value="([^"]*)"', page))
    typed |= dict(re.findall(r'<textarea [^>]*name="(\w+)"[^>]*>\n([^<]*)</textarea>', page))
    typed |= dict(re.findall(r'<select [^>]*name="(\w+)".*?<option value="(\w+)" selected>', page, re.DOTALL))
    return post(client, f"{ONE}ban-thao/sua/", **{**typed, **changes})


def begun(client: Client) -> str:
    post(
        client,
        "/quan-tri/cong-bo/",
        issuer="province",
        agency_name="",
        legal_text="12/2026/QĐ-UBND",
        text_effective="2026-12-31",
        fast_track="no",
    )
    return f"/quan-tri/cong-bo/{Publication.objects.get(legal_text='12/2026/QĐ-UBND').pk}/"


def test_a_change_goes_from_a_draft_through_a_decision_into_force(controller: Client) -> None:
    page = amended(controller, term="3wd")
    assert "Bản thảo" in page
    assert "Đủ điều kiện công bố" in page
    decision = begun(controller)
    assert make.COPY in post(controller, decision, _do="put", code=make.COPY, change="amend")
    page = post(controller, decision, _do="decide", number="700/QĐ-UBND", signed_on="2026-11-23", valid_from="2026-11-23")
    assert "Công bố đúng hạn" in page
    assert "Công khai trước hết ngày 01/12/2026" in page
    forget()
    assert in_force(make.COPY, TODAY).term == "3wd"
    assert "Công khai đúng hạn" in post(controller, decision, _do="enter", entered_on="2026-11-23")
    compared = controller.get(f"{ONE}so-sanh/1/2/").content.decode()
    assert "<ins>3wd</ins>" in compared
    assert "700/QĐ-UBND" in controller.get(ONE).content.decode()


def test_what_blocks_is_named_on_the_procedure_on_the_decision_and_when_deciding(controller: Client) -> None:
    page = amended(controller, full_online="no", applicants="")
    for each in ("Đối tượng thực hiện", "phải công bố lý do"):
        assert each in page
    decision = begun(controller)
    page = post(controller, decision, _do="put", code=make.COPY, change="amend")
    assert "phải công bố lý do" in page
    page = post(controller, decision, _do="decide", number="700/QĐ-UBND", signed_on="2026-11-23", valid_from="2026-11-23")
    assert "Chưa công bố được thủ tục 2.000908" in page
    assert 'value="700/QĐ-UBND"' in page, "what was typed stands there still"
    assert Publication.objects.get(legal_text="12/2026/QĐ-UBND").decided_at is None


@pytest.mark.parametrize(
    "typed,says",
    [
        ({"_do": "put", "code": "9.999999", "change": "amend"}, "Không có thủ tục mã này"),
        ({"_do": "put", "code": make.COPY, "change": "destroy"}, "Chọn một mục"),
        ({"_do": "put", "code": make.COPY, "change": "amend"}, "chưa có bản thảo"),
        ({"_do": "decide", "number": "1", "signed_on": "hôm nay", "valid_from": "2026-11-23"}, "Ghi ngày như"),
        ({"_do": "decide", "number": "1", "signed_on": "2026-11-23", "valid_from": "2026-11-23"}, "ít nhất một thủ tục"),
    ],
)
def test_bad_input_is_told_and_changes_nothing(controller: Client, typed: dict[str, str], says: str) -> None:
    assert says in post(controller, begun(controller), **typed)
    assert Publication.objects.get(legal_text="12/2026/QĐ-UBND").decided_at is None


def test_a_term_that_cannot_be_read_is_told_beside_its_question(controller: Client) -> None:
    page = amended(controller, term="nhanh")
    assert "Không hiểu thời hạn" in page
    assert Revision.objects.get(procedure__code=make.COPY, valid_from=None).term != "nhanh"


def test_a_procedure_is_abolished_and_taken_out_again_before_that(controller: Client) -> None:
    decision = begun(controller)
    page = post(controller, decision, _do="put", code=make.BIRTH, change="abolish")
    out = re.search(r'action="([^"]+/dua-ra/[^"]+)"', page)
    assert out
    assert "Chưa có thủ tục nào" in post(controller, out[1])
    post(controller, decision, _do="put", code=make.BIRTH, change="abolish")
    post(controller, decision, _do="decide", number="701/QĐ-UBND", signed_on="2026-11-23", valid_from="2026-11-23")
    assert "Đã bãi bỏ" in controller.get("/quan-tri/thu-tuc/?q=khai+sinh").content.decode()


def test_a_draft_can_be_thrown_away(controller: Client) -> None:
    amended(controller, term="3wd")
    assert "Soạn bản sửa đổi" in post(controller, f"{ONE}ban-thao/bo/")
    assert controller.get(f"{ONE}ban-thao/sua/").status_code == 404


def test_the_list_finds_by_words_and_by_what_is_missing(controller: Client, django_assert_max_num_queries) -> None:
    with django_assert_max_num_queries(14):
        page = controller.get("/quan-tri/thu-tuc/").content.decode()
    assert make.BIRTH in page
    assert make.BIRTH not in controller.get("/quan-tri/thu-tuc/?q=so+goc").content.decode()
    revision = make.procedure(make.BIRTH)
    revision.facts.pop("applicants")
    Revision.objects.filter(pk=revision.pk).update(facts=revision.facts)
    lacking = controller.get("/quan-tri/thu-tuc/?thieu=1").content.decode()
    assert make.BIRTH in lacking
    assert make.COPY not in lacking


def test_what_lacks_something_is_found_wherever_it_stands_in_the_list(controller: Client, monkeypatch) -> None:
    monkeypatch.setattr("motcua.doors.office.procedures.PER_PAGE", 2)
    last = make.procedure(make.COPY)
    assert make.COPY not in controller.get("/quan-tri/thu-tuc/").content.decode()
    last.facts.pop("applicants")
    Revision.objects.filter(pk=last.pk).update(facts=last.facts)
    assert make.COPY in controller.get("/quan-tri/thu-tuc/?thieu=1").content.decode()


def test_an_administrator_reads_and_does_not_decide() -> None:
    client = enter("administrator")
    for address in ("/quan-tri/thu-tuc/", ONE, "/quan-tri/cong-bo/"):
        assert client.get(address).status_code == 200
    assert client.post(f"{ONE}ban-thao/", {"_key": make.key()}).status_code == 403
    page = post(client, "/quan-tri/cong-bo/", issuer="province", agency_name="", legal_text="1", text_effective="", fast_track="no")
    assert "Bạn không có quyền" in page
    assert not Publication.objects.filter(legal_text="1").exists()


@pytest.mark.parametrize("address", ["thu-tuc/", f"thu-tuc/{make.COPY}/", "cong-bo/"])
def test_nobody_else_comes_in(address: str) -> None:
    assert enter(make.officer("receiver")).get(f"/quan-tri/{address}").status_code == 403
