"""A form that cannot work is refused when it is read, naming the place."""

from collections.abc import Callable
from typing import Any

import pytest

from motcua.ui.forms import Form, FormDefinitionError
from tests.ui import declared


def _question(data: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = data["layout"]["pages"][0]["questions"][1]
    return found


_CHILDREN = {"source": "family", "path": "children"}
CHANGES: list[tuple[str, Callable[[dict[str, Any]], Any]]] = [
    ("pages[0].questions[1]: unknown widget 'slider'", lambda d: _question(d).update(widget="slider")),
    ("pages[0].questions[1]: field 'nobody' is not in the schema", lambda d: _question(d).update(field="nobody")),
    ("pages[0].questions[1]: field 'relation' is asked twice", lambda d: _question(d).update(field="relation")),
    (
        "pages[0].questions[1].show_if: condition on unknown field 'ghost'",
        lambda d: _question(d).update(show_if={"field": "ghost", "is": 1}),
    ),
    ("pages[0].questions[1].label: needs words in both languages", lambda d: _question(d).update(label={"vi": "Tên"})),
    ("pages[0].questions[1].why: needs words in both languages", lambda d: _question(d).update(why={"vi": "Vì", "en": " "})),
    ("pages[0].questions[1]: unknown ['onclick']", lambda d: _question(d).update(onclick="x")),
    ("pages[0].questions[1].prefill[0]: needs a path and a source", lambda d: _question(d).update(prefill={"source": "web", "path": "x"})),
    (
        "pages[0].questions[1].prefill[0]: family does not tell 'children'",
        lambda d: _question(d).update(prefill={"source": "family", "path": "children"}),
    ),
    ("pages[0].questions[0]: radios needs options or choices", lambda d: d["layout"]["pages"][0]["questions"][0].pop("options")),
    ("layout: two pages with one id", lambda d: d["layout"]["pages"][1].update(id="who")),
    ("layout: needs pages", lambda d: d["layout"].update(pages=[])),
    ("schema: must describe an object", lambda d: d["schema"].update(type="array")),
    ("schema:", lambda d: d["schema"]["properties"]["name"].update(minLength="two")),
    ("pages[2].questions[8]: needs questions and 0 <= min <= max", lambda d: d["layout"]["pages"][2]["questions"][8].update(min=4)),
]


@pytest.mark.parametrize(("said", "change"), CHANGES, ids=[said for said, _ in CHANGES])
def test_a_wrong_definition_is_refused_naming_the_place(said: str, change: Callable[[dict[str, Any]], Any]) -> None:
    data = declared.data()
    change(data)
    with pytest.raises(FormDefinitionError) as refused:
        Form.from_data(data)
    assert str(refused.value).startswith(said)


@pytest.mark.parametrize(
    "data", [{}, {"schema": None, "layout": 3}, {"schema": {"type": "object", "properties": {}}, "layout": {"pages": "abc"}}]
)
def test_what_is_no_form_is_refused(data: dict[str, Any]) -> None:
    with pytest.raises(FormDefinitionError):
        Form.from_data(data)


def test_the_form_tells_what_is_filled_in_and_what_is_personal() -> None:
    form = declared.form()
    assert form.prefills() == [("name", "population", "name")]
    assert form.prefills({"relation": "other"}) == []
    assert form.personal_fields() == {"name", "born", "number"}


def test_choices_given_at_run_time_are_offered_and_checked() -> None:
    form = declared.form().with_choices({"agencies": [("00070", "Phường Cửa Nam")]})
    read = form.read("rest", {"agency": ["99999"], "sworn": ["yes"]}, {})
    assert [error.field for error in read.errors] == ["agency"]
    assert form.summary({"agency": "00070"})[0].rows[0].value == "Phường Cửa Nam"
