"""Three more dossiers in a real browser: a house with a supplement, one that will be late with its apology, land across a tax pause."""

import os
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import psycopg
import pytest
from playwright.sync_api import Page

from motcua.law.calendar import HANOI
from tests import make
from tests.e2e import people
from tests.e2e.conftest import ROOT, City

pytestmark = pytest.mark.browser

Shot = Callable[[Page, str], None]
Axe = Callable[[Page], None]
HOUSE, LAND = "1.013225", "1.013950"
PAPER = make.picture((400, 300))
WATCH = "import django; django.setup(); from motcua.jobs.watching import watch; watch(0)"


def answers(code: str) -> dict[str, Any]:
    """What the sample applicant says, but who they are, which is known already."""
    return {k: v for k, v in make.answers_of(code).items() if not k.startswith(("holder", "builder_n", "builder_r"))}


def test_a_house_waits_for_its_drawings_and_is_granted(city: City, shot: Shot, axe: Axe) -> None:
    page = people.apply(city, "hanh", "xin phép xây nhà", "Cấp giấy phép xây dựng mới nhà ở riêng lẻ", answers(HOUSE), PAPER)
    counter = people.open_at_counter(city, "Cấp giấy phép xây dựng")
    counter.get_by_role("link", name="Yêu cầu bổ sung").click()
    counter.locator("#requirement-0").select_option("drawings")
    counter.locator("#instruction-0").fill("Bản vẽ thiếu sơ đồ đấu nối thoát nước. Gửi lại một tệp PDF đủ các mặt.")
    counter.locator("#basis-0").fill("175/2024/NĐ-CP, Điều 55")
    counter.locator("#reason").fill("Giấy phép cấp theo bản vẽ nên bản vẽ phải đủ.")
    people.press(counter, "Gửi yêu cầu")
    page.goto("/viec-cua-toi/")
    page.locator("main li", has_text="Giấy phép xây dựng nhà ở").get_by_role("link").first.click()
    page.locator("input[type=file]").first.set_input_files({"name": "ban-ve.png", "mimeType": "image/png", "buffer": PAPER})
    people.press(page, "Lưu mục này")
    shot(page, "house_supplement")
    axe(page)
    people.press(page, "Gửi bổ sung")
    counter = people.open_at_counter(city, "Cấp giấy phép xây dựng", "Đã bổ sung")
    people.press(counter, "Tiếp nhận, in giấy hẹn")
    code = counter.locator(".panel__top .num").inner_text()
    people.forward(counter, "Trần Minh Khuê")
    _opinions_side_by_side(city, code, shot, axe)
    _outcome, fields = make.SETTLED[HOUSE][0]
    people.propose(people.draft(city, code, "Đủ điều kiện: trình ký Giấy phép", fields))
    signed = people.sign_many(city, code)
    shot(signed, "signed_many")
    axe(signed)
    people.issue(city, code)
    people.hand_over(city, code)
    page.goto(page.url)
    assert "Giấy phép" in page.locator("section", has=page.get_by_role("heading", name="Kết quả")).inner_text()
    shot(page, "house_granted")


def _opinions_side_by_side(city: City, code: str, shot: Shot, axe: Axe) -> None:
    """Two opinions are asked at once; each officer finds their own branch, and the draft begins when both are in."""
    people.complete(city, "demo.chuyenvien", code, "Lấy ý kiến quy hoạch và kiểm tra thực địa")
    desk = people.open_at_desk(city, "demo.truongphong", code)
    assert "Kiểm tra thực địa" in desk.locator(".panel").inner_text()
    assert "Bước làm song song" in desk.locator(".panel").inner_text()
    shot(desk, "parallel_steps")
    axe(desk)
    desk.get_by_role("link", name="Mở hồ sơ").click()
    desk.get_by_role("link", name="Xem trên sơ đồ quy trình").click()
    desk.locator("[data-diagram][data-drawn=yes]").wait_for()
    assert desk.locator(".djs-element.is-open").count() == 2
    assert desk.locator(".bjs-powered-by").is_visible()
    shot(desk, "parallel_diagram")
    axe(desk)
    people.complete(city, "demo.truongphong", code, "Đã kiểm tra")
    people.complete(city, "demo.chuyenvien", code, "Đã có ý kiến")


