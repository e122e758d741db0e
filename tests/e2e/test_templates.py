"""A result template from the office to the signed paper: a line and a field are added, tried, saved, published; an officer corrects a
sentence, the signer sees it, and the signed file says it. Every page on the way is judged at 320 px.
"""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests import make
from tests.e2e import people
from tests.e2e.conftest import City
from tests.e2e.test_pages import _judge, _small

pytestmark = pytest.mark.browser

Shot = Callable[[Page, str], None]
Axe = Callable[[Page], None]
CODE, NAME = "1.004873", "1.004873:giay-xac-nhan"
HERE = f"/quan-tri/mau-ket-qua/{NAME}/"
FIELDS = {**make.SETTLED[CODE][0][1], "so_trang": "14"}
LATER = "Giấy này có giá trị sáu tháng kể từ ngày cấp."


def test_a_line_added_in_the_office_is_printed_corrected_and_signed(city: City, shot: Shot, axe: Axe) -> None:
    _write(city, shot, axe)
    _publish(city, axe)
    people.apply(city, "minh", "xac nhan tinh trang hon nhan", "Xác nhận tình trạng hôn nhân", _answers(), make.picture())
    counter, code = people.receive(city, "tình trạng hôn nhân")
    people.forward(counter, "Trần Minh Khuê")
    desk = people.draft(city, code, "trình ký", FIELDS)
    _reword(desk, shot, axe)
    people.wait_for(desk, "Bản dự thảo")
    compared = str(desk.get_by_role("link", name="So dự thảo với mẫu").first.get_attribute("href"))
    people.propose(desk)
    _sign(city, code, compared, shot, axe)


def _answers() -> dict[str, object]:
    return {key: value for key, value in make.answers_of(CODE).items() if not key.startswith(("person_n", "person_b"))}


def _write(city: City, shot: Shot, axe: Axe) -> None:
    page = city.page("demo.quantri")
    heard = _small(page)
    for lang in ("en", "vi"):
        for address in ("/quan-tri/mau-ket-qua/", "/quan-tri/mau-ket-qua/moi/", HERE, f"{HERE}1/", f"{HERE}1/xem-thu/"):
            page.goto(f"{address}?lang={lang}")
            _judge(page, axe, heard)
    page.goto(f"{HERE}1/")
    people.press(page, "Soạn phiên bản mới từ bản này")
    _judge(page, axe, heard)
    people.press(page, "Thêm mục cán bộ điền")
    page.get_by_label("Hỏi cán bộ điều gì").last.fill("Số trang")
    people.press(page, "Thêm: Đoạn văn")
    box = page.get_by_label("Câu chữ").last
    box.fill("Căn cứ sổ hộ tịch, trang")
    part = page.locator("fieldset", has=box).last
    part.locator("summary").first.click()
    part.get_by_label("Chỗ điền, gõ tên hoặc chọn").fill("Số trang")
    part.get_by_role("button", name="Chèn vào cuối").first.click()
    page.wait_for_load_state()
    assert page.get_by_label("Câu chữ").last.input_value() == "Căn cứ sổ hộ tịch, trang {Số trang}"
    page.get_by_label("Câu chữ").last.fill("Căn cứ sổ hộ tịch, trang {Sô trangg}.")
    people.press(page, "Lưu phiên bản mới")
    assert "Gần nhất: “Số trang”" in page.locator("main").inner_text()
    heard.clear()  # refused, the page answers 422
    _judge(page, axe, heard)
    shot(page, "template_refused")
    page.get_by_label("Câu chữ").last.fill("Căn cứ sổ hộ tịch, trang {Số trang}.")
    people.press(page, "Xem thử")
    assert "Căn cứ sổ hộ tịch, trang [Số trang]." in page.locator("main").inner_text()
    _judge(page, axe, heard)
    page.set_viewport_size({"width": 1280, "height": 900})
    shot(page, "template_preview")
    page.goto(f"{HERE}soan/")
    shot(page, "template_edit")
    page.locator("#note").fill("Thêm trang sổ")
    people.press(page, "Lưu phiên bản mới")
    assert "Đã lưu phiên bản 2" in page.locator("body").inner_text()
    page.goto(f"{HERE}so-sanh/?cu=1&moi=2")
    shot(page, "template_compare")
    _small(page)
    _judge(page, axe, heard)
    page.set_viewport_size({"width": 1280, "height": 900})


def _publish(city: City, axe: Axe) -> None:
    page = city.page("demo.kiemsoat")
    heard = _small(page)
    page.goto(f"/quan-tri/thu-tuc/{CODE}/")
    people.press(page, "Soạn bản sửa đổi")
    page.goto(f"{HERE}2/")
    page.get_by_label(CODE).check()
    people.press(page, "Dùng phiên bản này")
    page.goto(f"/quan-tri/thu-tuc/{CODE}/ban-thao/mau/")
    _judge(page, axe, heard)
    page.goto("/quan-tri/cong-bo/")
    page.select_option("#issuer", "province")
    page.select_option("#fast_track", "no")
    people.press(page, "Bắt đầu")
    people.fill(page, {"code": CODE})
    people.press(page, "Đưa vào")
    people.fill(page, {"number": "901/QĐ-UBND"})
    people.press(page, "Ghi nhận")
    assert "Quyết định 901/QĐ-UBND" in page.locator("h1").inner_text()
    page.set_viewport_size({"width": 1280, "height": 900})


def _reword(desk: Page, shot: Shot, axe: Axe) -> None:
    """Say the sentence on validity otherwise."""
    heard = _small(desk)
    desk.get_by_role("link", name="Sửa câu chữ dự thảo").first.click()
    desk.wait_for_load_state()
    _judge(desk, axe, heard)
    box = desk.locator("textarea", has_text="có giá trị 6 tháng").first
    box.fill(LATER)
    desk.locator("#reason").fill("Ghi bằng chữ")
    people.press(desk, "Lưu câu chữ, lập lại bản in")
    desk.get_by_role("link", name="Sửa câu chữ dự thảo").first.click()
    desk.wait_for_load_state()
    _judge(desk, axe, heard)
    desk.set_viewport_size({"width": 1280, "height": 900})
    shot(desk, "reword")
    desk.get_by_role("link", name="Thôi").click()
    desk.wait_for_load_state()


def _sign(city: City, code: str, compared: str, shot: Shot, axe: Axe) -> None:
    page = people.open_at_desk(city, "demo.lanhdao", code)
    heard = _small(page)
    page.get_by_role("link", name="Xem và ký số").first.click()
    page.wait_for_load_state()
    words = page.locator("main").inner_text()
    assert "Cán bộ đã sửa so với mẫu" in words
    assert "Ghi bằng chữ" in words
    assert "trang 14" in words
    _judge(page, axe, heard)
    page.set_viewport_size({"width": 1280, "height": 900})
    shot(page, "sign_against")
    people.press(page, "Ký số")
    people.issue(city, code)
    clerk = city.page("demo.vanthu")
    heard = _small(clerk)
    clerk.goto(compared)
    assert clerk.locator("main").inner_text().count("Đúng từng chữ với bản dự thảo") == 2
    _judge(clerk, axe, heard)
    clerk.set_viewport_size({"width": 1280, "height": 900})
    shot(clerk, "compare_signed")
