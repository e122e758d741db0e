"""Citizens find the 25 essential services: limit, fee, who decides, where to file; what nobody checked is not said as certain."""

import re

import pytest
from django.test import Client

from motcua.acts.routing import NewRouting, set_routing
from motcua.law.routing import Filing
from motcua.lib.remembering import forget
from motcua.people.actor import job
from tests import make

LIST = "/dich-vu-cong-thiet-yeu/"


def row(page: str, number: int) -> str:
    return page.partition(f">{number}.</span>")[2].partition("</tr>")[0]


def test_the_list_says_who_when_how_much_and_where(client: Client, django_assert_max_num_queries) -> None:
    make.city()
    with django_assert_max_num_queries(8):
        page = client.get(LIST).content.decode()
    residence = row(page, 3)
    for words in ("Công an xã, phường", "7 ngày làm việc", "0\u00a0đồng", "https://dichvucong.gov.vn/"):
        assert words in residence
    assert "/thu-tuc/1.001193/" in row(page, 9)
    assert "chưa kiểm chứng" in row(page, 12)
    assert "chưa kiểm chứng" not in residence
    assert "25 dịch vụ công thiết yếu" in client.get("/").content.decode()


def test_one_service_tells_what_each_class_pays_by_each_channel_and_why(client: Client) -> None:
    make.city()
    page = client.get(f"{LIST}22/").content.decode()
    assert "200.000\u00a0đồng" in page
    assert "Học sinh, sinh viên" in page
    assert "77/2025/NQ-HĐND" in page
    assert "5.000\u00a0đồng một bản (chưa kiểm chứng)" in page.split("Tại quầy")[1]
    assert "Nộp trên Cổng Dịch vụ công quốc gia" in page
    identity = client.get(f"{LIST}2/").content.decode()
    online, counter = identity.split("Tại quầy")
    assert "Cấp lại thẻ bị mất, hư hỏng: Lệ phí cấp lại thẻ căn cước, 0\u00a0đồng" in online
    assert "Cấp lại thẻ bị mất, hư hỏng: Lệ phí cấp lại thẻ căn cước, 70.000\u00a0đồng" in counter
    assert "vân tay" in identity
    assert "Nguồn: QĐ 06/QĐ-TTg" in identity


@pytest.mark.parametrize("number", range(1, 26))
def test_every_service_has_its_page_in_both_languages(client: Client, number: int) -> None:
    make.city()
    vietnamese, english = (client.get(f"{LIST}{number}/?lang={lang}") for lang in ("vi", "en"))
    assert vietnamese.status_code == english.status_code == 200
    titles = [re.search(r"<h1[^>]*>([^<]+)</h1>", each.content.decode()) for each in (vietnamese, english)]
    assert titles[0]
    assert titles[1]
    assert titles[0][1] != titles[1][1]


def test_there_is_no_twenty_sixth(client: Client) -> None:
    make.city()
    assert client.get(f"{LIST}26/").status_code == 404


def test_a_procedure_filed_on_the_national_portal_alone_leads_there_and_begins_nothing_here(client: Client) -> None:
    make.city()
    new = NewRouting(make.COPY, {"vi": "Bộ Tư pháp", "en": "Ministry of Justice"}, "1/2026/NĐ-CP", "T", make.MONDAY.date())
    outside = {"filing": Filing.NATIONAL, "address": "https://dichvucong.gov.vn/"}
    set_routing(NewRouting(**{**vars(new), **outside}), by=job("test"), at=make.MONDAY)
    forget()
    client.force_login(make.citizen(), backend="motcua.connectors.identity.backend.Backend")
    page = client.get(f"/thu-tuc/{make.COPY}/").content.decode()
    assert 'href="https://dichvucong.gov.vn/"' in page
    assert "/bat-dau/" not in page
    assert client.post(f"/thu-tuc/{make.COPY}/bat-dau/", {"_key": "x"}).headers["Location"] == f"/thu-tuc/{make.COPY}/"


def test_where_both_portals_take_it_both_are_offered_and_why_it_is_partial_is_told(client: Client) -> None:
    make.city()
    page = client.get("/thu-tuc/1.000894/").content.decode()
    assert "hoặc ngay trên trang này" in page
    assert "phải cùng có mặt ký" in page
    assert "/bat-dau/" in page or "Đăng nhập và bắt đầu" in page