def test_one_that_will_be_late_is_apologised_for_as_prepared_and_the_citizen_sees_both_dates(city: City, shot: Shot, axe: Axe) -> None:
    people.apply(city, "minh", "xin phép xây nhà", "Cấp giấy phép xây dựng mới nhà ở riêng lẻ", answers(HOUSE), PAPER)
    counter, code = people.receive(city, "Trần Văn Minh")
    people.forward(counter, "Trần Minh Khuê")
    first = _due_tomorrow(city, code)
    head = people.open_at_desk(city, "demo.truongphong", code)
    head.get_by_role("link", name="Mở hồ sơ").click()
    head.get_by_role("link", name="Xin lỗi và gia hạn").click()
    assert "bước" in head.locator("#reason").input_value()  # the reason prepared from the steps
    until = datetime.fromisoformat(head.locator("#until").input_value())
    shot(head, "apology_prepared")
    axe(head)
    people.press(head, "Xin lỗi và gia hạn")
    page = city.page("minh")
    page.goto("/viec-cua-toi/")
    page.locator("main li", has_text="Giấy phép xây dựng nhà ở").get_by_role("link").first.click()
    people.wait_for(page, "xin lỗi")
    page.locator("details.why summary").first.click()
    told = page.locator("main").inner_text()
    assert f"{first:%d/%m}" in told
    assert f"{until:%d/%m}" in told
    shot(page, "apology_seen")
    axe(page)


def test_land_pays_between_its_two_phases(city: City, shot: Shot, axe: Axe) -> None:
    page = people.apply(city, "hanh", "chuyển hình thức thuê đất", "Chuyển hình thức giao đất", answers(LAND), PAPER)
    counter, code = people.receive(city, "Chuyển hình thức giao đất")
    people.forward(counter, "Trần Minh Khuê")
    (_assessed, slip), (_granted, decision) = make.SETTLED[LAND]
    people.propose(people.draft(city, code, "Đủ điều kiện: chuyển thông tin thuế", slip))
    desk = people.open_at_desk(city, "demo.chuyenvien", code)
    desk.get_by_role("link", name="Mở hồ sơ").click()
    desk.get_by_role("link", name="Yêu cầu nghĩa vụ tài chính").click()
    desk.locator("#what").fill("Tiền thuê đất trả một lần, nộp cho Thuế cơ sở 2 thành phố Hà Nội")
    desk.locator("#amount").fill("120.000.000")
    people.press(desk, "Yêu cầu nghĩa vụ tài chính")
    page.goto("/viec-cua-toi/")
    page.locator("main li", has_text="Chuyển hình thức sử dụng đất").get_by_role("link").first.click()
    assert "Tiền thuê đất trả một lần" in page.locator("main").inner_text()
    shot(page, "land_pays")
    axe(page)
    desk.goto(desk.url)
    desk.get_by_role("link", name="Ghi nhận đã nộp nghĩa vụ tài chính").click()
    desk.locator("#proof").fill("Giấy nộp tiền số 0012345")
    people.press(desk, "Ghi nhận đã nộp nghĩa vụ tài chính")
    people.propose(people.draft(city, code, "Đã nộp đủ: trình ký Quyết định", decision))
    people.sign_many(city, code)
    people.issue(city, code)
    people.hand_over(city, code)
    page.goto(page.url)
    assert "Quyết định" in page.locator("section", has=page.get_by_role("heading", name="Kết quả")).inner_text()
    shot(page, "land_decided")
    assert city.command("audit", "verify", "--dossier", code)["broken"] == []


def _due_tomorrow(city: City, code: str) -> datetime:
    """Let a dossier's promise end tomorrow, as if it had been taken in two weeks ago, and let the clock make its round."""
    first = (datetime.now(HANOI) + timedelta(days=1)).replace(hour=17, minute=0, second=0, microsecond=0)
    with psycopg.connect(city.environ["DATABASE_URL"]) as connection:
        begun = "received_at = received_at - interval '14 days', clock_from = clock_from - interval '14 days'"
        connection.execute(f"UPDATE dossiers_dossier SET due_at = %s, promised_at = %s, {begun} WHERE code = %s", [first, first, code])
    environ = {**city.environ, "DJANGO_SETTINGS_MODULE": "config.settings", "PATH": os.environ["PATH"]}
    subprocess.run([sys.executable, "-c", WATCH], env=environ, cwd=ROOT, check=True, capture_output=True)
    return first
