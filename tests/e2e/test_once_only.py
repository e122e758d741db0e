"""A household business in a real browser: filled in with leave; in an outage typed by hand, a paper asked instead, and fetched later."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests import make
from tests.e2e import people
from tests.e2e.conftest import City

pytestmark = pytest.mark.browser

Shot = Callable[[Page, str], None]
Axe = Callable[[Page], None]
NAME = "Đăng ký thành lập hộ kinh doanh"
BUSINESS = {
    **{field: value for field, value in make.answers_of("1.001612").items() if not field.startswith("owner_")},
    "founders": "household",
    "business_name": "Tạp hóa Thử Một Lần",
}
BY_HAND = {"owner_residence": "Số 12, phường Láng, thành phố Hà Nội", "members": "Nguyễn Thị Hạnh, vợ"}


def test_a_household_business_is_filled_in_after_the_person_agreed(city: City, shot: Shot, axe: Axe) -> None:
    page = city.page("hanh")
    page.goto("/thu-tuc/1.001612/")
    page.get_by_role("button", name="Bắt đầu").first.click()
    page.wait_for_url("**/dong-y/")
    said = page.locator("main").inner_text()
    assert "CSDL quốc gia về dân cư" in said
    assert "91/2025/QH15" in said
    axe(page)
    shot(page, "consent")
    people.press(page, "Đồng ý, lấy giúp tôi")
    people.fill(page, BUSINESS)
    people.press(page, "Tiếp tục")
    said = page.locator("main").inner_text()
    assert "Trần Văn Minh, 001094045678 (chủ hộ; vợ hoặc chồng)" in said
    assert "đường Láng" in said
    shot(page, "household_filled_in")
    axe(page)
    people.answer(page, BUSINESS, make.picture((400, 300)))
    said = page.locator("main").inner_text()
    assert "Lấy từ CSDL quốc gia về dân cư (gia đình)" in said
    assert "Giấy tờ không phải nộp" in said
    axe(page)
    shot(page, "review_with_sources")
    people.press(page, people.ONLINE_SUBMIT)
    page.wait_for_url("**/da-nop/")
    page.goto("/viec-cua-toi/ai-da-xem/")
    assert f"Điền sẵn tờ khai: {NAME}" in page.locator("main").inner_text()
    axe(page)
    shot(page, "who_asked")


def test_in_an_outage_it_is_typed_a_paper_is_asked_and_the_data_come_later(city: City, shot: Shot, axe: Axe) -> None:
    city.fault("population", "error")
    try:
        page = city.page("minh")
        people.find_and_begin(page, "hộ kinh doanh", NAME)
        people.fill(page, BUSINESS)
        people.press(page, "Tiếp tục")
        assert "đang lấy, có thì tự điền" in page.locator("main").inner_text()
        shot(page, "outage")
        people.answer(page, BUSINESS | BY_HAND, make.picture((400, 300)))
        people.press(page, people.ONLINE_SUBMIT)
        page.wait_for_url("**/da-nop/")
        counter = people.open_at_counter(city, "Trần Văn Minh")
        counter.get_by_role("link", name="Yêu cầu giấy thay dữ liệu").click()
        counter.locator("[name=reason]").fill("CSDL dân cư không trả lời từ sáng, cần đối chiếu thẻ căn cước")
        axe(counter)
        shot(counter, "paper_instead")
        counter.locator("main form[method=post] button[type=submit]").last.click()
        counter.wait_for_load_state()
        assert "Yêu cầu giấy thay" in counter.locator("main").inner_text()
        page.goto("/viec-cua-toi/")
        page.get_by_role("link", name="Tạp hóa Thử Một Lần").first.click()
        assert "Cần bản giấy vì cơ sở dữ liệu không trả lời" in page.locator("main").inner_text()
        axe(page)
    finally:
        city.fault("population", "ok")
    _answered(page)
    office = city.page("demo.kiemsoat")
    office.goto("/quan-tri/hoi-lai/")
    office.get_by_role("link", name="Yêu cầu giấy thay").first.click()
    assert "Giấy tờ tùy thân" in office.locator("#mo").inner_text()
    axe(office)
    shot(office, "reasking")


def _answered(page: Page) -> None:
    """Look again until the job has fetched what the page did not wait for: it tries after 10, 20, 40 … seconds."""
    for _ in range(90):
        page.goto("/viec-cua-toi/ai-da-xem/")
        if "Có trả lời" in page.locator("main").inner_text():
            return
        page.wait_for_timeout(1000)
    raise AssertionError(page.locator("main").inner_text())
