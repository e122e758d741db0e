"""Forms on screen: no scripts needed, every error linked, every input named."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from html.parser import HTMLParser
from typing import Any

import pytest
from django.template import engines
from django.utils import translation

from tests.ui import declared

NOW = datetime(2026, 11, 23, 2, 12, tzinfo=UTC)
PAGE = "{% load ui %}{% form_page page answers errors raw sources name=name %}"
DENSE = "{% load ui %}{% form_dense form answers errors raw sources %}"


class Reader(HTMLParser):
    """Collects elements with their attributes, in order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def all(self, *tags: str) -> Iterator[dict[str, str | None]]:
        return (attributes for tag, attributes in self.elements if tag in tags)


def show(template: str, **values: Any) -> str:
    return str(engines["django"].from_string(template).render({"now": NOW, "name": "Thủ tục", **values}))


def page(page_id: str, answers: dict[str, Any], **values: Any) -> str:
    form = declared.form()
    return show(PAGE, page=form.page(page_id, answers), answers=answers, **values)


def test_every_input_has_a_label_and_every_id_is_its_own() -> None:
    answers = {"relation": "other", "copies": [{"to": "A"}, {}]}
    for html in (page("who", answers), page("rest", answers), show(DENSE, form=declared.form(), answers=answers)):
        read = Reader(html)
        ids = [each["id"] for _, each in read.elements if "id" in each]
        labelled = {each.get("for") for each in read.all("label")}
        inputs = [each for each in read.all("input", "select", "textarea") if each.get("type") != "hidden"]
        assert len(ids) == len(set(ids))
        assert {each["id"] for each in inputs} <= labelled


def test_the_error_summary_leads_to_the_field_and_the_field_says_it_again() -> None:
    form = declared.form()
    read = form.read("who", {**declared.WHO, "born-year": ["94"], "name": [""]}, {})
    html = page("who", read.answers, errors=read.errors, raw=read.raw)
    assert html.index("govuk-error-summary") < html.index("<h1")
    ids = {each.get("id") for _, each in Reader(html).elements}
    for error in read.errors:
        assert f'href="#{error.anchor}"' in html
        assert error.anchor in ids
        assert html.count(error.message) == 2
    assert 'aria-describedby="name-error" aria-invalid="true"' in html
    assert 'name="born-year" type="text" inputmode="numeric" value="94"' in html


def test_what_was_typed_is_shown_escaped() -> None:
    read = declared.form().read("who", {**declared.WHO, "name": ['"><script>alert(1)</script>']}, {})
    html = page("who", read.answers, errors=read.errors, raw=read.raw)
    assert "<script" not in html
    assert "&quot;&gt;&lt;script&gt;" in html


def test_a_value_from_a_register_is_a_fact_with_its_source_and_a_way_to_object() -> None:
    sources = {"name": {"source": "population", "at": NOW.isoformat()}, "number": ("CSDL khác", NOW)}
    answers = {"relation": "self", "name": "Nguyễn Thị Hạnh", "number": "001194012372"}
    html = page("who", answers, sources=sources)
    assert "Lấy từ CSDL quốc gia về dân cư, hôm\u00a0nay\u00a009:12" in html
    assert 'name="_edit" value="name"' in html
    assert 'id="name"' not in html
    assert "001194012372" not in html
    assert "001\u00a0•••\u00a0•••\u00a0372" in html
    assert 'value="relation born"' in html


def test_a_value_the_person_wrote_over_is_an_input() -> None:
    html = page("who", {"name": "Hạnh"}, sources={"name": {"source": "person", "at": NOW.isoformat()}})
    assert 'id="name" name="name" type="text" value="Hạnh"' in html


def test_officers_see_all_visible_questions_on_one_page() -> None:
    html = show(DENSE, form=declared.form(), answers={"relation": "other", "name": "A B"}, sources={"name": ("CSDL", NOW)})
    assert html.count("dense__page") == 3
    assert "Lấy từ CSDL, hôm nay 09:12" in html
    assert 'id="name" name="name" type="text" value="A B"' in html
    assert "Vì sao hỏi điều này?" not in html


def test_enter_goes_on_and_does_not_press_another_button() -> None:
    buttons = list(Reader(page("rest", {"copies": [{"to": "A"}]})).all("button"))
    assert "name" not in buttons[0]
    assert [each.get("name") for each in buttons[1:]] == ["_remove", "_add"]


def test_the_page_is_whole_in_english() -> None:
    with translation.override("en"):
        html = page("who", {"relation": "other"})
    assert "Why do we ask this?" in html
    assert "Part 1 of 3" in html
    assert not re.search(r"Họ và tên|Tiếp tục|Ngày<|không bắt buộc", html)


@pytest.mark.parametrize("answers", [{"copies": "garbage"}, {"copies": [3, None]}, {"ways": "x", "sworn": 2, "born": 5}])
def test_kept_answers_of_another_kind_still_show(answers: dict[str, Any]) -> None:
    assert "<h1" in page("rest", answers)
    assert "<h1" in page("who", answers)
