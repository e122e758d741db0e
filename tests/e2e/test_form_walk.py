"""The catalogue changes without code and without scripts: a new page, a conditional question, a paper; citizens are asked what is new."""

from typing import Any

import pytest
from playwright.sync_api import Page

from tests import make
from tests.e2e import people
from tests.e2e.conftest import City

pytestmark = pytest.mark.browser

TREES = "1.002693"
FORM, DRAFT = f"/quan-tri/to-khai/{TREES}/", f"/quan-tri/thu-tuc/{TREES}/"
BEFORE = {**make.answers_of(TREES), "owner_name": "Trần Văn Minh"}


def controller(city: City) -> Page:
    """The catalogue officer, in a browser that runs no script."""
    signed_in = city.page("demo.kiemsoat").context.storage_state()
    context = city.browser.new_context(
        base_url=city.url, java_script_enabled=False, storage_state=signed_in, viewport={"width": 1000, "height": 900}
    )
    page = context.new_page()
    page.set_default_timeout(10_000)
    return page


def fill(page: Page, **values: str) -> None:
    """Fill inputs and selects by name."""
    people.fill(page, values)


def add(page: Page, at: str, label: str, english: str, kind: str) -> None:
    """Put a question at the end of a page of the form; its own page is then open."""
    page.goto(f"{FORM}soan/")
    page.locator("section.outline", has_text=at).get_by_role("link", name="Sửa trang, thêm câu hỏi").click()
    fill(page, label_vi=label, label_en=english, widget=kind)
    people.press(page, "Thêm câu hỏi")


def write_form(page: Page) -> None:
    """A page with a question of two answers, and one asked only of who says yes."""
    page.goto(FORM)
    people.press(page, "Soạn từ phiên bản 1")
    fill(page, title_vi="Trồng bù", title_en="Replanting", after="trees")
    people.press(page, "Thêm trang")
    add(page, "Trồng bù", "Bạn có tự trồng cây thay thế không?", "Will you replant?", "radios")
    for at, (vi, en) in enumerate((("Có", "Yes"), ("Không", "No"))):
        people.press(page, "Thêm câu trả lời")
        fill(page, **{f"option-{at}-vi": vi, f"option-{at}-en": en})
    fill(page, short_vi="Tự trồng thay thế", short_en="Replanting")
    people.press(page, "Lưu câu hỏi")
    add(page, "Trồng bù", "Trồng cây gì, ở đâu?", "Which tree, where?", "text")
    page.get_by_role("link", name="Sửa điều kiện hỏi").click()
    people.press(page, "Thêm một điều")
    page.get_by_label("Câu hỏi", exact=True).select_option(label="Tự trồng thay thế")
    people.press(page, "Xem các câu trả lời")
    page.get_by_label("Có", exact=True).check()
    people.press(page, "Lưu điều kiện")
    assert "“Tự trồng thay thế” là “Có”" in page.locator("main").inner_text()


def try_form(page: Page, city_office: str) -> None:
    """The preview asks the second question only after a yes."""
    page.goto(f"{FORM}soan/")
    page.get_by_role("link", name="Xem thử như người dân thấy").click()
    page.get_by_role("button", name="Trồng bù", exact=True).click()
    assert "Trồng cây gì" not in page.locator(".preview").inner_text()
    page.get_by_label("Có", exact=True).check()
    people.press(page, "Tiếp tục")
    assert "Trồng cây gì" in page.locator(".preview").inner_text()
    fill(page, trong_cay_gi_o_dau="Sấu, trước nhà")
    people.press(page, "Tiếp tục")
    page.get_by_role("button", name="Xem lại").first.click()
    assert "Sấu, trước nhà" in page.locator("main").inner_text()


