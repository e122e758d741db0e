"""When a question is asked: small conditions as data over answers already given. Nothing in them is run as code."""

from collections.abc import Mapping
from typing import Any

Condition = Mapping[str, Any]
Answers = Mapping[str, Any]
_MOST_NESTED = 8


class ConditionError(ValueError):
    """A condition that cannot be read; `str()` says what is wrong."""


def holds(condition: Condition | None, answers: Answers) -> bool:
    """Say whether `condition` (checked before by `check`) is true of `answers`; no condition always holds."""
    if not condition:
        return True
    if "all" in condition:
        return all(holds(each, answers) for each in condition["all"])
    if "any" in condition:
        return any(holds(each, answers) for each in condition["any"])
    if "not" in condition:
        return not holds(condition["not"], answers)
    return _of_field(condition, answers.get(condition["field"]))


def _of_field(condition: Condition, answer: Any) -> bool:
    if "given" in condition:
        return given(answer) is condition["given"]
    wanted = condition["in"] if "in" in condition else [condition["is"]]
    # Many ticks count when one of them is wanted. `type` keeps True apart from 1.
    given_ones = answer if isinstance(answer, list) else [answer]
    return any(type(each) is type(one) and each == one for each in given_ones for one in wanted)


def given(answer: Any) -> bool:
    """Say whether an answer was given: not None, not empty, not blank. False and 0 are answers."""
    return answer not in (None, [], {}) and not (isinstance(answer, str) and not answer.strip())


def parse_condition(data: Any, known: set[str] | None = None) -> Condition:
    """Return `data` as a condition that `holds` takes. Raises ConditionError for another shape or a field not in `known`."""
    check(data, known)
    condition: Condition = data
    return condition


def check(condition: Any, known: set[str] | None, depth: int = 0) -> None:
    """Raise ConditionError when `condition` has another shape or asks for a field that is not in `known` (None: any field)."""
    if depth > _MOST_NESTED:
        raise ConditionError("condition nested too deep")
    if not isinstance(condition, Mapping):
        raise ConditionError(f"condition must be an object, not {condition!r}")
    keys = set(condition)
    if keys in ({"all"}, {"any"}):
        _check_each(condition[keys.pop()], known, depth)
    elif keys == {"not"}:
        check(condition["not"], known, depth + 1)
    else:
        _check_field(condition, keys, known)


def _check_each(parts: Any, known: set[str] | None, depth: int) -> None:
    if not isinstance(parts, list) or not parts:
        raise ConditionError("all and any need a list of conditions")
    for part in parts:
        check(part, known, depth + 1)


def _check_field(condition: Condition, keys: set[str], known: set[str] | None) -> None:
    if keys not in ({"field", "is"}, {"field", "in"}, {"field", "given"}):
        raise ConditionError(f"unknown condition {sorted(keys)}")
    if not isinstance(condition["field"], str) or (known is not None and condition["field"] not in known):
        raise ConditionError(f"condition on unknown field {condition['field']!r}")
    if "in" in keys and not isinstance(condition["in"], list):
        raise ConditionError("in needs a list")
    if "given" in keys and not isinstance(condition["given"], bool):
        raise ConditionError("given needs true or false")


def fields(condition: Condition | None) -> set[str]:
    """Return the fields that `condition` looks at."""
    if not condition:
        return set()
    if "field" in condition:
        return {condition["field"]}
    parts = [condition["not"]] if "not" in condition else condition.get("all", condition.get("any", []))
    return set().union(*(fields(part) for part in parts))
