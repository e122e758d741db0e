"""A page of a few plain questions that an officer or citizen answers to act: declared as values, read, shown again with what is wrong."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol

from django.utils.translation import gettext as _

from motcua.ui.forms.messages import FieldError

MOST = 2000
MOST_BYTES = 20 * 1024 * 1024  # one more byte is read than is kept, so that the act can refuse it


class Uploaded(Protocol):
    """A file as a request brings it."""

    @property
    def name(self) -> str | None:
        """Its own name."""
        ...

    def read(self, size: int) -> bytes:
        """Return at most `size` bytes."""
        ...


@dataclass(frozen=True)
class Question:
    """One question.

    `kind`: area, lines (a list, one a line), text, date, until (date or nothing), money (VND or nothing), choice, tick, file.
    """

    name: str
    label: str
    kind: str = "area"
    hint: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    first: str = ""


@dataclass(frozen=True)
class Shown:
    """A question as it stands on the page: what was typed, what is wrong with it."""

    question: Question
    typed: str
    error: str


def shown(questions: Sequence[Question], posted: Mapping[str, str], errors: Sequence[FieldError]) -> list[Shown]:
    """Return the questions with what was typed, or what stands there first, and the message of each that was refused."""
    wrong = {each.field: each.message for each in errors}
    return [Shown(q, posted.get(q.name, "" if posted and q.kind == "tick" else q.first), wrong.get(q.name, "")) for q in questions]


def read(
    questions: Sequence[Question], posted: Mapping[str, str], files: Mapping[str, Uploaded] | None = None
) -> tuple[dict[str, Any], list[FieldError]]:
    """Return the answers by name, typed as their questions ask, and an error for each that cannot be read.

    A file is (name, bytes), None when none was chosen; no more of it is read than may be kept.
    """
    values: dict[str, Any] = {}
    errors = []
    for question in questions:
        if question.kind == "file":
            values[question.name] = _file((files or {}).get(question.name))
            continue
        try:
            values[question.name] = _value(question, posted.get(question.name, "").strip()[:MOST])
        except ValueError:
            errors.append(FieldError(question.name, _WRONG[question.kind]()))
    return values, errors


def _value(question: Question, text: str) -> Any:
    if question.kind == "lines":
        return [line.strip() for line in text.splitlines() if line.strip()]
    if question.kind == "date":
        return _day(text)
    if question.kind == "until":
        return _day(text) if text else None
    if question.kind == "money":
        return int(text.replace(".", "").replace(" ", "")) if text else None
    if question.kind == "tick":
        return bool(text)
    if question.kind == "choice" and text not in dict(question.choices):
        raise ValueError(text)
    return text


def _file(given: Uploaded | None) -> tuple[str, bytes] | None:
    return (given.name or "", given.read(MOST_BYTES + 1)) if given else None


def _day(text: str) -> date:
    """A day as a browser sends it, or as it is written here: 27/11/2026."""
    return datetime.strptime(text, "%d/%m/%Y").date() if "/" in text else date.fromisoformat(text)  # noqa: DTZ007 - a day has no zone


_WRONG = {
    "date": lambda: _("Ghi ngày như 27/11/2026."),
    "until": lambda: _("Ghi ngày như 27/11/2026."),
    "money": lambda: _("Ghi số tiền bằng chữ số, như 500.000."),
    "choice": lambda: _("Chọn một mục trong danh sách."),
}
