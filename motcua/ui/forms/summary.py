"""What was answered, in words: for the review page, officers and papers."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import translation
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from motcua.ui.forms.checking import rows_of
from motcua.ui.forms.conditions import given, holds
from motcua.ui.forms.pages import Group, Page, Question
from motcua.ui.forms.readings import reading


@dataclass(frozen=True)
class Row:
    """One label with its value in words; iterates as (label, value).

    `why` it is asked; `note` what the value says to who can read it (an old address); `origin` where it came from, and `told` what a
    register had said instead, set by who knows (dossiers/known.py).
    """

    label: str
    value: str
    field: str = ""
    personal: bool = False
    widget: str = "text"
    why: str = ""
    note: str = ""
    origin: str = ""
    told: str = ""

    def __iter__(self) -> Iterator[str]:
        yield self.label
        yield self.value


@dataclass(frozen=True)
class Section:
    """The rows of one page, with its title and id, so that a review page can link back."""

    title: str
    page_id: str
    rows: tuple[Row, ...]


def sections(pages: list[Page], answers: Mapping[str, Any], language: str) -> list[Section]:
    """Return one section for each page that was asked and answered, in `language` ("vi" or "en")."""
    with translation.override(language):
        found = [Section(str(page.title), page.id, tuple(_rows(page, answers))) for page in pages]
    return [section for section in found if section.rows]


def _rows(page: Page, answers: Mapping[str, Any]) -> Iterator[Row]:
    for item in page.visible(answers):
        if isinstance(item, Group):
            yield from _group_rows(item, answers)
        elif given(answers.get(item.field)):
            yield _row(item, str(item.short), answers[item.field])


def _group_rows(group: Group, answers: Mapping[str, Any]) -> Iterator[Row]:
    for at, row in enumerate(rows_of(group, answers), 1):
        for question in group.questions:
            if given(row.get(question.field)) and holds(question.show_if, {**answers, **row}):
                yield _row(question, f"{group.item_label} {at}: {question.short}", row[question.field])


def _row(question: Question, label: str, answer: Any) -> Row:
    personal = question.schema.get("x-personal") is True
    why = str(question.why) if question.why else ""
    return Row(label, text(question, answer), question.field, personal, question.widget, why, reading(question.widget, answer))


def text(question: Question, answer: Any) -> str:
    """Return `answer` in words, in the active language: dates as 14/03/1994, choices by their label, ticks as Có or Không.

    A number with decimals is written as the language does: 62,5 in Vietnamese.
    """
    if isinstance(answer, bool):
        return _("Có") if answer else _("Không")
    if isinstance(answer, list):
        return "; ".join(text(question, each) for each in answer)
    label = question.label_of(answer)
    if label is not None:
        return str(label)
    if question.widget == "date" and str(answer).count("-") == 2:
        year, month, day = str(answer).split("-")
        return f"{day}/{month}/{year}"
    return number_format(answer) if isinstance(answer, float) else str(answer)
