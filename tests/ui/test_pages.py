"""Base templates, components, language, and pages for when there is no page."""

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.paginator import Paginator
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.utils import translation

from motcua.ui import context, errors
from motcua.ui.middleware import DatabaseDownMiddleware, LanguageMiddleware
from motcua.ui.values import Count, FileRow, PersonMenu, Point, WorkRow

ROOT = Path(__file__).resolve().parents[2]
NOW = datetime(2026, 11, 23, 2, 12, tzinfo=UTC)


def request(address: str = "/", **cookies: str) -> HttpRequest:
    made = RequestFactory().get(address)
    made.COOKIES.update(cookies)
    made.now = NOW  # type: ignore[attr-defined]
    return made


def show(source: str, asked: HttpRequest | None = None, **values: Any) -> str:
    asked = asked or request()
    return str(engines["django"].from_string("{% load ui %}" + source).render({**context.page(asked), "request": asked, **values}))


def extending(base: str, source: str = "", asked: HttpRequest | None = None, **values: Any) -> str:
    asked = asked or request()
    template = engines["django"].from_string('{% extends "' + base + '" %}{% load ui %}' + source)
    return str(template.render({**context.page(asked), "request": asked, **values}))


def _language(asked: HttpRequest) -> tuple[str | None, HttpResponse]:
    seen: list[str | None] = []

    def page(_request: HttpRequest) -> HttpResponse:
        seen.append(translation.get_language())
        return HttpResponse("x")

    response = LanguageMiddleware(page)(asked)
    return seen[0], response


def test_pages_are_vietnamese_whatever_the_browser_says() -> None:
    asked = request()
    asked.META["HTTP_ACCEPT_LANGUAGE"] = "en"
    language, response = _language(asked)
    assert language == response["Content-Language"] == "vi"


def test_a_chosen_language_is_kept() -> None:
    language, response = _language(request("/?lang=en"))
    cookie = response.cookies["django_language"]
    assert language == "en"
    assert cookie.value == "en"
    assert cookie["httponly"]
    assert _language(request("/", django_language="en"))[0] == "en"
    assert _language(request("/?lang=vi", django_language="en"))[0] == "vi"


@pytest.mark.parametrize("chosen", ["fr", "", "../../x", "EN"])
def test_a_language_we_do_not_speak_changes_nothing(chosen: str) -> None:
    language, response = _language(request(f"/?lang={chosen}"))
    assert language == "vi"
    assert not response.cookies


def test_a_lost_database_is_said_with_503() -> None:
    middleware = DatabaseDownMiddleware(lambda _: HttpResponse())
    answer = middleware.process_exception(request(), OperationalError("gone"))
    assert answer is not None
    assert answer.status_code == 503
    assert answer["Retry-After"] == "30"
    assert "bản nháp đã lưu vẫn còn" in answer.content.decode()
    assert middleware.process_exception(request(), ValueError()) is None


@pytest.mark.parametrize("address", ["/thu-tuc/%00/", "/thu-tuc/?q=%00", "/thu-tuc/?%00=1"])
def test_a_nul_byte_is_refused_before_any_view(client: Client, address: str) -> None:
    assert client.get(address).status_code == 400
    assert client.post("/tra-cuu/", {"code": "H26\0"}).status_code == 400


def test_too_many_questions_are_told_when_to_come_back() -> None:
    answer = errors.too_many(request(), 60)
    assert answer.status_code == 429
    assert "Xin chờ 60 giây" in answer.content.decode()


@pytest.mark.parametrize("status", ["400", "403", "403_csrf", "404", "429", "500", "503"])
@pytest.mark.parametrize("language", ["vi", "en"])
def test_error_pages_need_no_context_and_no_database(status: str, language: str) -> None:
    with translation.override(language):
        page = render_to_string(f"{status}.html", {"retry_seconds": 9})
    assert f'<html lang="{language}">' in page
    assert "<h1" in page


def test_the_title_says_that_there_are_errors() -> None:
    source = "{% block title %}Khai{% endblock %}"
    assert "<title>Khai – Một Cửa</title>" in extending("ui/base.html", source)
    assert "<title>Lỗi: Khai – Một Cửa</title>" in extending("ui/base.html", source, errors=[1])


