"""Procedures the city has not published: found, explained, not to be applied for; events of a life; what to prepare."""

from dataclasses import replace
from typing import Any

import pytest
from django.test import Client

from motcua.acts.national import take_in
from motcua.catalogue.national.facts import Asked, Case, Channel, Fee, Read, Term, as_facts
from motcua.people.actor import job
from tests import make
from tests.acts.test_national import FACTS
from tests.catalogue.pages import made_up
from tests.portal.conftest import words

CODE = "9.000001"


@pytest.fixture(autouse=True)
def _record() -> None:

    cases = (
        Case("Trường hợp cấp mới:", (Asked("- Tờ khai cấp mới", 1, 0, ("to khai.docx",)),)),
        Case("Trường hợp cấp lại:", (Asked("- Đơn xin cấp lại", 1, 2),)),
        Case("", (Asked("- Ảnh thẻ", 2, 0),)),
    )
    channels = (Channel("Trực tiếp", Term(5, "Ngày làm việc"), "", (Fee(135, "VND", "mỗi lần"),), ""),)
    read = Read(as_facts(replace(FACTS, cases=cases, channels=channels)), (), "0" * 64)
    take_in(read, source="portal", by=job("test"), at=make.MONDAY)


def test_a_procedure_known_only_nationally_is_found_and_told_apart(stranger: Client) -> None:
    page = stranger.get("/thu-tuc/", {"q": "cap the thu"})
    assert f'href="/thu-tuc/{CODE}/"' in page.content.decode()
    assert "Xem cách làm" in words(page)


def test_its_page_says_what_it_needs_costs_and_when_and_where_to_file(stranger: Client) -> None:
    said = words(stranger.get(f"/thu-tuc/{CODE}/"))
    for told in (
        "Thủ tục này chưa nộp được ở đây",
        "135 đồng (mỗi lần)",
        "5 ngày làm việc",
        "Tờ khai cấp mới",
        "Mẫu: to khai.docx",
        "1/2026/NĐ-CP",
    ):
        assert told in said
    assert "Đăng nhập và bắt đầu" not in said
    assert stranger.post(f"/thu-tuc/{CODE}/bat-dau/").status_code in (302, 404)


def test_the_case_is_asked_and_the_list_holds_its_papers_and_everybodys(stranger: Client) -> None:
    assert "Danh sách của bạn" not in words(stranger.get(f"/thu-tuc/{CODE}/chuan-bi/"))
    said = words(stranger.get(f"/thu-tuc/{CODE}/chuan-bi/", {"truong-hop": "1"}))
    assert "Đơn xin cấp lại 1 bản chính, 2 bản sao" in said
    assert "Ảnh thẻ" in said
    assert "Tờ khai cấp mới" not in said
    assert "Tờ khai cấp mới" in words(stranger.get(f"/thu-tuc/{CODE}/chuan-bi/", {"truong-hop": "tat-ca"}))


def test_our_own_procedure_asks_what_its_conditions_rest_on(stranger: Client) -> None:
    asked = words(stranger.get(f"/thu-tuc/{make.COPY}/chuan-bi/"))
    assert "Xem danh sách" in asked
    relation = {"relation": "relative"}
    said = words(stranger.get(f"/thu-tuc/{make.COPY}/chuan-bi/", relation))
    assert "Giấy tờ chứng minh quan hệ" in said
    assert "Không phải mang: cơ quan đã có dữ liệu này." in said
    assert "Giấy tờ chứng minh quan hệ" not in words(stranger.get(f"/thu-tuc/{make.COPY}/chuan-bi/", {"relation": "self"}))


def test_the_list_goes_to_a_phone_by_an_address_without_anything_personal(stranger: Client) -> None:
    page = stranger.get(f"/thu-tuc/{CODE}/chuan-bi/", {"truong-hop": "1", "ten": "Nguyễn Văn A"}).content.decode()
    assert "Nguyễn" not in page
    assert f"/thu-tuc/{CODE}/chuan-bi/ma-qr.svg?truong-hop=1" in page
    picture = stranger.get(f"/thu-tuc/{CODE}/chuan-bi/ma-qr.svg", {"truong-hop": "1"})
    assert picture["Content-Type"] == "image/svg+xml"
    assert picture.content.startswith(b"<?xml")


@pytest.mark.parametrize("address", ["/thu-tuc/9.999999/chuan-bi/", "/thu-tuc/9.999999/chuan-bi/ma-qr.svg", "/viec/khong-co/"])
def test_what_is_not_there_is_not_found(stranger: Client, address: str) -> None:
    assert stranger.get(address).status_code == 404


def test_an_event_of_life_lists_what_is_done_first_things_first(stranger: Client) -> None:
    page = stranger.get("/viec/ket-hon/").content.decode()
    assert page.index("/thu-tuc/1.004873/") < page.index("/thu-tuc/1.000894/")
    assert 'href="/viec/sinh-con/"' in stranger.get("/").content.decode()


def test_who_asks_narrows_and_an_unknown_one_does_not(stranger: Client) -> None:
    assert "Cấp thẻ thử" in words(stranger.get("/thu-tuc/", {"q": "cấp thẻ thử", "cho": "cong-dan"}))
    assert "Cấp thẻ thử" not in words(stranger.get("/thu-tuc/", {"q": "cấp thẻ thử", "cho": "doanh-nghiep"}))
    assert "Cấp thẻ thử" in words(stranger.get("/thu-tuc/", {"q": "cấp thẻ thử", "cho": "'; --"}))


def test_results_say_why_they_are_there(stranger: Client) -> None:
    assert "theo luật gọi là “đăng ký khai tử”" in words(stranger.get("/thu-tuc/", {"q": "bố tôi mới mất"}))
    assert "hiểu là “" in words(stranger.get("/thu-tuc/", {"q": "cấp thẻ thửf"}))


def test_a_search_costs_few_queries_however_many_there_are(stranger: Client, django_assert_max_num_queries: Any) -> None:
    from motcua.catalogue.national.page import read_page

    for number in range(2, 30):
        take_in(read_page(made_up(number)), source="portal", by=job("test"), at=make.MONDAY)
    stranger.get("/thu-tuc/", {"q": "cấp thẻ"})
    with django_assert_max_num_queries(3):
        stranger.get("/thu-tuc/", {"q": "cấp giấy phép nuôi ong"})
    with django_assert_max_num_queries(3):
        stranger.get("/")
