"""The forms that come with the system: whole, in both languages, and a sample of each passes."""

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.template import engines

from motcua.ui.forms import Form, fill_in, widgets
from motcua.ui.forms.paths import of_person

BUILTIN = Path(__file__).resolve().parents[2] / "motcua" / "catalogue" / "builtin"
FORMS = sorted(BUILTIN.glob("*/form.json"))
TODAY = date(2026, 11, 23)
AT = datetime(2026, 11, 23, 2, 12, tzinfo=UTC)
HANH = {
    "name": "Nguyễn Thị Hạnh",
    "number": "001194012372",
    "birth_date": date(1994, 3, 14),
    "ethnicity": "Kinh",
    "nationality": "Việt Nam",
    "residence": "Phường Cửa Nam, thành phố Hà Nội",
    "spouse_name": "Trần Văn Minh",
    "spouse_number": "001094045678",
}
KNOWN = {source: (told, AT) for source, told in of_person(HANH).items()}


def load(code: str) -> Form:
    return Form.from_data(json.loads((BUILTIN / code / "form.json").read_text("utf-8")))


def sample(path: Path) -> dict[str, Any]:
    answers: dict[str, Any] = json.loads(path.with_name("sample.json").read_text("utf-8"))
    return answers


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.parent.name)
def test_a_sample_passes_and_every_answer_is_asked(path: Path) -> None:
    form, answers = load(path.parent.name), sample(path)
    assert form.check(answers, TODAY) == []
    assert form.visible_answers(answers) == answers
    rows = [row for language in ("vi", "en") for section in form.summary(answers, language) for row in section.rows]
    assert len(rows) == 2 * len(answers)


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.parent.name)
def test_every_field_of_the_schema_is_asked_and_every_page_shows(path: Path) -> None:
    form, answers = load(path.parent.name), sample(path)
    assert set(form.items()) == set(form.schema["properties"])
    template = engines["django"].from_string("{% load ui %}{% form_page page answers %}{% form_dense form answers %}")
    for page in form.pages(answers):
        assert str(page.title) in template.render({"page": page, "form": form, "answers": answers})


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.parent.name)
def test_a_sample_survives_being_posted_page_by_page(path: Path) -> None:
    form, wanted = load(path.parent.name), sample(path)
    answers: dict[str, Any] = {}
    for page in form.pages(wanted):
        posted: dict[str, list[str]] = {}
        for question in page.questions():
            posted |= widgets.posted_of(question, question.field, wanted.get(question.field))
        read = form.read(page.id, posted, answers, today=TODAY)
        assert read.complete, read.errors
        answers = read.answers
    assert form.visible_answers(answers) == wanted


def test_a_copy_for_oneself_is_filled_in_and_for_another_is_not() -> None:
    form = load("2.000908")
    own = fill_in(form, {"relation": "self"}, {}, KNOWN)
    assert own.answers["holder_birth_date"] == "1994-03-14"
    assert set(own.sources) == {"holder_name", "holder_birth_date", "holder_number"}
    assert fill_in(form, {"relation": "relative"}, {}, KNOWN).answers == {"relation": "relative"}


def test_an_electronic_copy_asks_for_no_paper() -> None:
    form = load("2.000908")
    errors = form.check({"receive_by": "electronic"})
    assert not {"copies", "post_address"} & {error.field for error in errors}
    assert {"copies", "post_address"} <= {error.field for error in form.check({"receive_by": "post"})}


def test_a_mother_finds_herself_and_her_husband_filled_in() -> None:
    form = load("1.001193")
    filled = fill_in(form, {"relation": "mother", "parents": "married"}, {}, KNOWN)
    assert filled.answers["mother_name"] == "Nguyễn Thị Hạnh"
    assert filled.answers["mother_residence"] == "Phường Cửa Nam, thành phố Hà Nội"
    assert filled.answers["father_name"] == "Trần Văn Minh"
    assert "father_birth_date" not in filled.answers


def test_the_father_is_left_out_when_he_is_not_established() -> None:
    form, answers = load("1.001193"), sample(BUILTIN / "1.001193" / "form.json")
    kept = form.visible_answers({**answers, "parents": "mother_only"})
    assert not [field for field in kept if field.startswith(("father", "marriage"))]
    assert form.check(kept, TODAY) == []


def test_an_unmarried_father_is_sent_to_the_counter() -> None:
    read = load("1.001193").read("parents", {"relation": ["father"], "parents": ["mother_only"]}, {})
    assert [error.field for error in read.errors] == ["parents"]
    assert "nhận con tại quầy" in read.errors[0].message
