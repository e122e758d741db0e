"""Whatever is posted, reading never raises, never loses what was typed, and answers that pass are stable."""

import json
import unicodedata
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from motcua.ui.forms.bound import binder
from tests.ui import declared

FORM = declared.form()
NAMES = [
    *("relation", "name", "born-day", "born-month", "born-year", "number", "proof", "year", "how_many", "phone", "email", "note"),
    *("sworn", "ways", "agency", "copies-count", "copies-0-to", "copies-0-count", "copies-1-to", "copies-77-to", "copies-x-to"),
    *("_add", "_remove", "_edit", "_shown", "csrfmiddlewaretoken"),
]
text = st.one_of(
    st.text(max_size=30),
    st.sampled_from(["self", "31", "2", "1994", "0", "copies", "copies:0", "copies:9x", "name,born", "-1", "٣", "²", "1/2/2026"]),
)
posts = st.dictionaries(st.sampled_from(NAMES), st.lists(text, max_size=3), max_size=15)
pages = st.sampled_from(["who", "proof", "rest"])
json_values = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), st.text(max_size=10)),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.sampled_from(["to", "count", "x"]), inner, max_size=3)),
    max_leaves=6,
)
kept = st.dictionaries(st.sampled_from([*FORM.items(), "unknown"]), json_values, max_size=8)


def _storable(value: str) -> str:
    return "".join(each for each in value if each in "\n\r\t" or unicodedata.category(each) not in ("Cc", "Cs"))


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(pages, posts, kept)
def test_any_post_is_read(page: str, posted: dict[str, list[str]], answers: dict[str, Any]) -> None:
    read = FORM.read(page, posted, answers)
    json.dumps(read.answers)
    assert read.complete == (not read.errors and not read.stay)
    for item in FORM.layout[["who", "proof", "rest"].index(page)].questions():
        if item.widget != "date" and item.field in posted:
            assert read.raw[item.field] == [_storable(each) for each in posted[item.field]]


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(pages, posts)
def test_what_was_typed_stands_in_its_input_again(page: str, posted: dict[str, list[str]]) -> None:
    read = FORM.read(page, posted, {})
    shown = binder(read.answers, read.errors, read.raw, {})
    for item in FORM.layout[["who", "proof", "rest"].index(page)].questions():
        values = shown.bind(item).values  # type: ignore[union-attr]
        for name in read.raw.keys() & set(values):
            assert list(values[name]) == read.raw[name]


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(kept)
def test_any_answers_are_checked_and_summed_up(answers: dict[str, Any]) -> None:
    visible = FORM.visible_answers(answers)
    assert FORM.visible_answers(visible) == visible
    assert set(visible) <= set(FORM.items())
    FORM.check(answers)
    FORM.summary(answers, "en")
    FORM.pages(answers)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(posts)
def test_answers_that_were_read_without_error_pass_the_check_of_their_page(posted: dict[str, list[str]]) -> None:
    read = FORM.read("rest", {"sworn": ["yes"], **posted}, {"relation": "self"})
    if read.complete and "_shown" not in posted:
        wrong = {error.field.partition("-")[0] for error in FORM.check(read.answers)}
        assert not wrong & {item.field for item in FORM.layout[2].items}
