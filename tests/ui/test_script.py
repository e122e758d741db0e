"""What a page gains when scripts run, and that it is without fault at 320 px for axe: in a real browser, from files."""

import re
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.template import engines
from playwright.sync_api import Browser, Page

from motcua.ui.values import WorkRow
from tests.ui import declared

ROOT = Path(__file__).resolve().parents[2]
STATIC = ROOT / "motcua" / "ui" / "static" / "ui"
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
FORM_PAGE = """{% extends "ui/base.html" %}{% load ui %}{% block title %}Khai{% endblock %}{% block content %}
<form action="#sent" novalidate>{% form_page page answers errors raw %}{% button "Tiếp tục" %}</form>{% endblock %}"""
DESK_PAGE = """{% extends "ui/base_desk.html" %}{% load ui %}{% block title %}Việc{% endblock %}{% block content %}<h1>Việc</h1>
<form class="filters"><div><label for="q">Tìm</label><input id="q" type="search"></div></form>
<div class="work-scroll" tabindex="0" role="region" aria-label="Danh sách"><table class="work"><caption>Việc</caption><thead><tr>
<th scope="col">Còn lại</th><th scope="col">Hồ sơ</th><th scope="col">Người nộp</th>
<th scope="col">Bước</th><th scope="col">Người giữ</th></tr>
</thead><tbody>{% for row in rows %}{% work_row row %}{% endfor %}</tbody></table></div>
<a id="done" data-key="H" href="#done">Xong</a>{% include "ui/parts/keys.html" %}{% endblock %}{% block keys %}{% endblock %}"""

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def browser_page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context()
    yield context.new_page()
    context.close()


@pytest.fixture
def opened(browser_page: Page, tmp_path: Path) -> Any:
    def open_(source: str, width: int = 320, **values: Any) -> Page:
        shutil.copytree(STATIC, tmp_path / "ui", dirs_exist_ok=True)
        html = engines["django"].from_string(source).render({"now": datetime(2026, 11, 23, tzinfo=UTC), **values})
        (tmp_path / "page.html").write_text(re.sub(r"/static/ui/", "ui/", html), "utf-8")
        browser_page.set_viewport_size({"width": width, "height": 800})
        browser_page.goto((tmp_path / "page.html").as_uri())
        return browser_page

    return open_


def _wrong_page() -> dict[str, Any]:
    read = declared.form().read("who", {"name": [""]}, {})
    return {"page": declared.form().page("who", {}), "answers": read.answers, "errors": read.errors, "raw": read.raw}


def _desk() -> dict[str, Any]:
    rows = [
        WorkRow(f"#h{at}", "Cấp bản sao", f"H26-{at}", "Hạnh", "Trực tuyến", "Ký", "Dũng", 60 * at - 60, None, current=at == 0)
        for at in range(3)
    ]
    return {"rows": rows}


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("name", ["form", "desk"])
def test_axe_finds_nothing_and_nothing_sticks_out(opened: Any, name: str, width: int) -> None:
    page = opened(FORM_PAGE, width, **_wrong_page()) if name == "form" else opened(DESK_PAGE, width, **_desk())
    page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate("tags => axe.run({runOnly: tags})", TAGS)
    assert [each["id"] for each in found["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0


def test_the_error_summary_has_the_focus(opened: Any) -> None:
    page = opened(FORM_PAGE, **_wrong_page())
    assert page.evaluate("document.activeElement.className") == "govuk-error-summary"


def test_a_second_press_sends_nothing(opened: Any) -> None:
    page = opened(FORM_PAGE, **_wrong_page())
    sent = page.evaluate(
        """() => { let sent = 0; const form = document.querySelector("main form");
        form.addEventListener("submit", (event) => { setTimeout(() => { if (!event.defaultPrevented) sent += 1; }); });
        window.addEventListener("submit", (event) => { if (!event.defaultPrevented) { sent += 1; event.preventDefault(); } });
        const button = form.querySelector(".govuk-button"); button.click(); button.click(); return sent; }"""
    )
    assert sent == 1


def test_officers_move_and_act_by_keys(opened: Any) -> None:
    page = opened(DESK_PAGE, 1280, **_desk())
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.hash") == "#h1"
    page.keyboard.press("k")
    assert page.evaluate("document.activeElement.hash") == "#h0"
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "q"
    page.keyboard.type("jh")
    assert page.evaluate("document.activeElement.value") == "jh"


def test_keys_can_be_turned_off(opened: Any) -> None:
    page = opened(DESK_PAGE, 1280, **_desk())
    page.keyboard.press("h")
    page.wait_for_url("**#done")
    page.keyboard.press("?")
    page.get_by_label("Dùng phím tắt").uncheck()
    page.evaluate("document.activeElement.blur(); location.hash = ''")
    page.keyboard.press("h")
    assert page.evaluate("location.hash") == ""
    page.get_by_label("Dùng phím tắt").check()
