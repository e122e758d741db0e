"""Conditions are data: small, checked, never run."""

from typing import Any

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from motcua.ui.forms.conditions import ConditionError, fields, holds, parse_condition


@pytest.mark.parametrize(
    ("condition", "answers", "expected"),
    [
        (None, {}, True),
        ({"field": "x", "is": "a"}, {"x": "a"}, True),
        ({"field": "x", "is": "a"}, {}, False),
        ({"field": "x", "is": 1}, {"x": True}, False),
        ({"field": "x", "is": "a"}, {"x": ["b", "a"]}, True),
        ({"field": "x", "in": ["a", "b"]}, {"x": "b"}, True),
        ({"field": "x", "given": True}, {"x": "  "}, False),
        ({"field": "x", "given": False}, {}, True),
        ({"field": "x", "given": True}, {"x": 0}, True),
        ({"all": [{"field": "x", "is": 1}, {"field": "y", "is": 2}]}, {"x": 1, "y": 2}, True),
        ({"any": [{"field": "x", "is": 1}, {"field": "y", "is": 2}]}, {"y": 2}, True),
        ({"not": {"field": "x", "is": 1}}, {}, True),
    ],
)
def test_a_condition_says_when_a_question_is_asked(condition: Any, answers: dict[str, Any], expected: bool) -> None:
    assert holds(condition, answers) is expected


@pytest.mark.parametrize(
    "condition",
    [
        "x == 1",
        {},
        {"field": "x"},
        {"field": "x", "is": 1, "in": [1]},
        {"field": "x", "in": "abc"},
        {"field": "x", "given": "yes"},
        {"all": []},
        {"field": ["x"], "is": 1},
        {"__import__": "os"},
        {"field": "unknown", "is": 1},
    ],
)
def test_a_condition_of_another_shape_is_refused(condition: Any) -> None:
    with pytest.raises(ConditionError):
        parse_condition(condition, {"x"})


def test_a_condition_nested_without_end_is_refused() -> None:
    condition: dict[str, Any] = {"field": "x", "is": 1}
    for _ in range(20):
        condition = {"not": condition}
    with pytest.raises(ConditionError):
        parse_condition(condition, {"x"})


def test_the_fields_of_a_condition_are_known() -> None:
    condition = {"any": [{"field": "a", "is": 1}, {"not": {"all": [{"field": "b", "given": True}]}}]}
    assert fields(condition) == {"a", "b"}


_leaf = st.builds(lambda value: {"field": "x", "is": value}, st.one_of(st.text(max_size=3), st.integers(), st.booleans()))
_conditions = st.recursive(
    _leaf,
    lambda inner: st.one_of(inner.map(lambda c: {"not": c}), st.lists(inner, min_size=1, max_size=3).map(lambda c: {"all": c})),
    max_leaves=5,
)


@for_all(
    _conditions,
    st.dictionaries(st.sampled_from(["x", "y"]), st.one_of(st.none(), st.text(max_size=3), st.integers(), st.lists(st.text(max_size=2)))),
)
def test_not_turns_every_condition_round(condition: Any, answers: dict[str, Any]) -> None:
    assert holds({"not": condition}, answers) is not holds(condition, answers)
