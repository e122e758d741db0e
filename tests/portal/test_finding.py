"""Before beginning: search, and what a procedure costs, needs and promises."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tests import make
from tests.portal.conftest import other, signed_in, words


@pytest.mark.parametrize("typed", ["khai sinh", "khai sinh cho con", "giay khai sinh", "KHAI SINH", "1.001193"])
def test_a_procedure_is_found_by_words_with_or_without_diacritics(stranger: Client, typed: str) -> None:
    page = stranger.get("/thu-tuc/", {"q": typed})
    assert page.status_code == 200
    assert 'href="/thu-tuc/1.001193/"' in page.content.decode()


def test_a_search_that_finds_nothing_says_what_to_do(stranger: Client) -> None:
    said = words(stranger.get("/thu-tuc/", {"q": "xyzzy qwerty"}))
    assert "Không tìm thấy thủ tục nào hợp với “xyzzy qwerty”" in said
    assert "Xem mọi thủ tục" in said


def test_every_example_and_event_of_home_that_names_a_procedure_we_have_finds_it(stranger: Client) -> None:
    from motcua.doors.portal.home import EXAMPLES

    for example in EXAMPLES:
        assert "tasks" in stranger.get("/thu-tuc/", {"q": str(example)}).content.decode()


def test_home_puts_search_first_and_keeps_my_affairs_for_who_is_signed_in(stranger: Client, hers: Client) -> None:
    assert "Bạn cần làm việc gì?" in words(stranger.get("/"))
    assert "Bạn chưa có hồ sơ nào." not in words(stranger.get("/"))
    assert "Bạn chưa có hồ sơ nào." in words(hers.get("/"))


def test_home_says_whose_turn_it_is(hers: Client, citizen: Any) -> None:
    make.draft(make.BIRTH, citizen)
    make.received(make.COPY, citizen)
    said = words(hers.get("/"))
    assert "Chờ bạn nộp" in said
    assert "Đã tiếp nhận" in said
    assert "Hẹn trả 17:30 hôm nay · UBND phường Cửa Nam" in said.replace("Ủy ban nhân dân", "UBND")


def test_before_beginning_one_knows_cost_date_papers_and_law(stranger: Client) -> None:
    said = words(stranger.get(f"/thu-tuc/{make.COPY}/"))
    for told in (
        "Cấp bản sao từ sổ gốc",
        "Bạn trả 0 đồng",
        "Trước 17:30 hôm nay",
        "Vì sao ngày này?",
        "Giấy tờ tùy thân: bạn không phải nộp",
        "Giấy tờ chứng minh quan hệ với người được cấp bản chính, chỉ trong một số trường hợp",
        "Trực tuyến",
        "126 nơi giải quyết",
        "Lãnh đạo ký",
        "23/2015/NĐ-CP",
        "Đăng nhập và bắt đầu",
    ):
        assert told in said


def test_after_the_cut_off_the_date_moves_and_says_which_days_do_not_count(stranger: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: make.later(hours=6, minutes=1))
    said = words(stranger.get(f"/thu-tuc/{make.COPY}/"))
    assert "Trước 17:30 thứ Tư 25/11" in said
    assert "Ngày không tính: 24/11/2026: " in said


def test_a_procedure_that_is_not_published_is_not_found(stranger: Client) -> None:
    assert stranger.get("/thu-tuc/9.999999/").status_code == 404


def test_who_is_not_signed_in_is_sent_to_sign_in_and_back(stranger: Client) -> None:
    page = stranger.get(f"/thu-tuc/{make.COPY}/").content.decode()
    assert f'href="/dang-nhap/?next=/thu-tuc/{make.COPY}/"' in page
    assert stranger.post(f"/thu-tuc/{make.COPY}/bat-dau/").headers["Location"].startswith("/dang-nhap/?next=")


def test_an_officer_cannot_apply_with_the_office_account() -> None:
    answer = signed_in(make.officer()).post(f"/thu-tuc/{make.COPY}/bat-dau/")
    assert answer.headers["Location"].startswith("/dang-nhap/")


def test_pages_speak_english(stranger: Client) -> None:
    assert "Certified copy from the original register" in words(stranger.get(f"/thu-tuc/{make.COPY}/?lang=en"))


def test_home_and_lists_cost_the_same_however_many_dossiers(hers: Client, citizen: Any, django_assert_max_num_queries: Any) -> None:
    for _ in range(3):
        make.received(make.COPY, citizen)
        make.submitted(make.BIRTH, citizen)
    make.received(make.COPY, other())
    hers.get("/")  # the catalogue is listed once, then kept until it changes
    with django_assert_max_num_queries(9):
        hers.get("/")
    with django_assert_max_num_queries(7):
        hers.get("/viec-cua-toi/")
    with django_assert_max_num_queries(9):
        hers.get(f"/thu-tuc/{make.COPY}/")
