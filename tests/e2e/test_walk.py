"""The main job in a real browser, through every door, as a new user would do it: from application to a signed result."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from tests import make
from tests.e2e import people
from tests.e2e.conftest import City

pytestmark = pytest.mark.browser

Shot = Callable[[Page, str], None]
Axe = Callable[[Page], None]
COPY = {k: v for k, v in make.ANSWERS[make.COPY].items() if not k.startswith("holder")}
# The child alone and what no register knows: the mother is the one who signed in, the father her husband.
BIRTH = {k: v for k, v in make.ANSWERS[make.BIRTH].items() if not k.startswith("mother")}


def test_a_copy_walks_from_search_to_signed_pdf(city: City, shot: Shot, axe: Axe, tmp_path: Path) -> None:
    refused = city.command("outbox", "status")["dead"]
    page = people.apply(city, "hanh", "ban sao so goc", "Cấp bản sao từ sổ gốc", COPY)
    shot(page, "submitted")
    counter, code = people.receive(city, "Cấp bản sao từ sổ gốc")
    assert code.startswith("H26.105-")
    people.wait_for(counter, "Giấy tiếp nhận")
    shot(counter, "received")
    people.forward(counter, "Trần Minh Khuê")
    desk = people.draft(city, code, "Có trong sổ: trình ký bản sao", make.FIELDS["found"])
    shot(desk, "drafted")
    people.propose(desk)
    shot(people.sign(city, code), "signed")
    shot(people.issue(city, code), "issued")
    shot(people.hand_over(city, code), "handed_over")
    pdf = _result(city, "hanh", "Cấp bản sao", code, tmp_path)
    _judge(city, pdf, tmp_path)
    _all_partners_heard(city, code, refused)
    assert city.command("audit", "verify", "--dossier", code)["broken"] == []


def test_a_birth_walks_the_same_way_with_a_rich_form(city: City, shot: Shot, axe: Axe, tmp_path: Path) -> None:
    page = city.page("hanh")
    people.find_and_begin(page, "khai sinh cho con", "Đăng ký khai sinh")
    people.answer(page, BIRTH, make.picture((400, 300)))
    assert "Nguyễn Thị Hạnh" in page.locator("main").inner_text()
    shot(page, "birth_review")
    people.press(page, people.ONLINE_SUBMIT)
    counter, code = people.receive(city, "Đăng ký khai sinh")
    people.forward(counter, "Trần Minh Khuê")
    desk = people.draft(city, code, "Đủ điều kiện: trình ký Giấy khai sinh", make.FIELDS["registered"])
    people.propose(desk)
    people.sign(city, code)
    people.issue(city, code)
    people.hand_over(city, code)
    _judge(city, _result(city, "hanh", "Đăng ký khai sinh", code, tmp_path), tmp_path)


def test_a_supplement_is_answered_paper_by_paper(city: City, shot: Shot, axe: Axe) -> None:
    people.apply(city, "minh", "bản sao từ sổ gốc", "Cấp bản sao từ sổ gốc", COPY)
    counter = people.open_at_counter(city, "Trần Văn Minh")
    counter.get_by_role("link", name="Yêu cầu bổ sung").click()
    shot(counter, "asking")
    axe(counter)
    _ask(counter)
    page = city.page("minh")
    page.goto("/viec-cua-toi/")
    page.get_by_role("link", name="Cấp bản sao từ sổ gốc").first.click()
    shot(page, "supplement")
    axe(page)
    page.locator("main textarea, main input[type=text]").first.fill("Số hiệu B 012345")
    people.press(page, "Lưu")
    people.press(page, "Gửi bổ sung")
    again = people.open_at_counter(city, "Trần Văn Minh", "Đã bổ sung")
    assert "Số hiệu B 012345" in again.locator("main").inner_text()
    people.press(again, "Tiếp nhận, in giấy hẹn")
    assert again.locator(".panel__top .num").inner_text().startswith("H26.105-")


def test_a_walk_in_is_taken_by_scanning_the_card(city: City, shot: Shot, axe: Axe) -> None:
    page = city.page("demo.tiepnhan")
    page.goto("/mot-cua/nguoi-den/")
    page.locator("#card:focus").wait_for()
    page.keyboard.type("001165000123|111222333|LÊ THỊ HOA|20051965|Nữ|Số 5 Hàng Bài, Cửa Nam, Hà Nội|01072021")
    page.keyboard.press("Enter")
    page.get_by_text("Đối chiếu với thẻ").wait_for()
    assert page.get_by_label("Họ và tên").input_value() == "Lê Thị Hoa"
    shot(page, "walk_in")
    people.press(page, "Tiếp tục: chọn thủ tục")
    page.get_by_role("searchbox").first.fill("so goc")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=so*")
    people.press(page, "Khai đơn")
    shot(page, "walk_in_form")
    axe(page)
    _fill_dense(page, {**COPY, "receive_by": "counter", "copies": 1})
    people.press(page, "Tiếp nhận, in giấy hẹn")
    assert page.locator(".panel__top .num").inner_text().startswith("H26.105-")


def test_pressing_submit_twice_makes_one_dossier(city: City) -> None:
    page = city.page("hanh")
    people.find_and_begin(page, "ban sao so goc", "Cấp bản sao từ sổ gốc")
    people.answer(page, COPY)
    before = _dossiers(city)
    page.evaluate("""() => { const form = document.querySelector('main form[method=post]');
        const body = new URLSearchParams(new FormData(form));
        return Promise.all([0, 1].map(() => fetch(form.action || location.href, {method: 'POST', body, redirect: 'manual'}))); }""")
    assert _dossiers(city) == before + 1


def _fill_dense(page: Page, answers: dict[str, Any]) -> None:
    """Fill in the one dense page and send it; what only then is asked is filled in the second time."""
    for _ in range(3):
        people.fill(page, answers)
        page.locator(".actions").get_by_role("button").first.click()
        page.wait_for_load_state()
        if page.get_by_role("button", name="Tiếp nhận, in giấy hẹn").count():
            return
    raise AssertionError(page.locator("main").inner_text())


def _ask(page: Page) -> None:
    page.get_by_label("Tên mục").fill("Số hiệu bằng")
    page.get_by_label("Sai hoặc thiếu gì, cần làm gì").fill("Ghi số hiệu in trên bằng, góc dưới bên trái.")
    page.get_by_label("Lý do").fill("Sổ gốc năm 2009 có hai người trùng tên.")
    page.locator(".actions").get_by_role("button", name="Gửi yêu cầu").click()
    page.wait_for_load_state()


def _dossiers(city: City) -> int:
    page = city.page("hanh")
    text = page.evaluate("fetch('/viec-cua-toi/').then(r => r.text())")
    return int(text.count("/viec-cua-toi/0"))


def _result(city: City, who: str, summary: str, code: str, folder: Path) -> Path:
    """The citizen opens the dossier and downloads the result."""
    page = city.page(who)
    page.goto("/viec-cua-toi/")
    page.locator("main li", has_text="Đã trả kết quả").get_by_role("link", name=summary).first.click()
    page.wait_for_load_state()
    assert code in page.locator("main").inner_text()
    section = page.locator("section", has=page.get_by_role("heading", name="Kết quả"))
    href = section.get_by_role("link", name="(PDF)").first.get_attribute("href")
    assert href
    pdf = folder / "result.pdf"
    pdf.write_bytes(page.context.request.get(f"{city.url}{href}").body())
    return pdf


def _judge(city: City, pdf: Path, folder: Path) -> None:
    """poppler's pdfsig and our own command: both signatures intact, and trusted once the sandbox's root is given."""
    found = city.command("document", "verify", str(pdf))
    assert [(s["intact"], s["trusted"]) for s in found["signatures"]] == [(True, True), (True, True)]
    plain = _run("pdfsig", str(pdf))
    assert plain.count("Signature is Valid") == 2
    assert "Certificate is Trusted" not in plain
    store = folder / "nss"
    store.mkdir()
    _run("certutil", "-N", "-d", f"sql:{store}", "--empty-password")
    root = folder / "root.pem"
    root.write_bytes(city.page("hanh").context.request.get(f"{city.sandbox}/signing/root.pem").body())
    _run("certutil", "-A", "-d", f"sql:{store}", "-n", "root", "-t", "CT,C,C", "-i", str(root))
    assert _run("pdfsig", "-nssdir", f"sql:{store}", str(pdf)).count("Certificate is Trusted") == 2


def _run(*words: str) -> str:
    program = shutil.which(words[0])
    assert program, f"{words[0]} is not installed"
    return subprocess.run([program, *words[1:]], capture_output=True, text=True, check=True).stdout


def _all_partners_heard(city: City, code: str, refused: int) -> None:
    """The portal knows the dossier and the applicant has letters; nothing was refused but what others' walks had refused before."""
    page = city.stranger()
    for _ in range(40):
        page.goto(f"{city.sandbox}/portal/")
        if code in page.inner_text("body"):
            break
        page.wait_for_timeout(500)
    assert code in page.inner_text("body")
    assert city.command("outbox", "status")["dead"] == refused
    page.goto(f"{city.sandbox}/mail/")
    assert "hanh@example.vn" in page.inner_text("body")
    page.context.close()
