"""The layout of a form as values: pages, questions, repeated groups; read once from data, never changed."""

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from motcua.ui.forms.conditions import Answers, Condition, holds
from motcua.ui.words import Words

WIDGETS = frozenset(
    ("text", "textarea", "radios", "select", "checkbox", "date", "number", "personal_number", "phone", "email", "address", "agency", "year")
    + ("tax_code", "insurance_code")
)


@dataclass(frozen=True)
class Option:
    """One answer to choose. `value` is what is kept."""

    value: str
    label: Words
    hint: Words | None = None
    sex: str = ""  # male or female, when only such a person can give this answer
    show_if: Condition | None = None  # when this answer is offered; in no group


@dataclass(frozen=True)
class Prefill:
    """Where an answer may come from: `source` and `path` as `paths.PATHS` lists them, `when` it applies."""

    source: str
    path: str
    when: Condition | None = None


@dataclass(frozen=True)
class Question:
    """One question. `short` is its name in errors, summaries and papers; `choices` names options given at run time."""

    field: str
    label: Words
    widget: str
    short: Words
    hint: Words | None = None
    why: Words | None = None
    options: tuple[Option, ...] = ()
    choices: str | None = None
    suggest: tuple[str, ...] = ()
    prefills: tuple[Prefill, ...] = ()
    show_if: Condition | None = None
    width: int | None = None
    autocomplete: str = ""
    messages: Mapping[str, Words] = dataclasses.field(default_factory=dict)
    schema: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    required: bool = False
    asked_as_question: bool = False

    @property
    def many(self) -> bool:
        """Several ticks, kept as a list; a checkbox without options is one yes."""
        return self.widget == "checkbox" and bool(self.options)

    def label_of(self, value: Any) -> Words | None:
        """Return the words of the option with `value`, None when there is no such option."""
        return next((option.label for option in self.options if option.value == value), None)


@dataclass(frozen=True)
class Group:
    """Questions asked once for each row, from `least` to `most` rows."""

    field: str
    label: Words
    item_label: Words
    questions: tuple[Question, ...]
    least: int = 0
    most: int = 20
    hint: Words | None = None
    show_if: Condition | None = None


Item = Question | Group


@dataclass(frozen=True)
class Page:
    """One topic. `number` of `total` counts the pages that the answers make visible, from 1; 0 before that is known."""

    id: str
    title: Words
    items: tuple[Item, ...]
    intro: Words | None = None
    show_if: Condition | None = None
    number: int = 0
    total: int = 0

    def visible(self, answers: Answers) -> list[Item]:
        """Return what this page asks, given `answers`, with the options they leave; a choice left without any is not asked."""
        asked = (_offering(item, answers) for item in self.items if holds(item.show_if, answers))
        return [item for item in asked if item is not None]

    def is_asked(self, answers: Answers) -> bool:
        """Say whether this page has anything to ask, given `answers`."""
        return holds(self.show_if, answers) and bool(self.visible(answers))

    def questions(self) -> Iterator[Question]:
        """Every question of the page outside groups."""
        return (item for item in self.items if isinstance(item, Question))


def _offering(item: Item, answers: Answers) -> Item | None:
    if isinstance(item, Group) or all(option.show_if is None for option in item.options):
        return item
    left = tuple(option for option in item.options if holds(option.show_if, answers))
    return dataclasses.replace(item, options=left) if left else None
