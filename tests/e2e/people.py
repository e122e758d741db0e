"""What people do at their doors, step by step, as a new user would: found by the words on the page, not by its structure."""

from typing import Any

from playwright.sync_api import Page

from tests.e2e.conftest import City

ONLINE_SUBMIT = "Cam đoan và nộp"


def find_and_begin(page: Page, words: str, procedure: str, choice: str = "Đồng ý, lấy giúp tôi") -> None:
    """Search by everyday words, open the procedure, begin; say whether databases may fill it in ('' stays there)."""
    page.goto("/")
    page.get_by_role("searchbox").fill(words)
    page.keyboard.press("Enter")
    page.get_by_role("link", name=procedure).first.click()
    page.get_by_role("button", name="Bắt đầu").first.click()
    page.wait_for_url("**/nop-ho-so/**")
    if "/dong-y/" in page.url and choice:
        press(page, choice)


def answer(page: Page, answers: dict[str, Any], file: bytes | None = None) -> None:
    """Answer page after page what is asked, until the review page; a paper asked for is given as a picture."""
    for _ in range(20):
        if "/xem-lai/" in page.url:
            return
        if "/giay-to/" in page.url and file and page.locator("input[type=file]").count():
            for paper in page.locator("input[type=file]").all():
                paper.set_input_files({"name": "giay-to.png", "mimeType": "image/png", "buffer": file})
            page.get_by_role("button", name="Thêm tệp").first.click()
            file = None
        else:
            fill(page, answers)
            page.get_by_role("button", name="Tiếp tục").click()
        page.wait_for_load_state()
    raise AssertionError(f"the review page was never reached: {page.url}\n{page.locator('main').inner_text()}")


def fill(page: Page, answers: dict[str, Any]) -> None:
    """Fill in the questions of this page that are open."""
    for name, value in answers.items():
        if page.locator(f"input[type=radio][name='{name}'][value='{value}']").count():
            page.locator(f"input[name='{name}'][value='{value}']").check()
        elif page.locator(f"select[name='{name}']").count():
            page.locator(f"select[name='{name}']").select_option(str(value))
        elif page.locator(f"[name='{name}-day']").count():
            year, month, day = str(value).split("-")
            for part, digits in (("day", day), ("month", month), ("year", year)):
                page.locator(f"[name='{name}-{part}']").fill(digits)
        elif page.locator(f"input[name='{name}']:not([type=hidden]), textarea[name='{name}']").count():
            page.locator(f"[name='{name}']").first.fill(str(value))


def apply(city: City, who: str, words: str, procedure: str, answers: dict[str, Any], file: bytes | None = None) -> Page:
    """Apply online from search to confirmation."""
    page = city.page(who)
    find_and_begin(page, words, procedure)
    answer(page, answers, file)
    page.get_by_role("button", name=ONLINE_SUBMIT).click()
    page.wait_for_url("**/da-nop/")
    return page


def open_at_counter(city: City, words: str, tab: str = "") -> Page:
    """Open the last dossier of the counter's list whose row has `words`; `tab` names another list than the new ones."""
    page = city.page("demo.tiepnhan")
    page.goto("/mot-cua/")
    if tab:
        page.get_by_role("link", name=tab).click()
    page.locator("tbody tr", has_text=words).last.get_by_role("link").first.click()
    page.wait_for_load_state()
    return page


def receive(city: City, words: str, papers: int = 0) -> tuple[Page, str]:
    """Take in the dossier, having seen `papers` on paper; return the page and the code it got."""
    page = open_at_counter(city, words)
    for at in range(papers):
        page.get_by_label("Đã có bản giấy").nth(at).check()
    press(page, "Tiếp nhận, in giấy hẹn")
    return page, page.locator(".panel__top .num").inner_text()


def forward(page: Page, officer: str) -> None:
    """Hand the dossier on the page to a named officer."""
    choice = page.locator("select[name=officer]")
    choice.select_option(choice.locator("option", has_text=officer).get_attribute("value"))
    press(page, "Chuyển xử lý")


def open_at_desk(city: City, who: str, code: str) -> Page:
    """Open a dossier from the worklist of an officer."""
    page = city.page(who)
    page.goto("/xu-ly/")
    page.locator("tbody tr", has_text=code).get_by_role("link").first.click()
    page.wait_for_load_state()
    return page


def draft(city: City, code: str, outcome: str, fields: dict[str, Any]) -> Page:
    """Draft the result as the case officer, and wait for its print."""
    page = open_at_desk(city, "demo.chuyenvien", code)
    page.get_by_role("link", name=outcome).click()
    fill(page, fields)
    press(page, "Lưu dự thảo, lập bản in")
    wait_for(page, "Bản dự thảo")
    return page


def complete(city: City, who: str, code: str, outcome: str) -> Page:
    """Finish the step of work that waits for an officer."""
    page = open_at_desk(city, who, code)
    page.get_by_role("link", name="Hoàn thành bước").first.click()
    page.locator("#outcome").select_option(label=outcome)
    page.locator("#note").fill("Đã xem đủ giấy tờ")
    press(page, "Hoàn thành bước")
    return page


def press(page: Page, button: str) -> None:
    """Press a button and wait for the page it leads to."""
    page.get_by_role("button", name=button).first.click()
    page.wait_for_load_state()


def wait_for(page: Page, words: str) -> None:
    """Look again until a link with `words` is there: what a job prepares comes within seconds."""
    for _ in range(40):
        if page.get_by_role("link", name=words).count():
            return
        page.wait_for_timeout(500)
        page.reload()
    raise AssertionError(f"{words} never came: {page.locator('main').inner_text()}")


def propose(page: Page) -> None:
    """Put the draft before whoever signs."""
    page.get_by_role("link", name="Trình ký", exact=False).first.click()
    press(page, "Trình ký")


def sign(city: City, code: str) -> Page:
    """Sign as the leader."""
    page = open_at_desk(city, "demo.lanhdao", code)
    page.get_by_role("link", name="Xem và ký số").first.click()
    press(page, "Ký số")
    return page


def sign_many(city: City, code: str) -> Page:
    """Choose the draft among those that wait, have it signed by a job, wait for its result."""
    page = city.page("demo.lanhdao")
    page.goto("/xu-ly/")
    page.get_by_role("link", name="Ký số nhiều dự thảo một lần").click()
    page.get_by_label(f"Chọn dự thảo của hồ sơ {code}").check()
    press(page, "Ký số các dự thảo đã chọn")
    page.get_by_text("Đã làm xong").first.wait_for()
    return page


def issue(city: City, code: str) -> Page:
    """Number and issue as the records clerk."""
    page = open_at_desk(city, "demo.vanthu", code)
    page.get_by_role("link", name="Cấp số và ban hành").first.click()
    press(page, "Cấp số và ban hành")
    return page


def hand_over(city: City, code: str) -> Page:
    """Give the result back at the counter."""
    page = open_at_counter(city, code, "Chờ trả kết quả")
    press(page, "Trả kết quả")
    return page