def test_the_header_has_links_and_the_person_twice_for_wide_and_phone() -> None:
    asked = request()
    asked.person_menu = PersonMenu("Nguyễn Thị Hạnh", "", [("Hồ sơ của tôi", "/ho-so")], "/dang-xuat/")  # type: ignore[attr-defined]
    page = extending(
        "ui/base.html", '{% block nav %}{% nav %}{% nav_link "Thủ tục" "/tt" True %}{% endnav %}{% endblock %}', asked, csrf_token="abc"
    )
    assert page.count('href="/tt" aria-current="page"') == 2
    assert page.count("Nguyễn Thị Hạnh") == 2
    assert page.count('name="csrfmiddlewaretoken" value="abc"') == 2


def test_the_other_language_is_one_link_away_and_keeps_the_question() -> None:
    assert 'href="?q=khai+sinh&amp;lang=en"' in show("{% language_switch %}", request("/?q=khai+sinh"))
    with translation.override("en"):
        assert 'lang="vi" hreflang="vi">Tiếng Việt</a>' in show("{% language_switch %}")


def test_officers_get_their_own_base() -> None:
    page = extending("ui/base_desk.html", "{% block content %}<h1>Việc</h1>{% endblock %}")
    assert '<body class="desk">' in page
    assert "htmx.min.js" in page
    assert "htmx.min.js" not in extending("ui/base.html")


def test_components_show_their_values() -> None:
    points = [Point("Nộp", "hôm qua", "done"), Point("Đang xử lý", "hôm nay", "now"), Point("Trả")]
    files = FileRow("Đơn.pdf", "/t/1", 1_234_567, "2 trang", "good", "Còn nguyên")
    page = show(
        '{% timeline points %}{% file_row file %}{% tag "bad" "Quá hạn" %}{% strip "soon" "Tạm dừng" %}'
        '{% why "Vì sao?" %}<p>Vì thế</p>{% endwhy %}{% button "Nộp" key="H" %}{% refuse "Từ chối" "Chưa được" "Điều 17" "/luat" %}'
        "{% counts counts %}{% steps names 1 %}{% pagination page %}"
        '{% answers %}{% answer "Bạn trả" "0 đồng" %}Không phí{% endanswer %}{% endanswers %}'
        '{% preparing "/p" %}{% progress 3 10 "3 trong 10" %}',
        request("/?q=a&page=2"),
        points=points,
        file=files,
        counts=[Count("Quá hạn", 2, "?han=qua", "bad", True)],
        names=["Nhận", "Ký", "Trả"],
        page=Paginator(range(30), 10).page(2),
    )
    assert page.count('aria-current="step"') == 2
    assert "1,2 MB · 2 trang" in page
    assert '<details class="why">' in page
    assert 'data-key="H"' in page
    assert 'href="?q=a&amp;page=3" rel="next"' in page
    assert 'hx-get="/p" hx-trigger="every 2s"' in page


@pytest.mark.parametrize(
    ("minutes", "expected"),
    [(-102, "left--bad"), (408, "left--soon"), (481, "left--good"), (None, "left--still")],
)
def test_a_worklist_row_says_quá_còn_or_tạm_dừng(minutes: int | None, expected: str) -> None:
    due_at = datetime(2026, 11, 23, 10, 0, tzinfo=UTC) if minutes is not None else None
    row = WorkRow(
        "/h/1", "Cấp bản sao", "H26.15-1", "Hạnh", "Trực tuyến", "Ký", "", minutes, due_at, "" if due_at else "chờ người nộp", mine=True
    )
    page = show("{% work_row row %}", row=row)
    assert expected in page
    assert ("hẹn 17:00 hôm nay" if due_at else "chờ người nộp") in page


def test_values_are_escaped_everywhere() -> None:
    bad = "<script>x</script>"
    page = show(
        '{% tag "good" bad %}{% strip "info" bad %}{% button bad %}{% refuse bad bad bad %}'
        "{% timeline points %}{% facts_of rows %}{% steps rows.0 0 %}",
        bad=bad,
        points=[Point(bad, bad)],
        rows=[(bad, bad)],
    )
    assert "<script" not in page


def test_no_page_has_style_or_script_of_its_own() -> None:
    inline = re.compile(r"<style|\sstyle\s*=|\son[a-z]+\s*=\s*[\"']|<script(?![^>]*\ssrc=)|javascript:|hx-on", re.IGNORECASE)
    pages = [path for path in (ROOT / "motcua").rglob("templates/**/*.html") if inline.search(path.read_text("utf-8"))]
    assert pages == []
