"""Whether answers are complete and in range: the schema's word for each question, in the reader's words."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from motcua.ui.forms.conditions import given, holds
from motcua.ui.forms.messages import FieldError, kind_of, sentence
from motcua.ui.forms.pages import Group, Item, Question
from motcua.ui.forms.widgets import parse

# What the widget reads is also what may be kept, however it came.
SHAPED = ("phone", "email", "personal_number", "tax_code", "insurance_code")


def errors_of(items: Iterable[Item], answers: Mapping[str, Any], today: date | None) -> list[FieldError]:
    """Return what is wrong with the answers to `items` that are asked; at most one error a field, in the order of the page."""
    found: list[FieldError] = []
    for item in items:
        if not holds(item.show_if, answers):
            continue
        if isinstance(item, Group):
            found += _of_group(item, answers, today)
        elif (error := of_question(item, item.field, answers.get(item.field), today)) is not None:
            found.append(error)
    return found


def _of_group(group: Group, answers: Mapping[str, Any], today: date | None) -> list[FieldError]:
    rows = rows_of(group, answers)
    rows = [*rows, *({} for _ in range(group.least - len(rows)))]
    found = []
    for at, row in enumerate(rows):
        seen = {**answers, **row}
        for question in group.questions:
            if holds(question.show_if, seen):
                found.append(of_question(question, f"{group.field}-{at}-{question.field}", row.get(question.field), today))
    return [error for error in found if error is not None]


def rows_of(group: Group, answers: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the rows given for `group`, as a list of objects whatever was kept."""
    rows = answers.get(group.field)
    return [dict(row) for row in rows if isinstance(row, Mapping)] if isinstance(rows, list) else []


def of_question(question: Question, name: str, answer: Any, today: date | None) -> FieldError | None:
    """Return what is wrong with one answer, None when it will do. `today` is Vietnam's date; None skips rules about it."""
    if not given(answer) or (answer is False and question.schema.get("const") is True):
        return FieldError(name, sentence(question, "required")) if question.required else None
    problem = next(Draft202012Validator(question.schema).iter_errors(answer), None)
    if problem is not None:
        return FieldError(name, sentence(question, kind_of(str(problem.validator)), problem.validator_value))
    if question.widget in SHAPED and parse(question, name, {name: [str(answer)]}).problem:
        return FieldError(name, sentence(question, "format"))
    if question.options and not _among(question, answer):
        return FieldError(name, sentence(question, "choice"))
    if today is not None and question.schema.get("x-not-after") == "today" and str(answer) > _bound(question, today):
        return FieldError(name, sentence(question, "past"))
    return None


def stands(item: Item, answers: Mapping[str, Any]) -> bool:
    """Say whether a filled-in value may stand as a fact: given, and right as it is; otherwise it is asked."""
    answer = answers.get(item.field)
    return isinstance(item, Question) and given(answer) and of_question(item, item.field, answer, None) is None


def _among(question: Question, answer: Any) -> bool:
    chosen = answer if isinstance(answer, list) else [answer]
    return all(question.label_of(each) is not None for each in chosen)


def _bound(question: Question, today: date) -> str:
    return str(today.year) if question.widget == "year" else today.isoformat()


def between_fields(schema: Mapping[str, Any], asked: Mapping[str, Question], answers: Mapping[str, Any]) -> list[FieldError]:
    """Return what the schema says about several fields together (if/then, dependentRequired …), only for fields that are asked."""
    whole = {key: value for key, value in schema.items() if key not in ("required", "properties")}
    found: dict[str, FieldError] = {}
    for problem in Draft202012Validator(whole).iter_errors(dict(answers)):
        for field, kind in _blamed(problem):
            if field in asked:
                found.setdefault(field, FieldError(field, sentence(asked[field], kind)))
    return list(found.values())


def _blamed(problem: ValidationError) -> list[tuple[str, str]]:
    """The fields to point at, with the kind of message: those that are missing, else the one that is wrong."""
    rule: Any = problem.validator_value
    there = problem.instance if isinstance(problem.instance, Mapping) else {}
    if problem.validator == "dependentRequired":
        rule = [one for field, wants in rule.items() if field in there for one in wants]
    if problem.validator in ("required", "dependentRequired"):
        return [(str(field), "required") for field in rule if field not in there]
    return [(str(problem.path[0]), kind_of(str(problem.validator)))] if problem.path else []
