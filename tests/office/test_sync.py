"""The office sees which agency lags behind the national portal, why, and the indicator against the totals it is given."""

from django.test import Client

from tests import make

PAGE = "/quan-tri/dong-bo/"


def test_the_page_shows_each_agency_and_the_indicator_by_our_own_total(controller: Client) -> None:
    make.received()
    page = controller.get(PAGE).content.decode()
    assert "UBND phường Cửa Nam" in page
    assert "theo sổ của ta" in page
    assert "1 hồ sơ đang chờ gửi" in page
    assert "0.00" in page or "0,00" in page


def test_the_totals_given_are_what_it_is_counted_against(administrator: Client) -> None:
    make.received()
    page = administrator.get(PAGE, {"thang": "11/2026", "bao-cao": "1.000", "tren-cong": "2000"}).content.decode()
    assert "2000" in page or "2.000" in page
    assert "theo sổ của ta" not in page


def test_an_empty_month_says_what_will_come(controller: Client) -> None:
    page = controller.get(PAGE, {"thang": "01/2025"}).content.decode()
    assert "Tháng này chưa tiếp nhận hồ sơ nào" in page


def test_what_cannot_be_read_is_said_and_what_was_typed_stands(controller: Client) -> None:
    answer = controller.get(PAGE, {"thang": "tháng mười", "bao-cao": "nhiều"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "ví dụ 11/2026" in page
    assert 'value="nhiều"' in page


def test_who_keeps_no_office_does_not_see_it() -> None:
    from tests.office.conftest import enter

    assert enter(make.officer("receiver")).get(PAGE).status_code == 403
