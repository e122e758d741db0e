"""Places of a template are filled with words: nothing is run, nothing is looked up twice."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.catalogue.filling import PlaceUnknown, fill

VALUES = {
    "answers": {"name": "Hạnh", "evil": "{fields.secret} {0} %(x)s \\1 {answers.__class__}", "empty": ""},
    "fields": {"secret": "kín"},
}


def test_places_are_filled_and_empty_ones_are_shown_open():
    assert fill("{answers.name}, {answers.empty}, {answers.unknown}", VALUES) == "Hạnh, …, …"


def test_what_a_person_wrote_is_never_read_as_a_template():
    assert fill("{answers.evil}", VALUES) == VALUES["answers"]["evil"]


@given(st.text())
def test_any_answer_comes_out_as_it_went_in(text):
    assert fill("{answers.x}", {"answers": {"x": text}}) == (text or "…")


@pytest.mark.parametrize(
    "template", ["{answers}", "{answers.__class__.x", "{0}", "%(name)s", "{{answers}}", "$name", "{answers[name]}", "{answers.name!r}"]
)
def test_what_is_no_place_stays_as_written(template):
    assert fill(template, VALUES) == template


@pytest.mark.parametrize("template", ["{os.environ}", "{self.x}", "{settings.secret_key}"])
def test_a_group_the_dossier_does_not_have_is_refused(template):
    with pytest.raises(PlaceUnknown):
        fill(template, VALUES)


def test_attributes_are_not_reached_through_a_place():
    assert fill("{answers.name.__class__}", VALUES) == "…"
    assert fill("{answers.name.upper}", VALUES) == "…"


def test_a_paragraph_or_fact_is_left_out_when_what_it_needs_is_empty():
    template = {"body": [{"when": "answers.name", "text": "{answers.name}"}, {"when": "answers.empty", "text": "x"}, "{fields.secret}"]}
    assert fill(template, VALUES) == {"body": [{"text": "Hạnh"}, "kín"]}
    facts = [{"when": "answers.name", "row": ["Tên", "{answers.name}"]}, ["Số", "{answers.empty}"]]
    assert fill(facts, VALUES) == [["Tên", "Hạnh"], ["Số", "…"]]


def test_numbers_and_flags_pass_through():
    assert fill({"a": 1, "b": None, "c": True}, VALUES) == {"a": 1, "b": None, "c": True}