def publish(page: Page) -> None:
    """Save a version, put it into the draft, ask one more paper of who replants, decide."""
    page.goto(f"{FORM}soan/")
    fill(page, note="Hỏi về trồng cây thay thế")
    people.press(page, "Lưu phiên bản")
    page.locator("input[name=codes]").check()
    people.press(page, "Đưa vào bản thảo")
    page.goto(f"{DRAFT}ban-thao/giay-to/")
    page.get_by_role("link", name="Thêm giấy tờ").click()
    fill(page, name_vi="Sơ đồ chỗ trồng cây mới", name_en="Sketch of the new place", originals="1")
    people.press(page, "Lưu giấy tờ")
    page.get_by_role("link", name="Sơ đồ chỗ trồng cây mới").click()
    page.get_by_role("link", name="Sửa điều kiện").click()
    people.press(page, "Thêm một điều")
    page.get_by_label("Câu hỏi", exact=True).select_option(label="Tự trồng thay thế")
    people.press(page, "Xem các câu trả lời")
    page.get_by_label("Có", exact=True).check()
    people.press(page, "Lưu điều kiện")
    renew_examples(page)
    page.goto(DRAFT)
    assert "Đủ điều kiện công bố" in page.locator("main").inner_text()
    page.get_by_role("link", name="Lần 1 và lần 2").click()
    assert "Sơ đồ chỗ trồng cây mới" in page.locator("main").inner_text()
    decide(page)


def renew_examples(page: Page) -> None:
    """The examples say what must come out: each answers the new question, and expects what now comes."""
    address = f"{DRAFT}vi-du/"
    page.goto(address)
    for at in range(page.locator(".checks li").count()):
        page.goto(address)
        page.locator(".checks li").nth(at).get_by_role("link").click()
        fill(page, ban_co_tu_trong_cay_thay_the_khong="khong", ex_questions="", ex_requirements="")
        people.press(page, "Chạy thử")
        people.press(page, "Lưu ví dụ")
        assert page.url.endswith("/vi-du/"), page.locator("main").inner_text()


def decide(page: Page) -> None:
    """A decision brings the draft into force today."""
    page.goto("/quan-tri/cong-bo/")
    fill(page, issuer="province", fast_track="no")
    people.press(page, "Bắt đầu")
    fill(page, code=TREES, change="amend")
    people.press(page, "Đưa vào")
    fill(page, number="905/QĐ-UBND")
    people.press(page, "Ghi nhận")
    assert "Quyết định 905/QĐ-UBND" in page.locator("h1").inner_text()


def answered(page: Page, answers: dict[str, Any]) -> None:
    """Begin, and answer page by page until the papers or the review."""
    people.find_and_begin(page, "chặt hạ cây xanh", "Cấp giấy phép chặt hạ, dịch chuyển cây xanh")
    for _ in range(12):
        if "/giay-to/" in page.url or "/xem-lai/" in page.url:
            return
        people.fill(page, answers)
        people.press(page, "Tiếp tục")
    raise AssertionError(page.locator("main").inner_text())


def test_a_new_page_question_and_paper_reach_citizens_and_an_earlier_draft_asks_only_what_is_new(city: City) -> None:
    early = city.page("minh")
    answered(early, BEFORE)
    left = early.url
    office = controller(city)
    write_form(office)
    try_form(office, city.url)
    publish(office)
    early.goto(left)
    assert "Sơ đồ chỗ trồng cây mới" in early.locator("main").inner_text()
    people.press(early, "Tiếp tục theo bản mới")
    assert early.locator("h1").inner_text() == "Trồng bù"
    people.fill(early, {"ban_co_tu_trong_cay_thay_the_khong": "khong"})
    people.press(early, "Lưu và về trang xem lại")
    assert "/xem-lai/" in early.url
    late = city.page("hanh")
    answered(late, {**BEFORE, "ban_co_tu_trong_cay_thay_the_khong": "co", "trong_cay_gi_o_dau": "Sấu, trước nhà"})
    assert "Sơ đồ chỗ trồng cây mới" in late.locator("main").inner_text()
    office.context.close()
