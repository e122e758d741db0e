"""One posted page: what was answered, what is wrong, what was typed; rows added and removed without scripts."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from motcua.ui.forms import checking, messages, widgets
from motcua.ui.forms.conditions import given, holds
from motcua.ui.forms.messages import FieldError
from motcua.ui.forms.pages import Group, Item, Question
from motcua.ui.forms.widgets import Parsed, Posted


@dataclass(frozen=True)
class ReadPage:
    """What came of a posted page.

    `answers` are all answers, this page's merged in, unreadable ones left out; `raw` is what was typed, by posted name, to show it
    again; `stay` asks to show the same page (a row was added, a value is to be edited, a question appeared); `edit` are filled-in
    fields that the person wants to write anew: forget their source.
    """

    answers: dict[str, Any]
    errors: list[FieldError]
    raw: dict[str, list[str]]
    stay: bool = False
    edit: frozenset[str] = frozenset()

    @property
    def complete(self) -> bool:
        """Nothing is wrong and nothing asks to stay: go on to the next page."""
        return not self.errors and not self.stay


@dataclass
class Reader:
    """Reads `items` from `posted` over `answers`. `locked` are filled-in fields shown as facts, which a post must not change."""

    posted: Posted
    answers: dict[str, Any]
    locked: Collection[str] = ()
    today: date | None = None
    raw: dict[str, list[str]] = field(default_factory=dict)
    problems: dict[str, FieldError] = field(default_factory=dict)

    def take(self, items: Collection[Item]) -> None:
        """Merge what was posted for `items`; problems of reading are remembered by field."""
        shown = self.shown()
        for item in items:
            if item.field in self.locked:
                continue
            if isinstance(item, Group):
                self._group(item)
            elif item.field in shown or self._posted_any(item, item.field):
                self._question(item)

    def shown(self) -> set[str]:
        """The fields that the page says it showed."""
        return {name for text in self.posted.get("_shown", ()) for name in str(text).split()}

    def _posted_any(self, question: Question, name: str) -> bool:
        return any(each in self.posted for each in widgets.names(question, name))

    def _question(self, question: Question) -> None:
        self.raw.update(widgets.typed(question, question.field, self.posted))
        parsed = widgets.parse(question, question.field, self.posted)
        self._note(question, question.field, parsed)
        if parsed.problem or parsed.value is None:
            self.answers.pop(question.field, None)
        else:
            self.answers[question.field] = parsed.value

    def _note(self, question: Question, name: str, parsed: Parsed) -> None:
        if parsed.problem == "year":
            words = question.messages.get("format")
            self.problems[name] = FieldError(name, str(words) if words else messages.year_of_date())
        elif parsed.problem:
            self.problems[name] = FieldError(name, messages.sentence(question, parsed.problem, parsed.limit))

    def _group(self, group: Group) -> None:
        indexes = list(self._indexes(group))
        if not indexes and f"{group.field}-count" not in self.posted:
            return
        rows = [self._row(group, at, new_at) for new_at, at in enumerate(self._wanted(group, indexes))]
        if _names(self.posted, "_add", group.field) and len(rows) < group.most:
            rows.append({})
        self.answers[group.field] = rows
        self.raw[f"{group.field}-count"] = [str(len(rows))]

    def _wanted(self, group: Group, indexes: list[int]) -> list[int]:
        """Rows to keep: without the one removed and, when going on, without blank ones."""
        removed = _removed(self.posted, group.field)
        if removed is not None or asks_to_stay(self.posted):
            return [at for at in indexes if at != removed]
        return [at for at in indexes if self._filled(group, at)]

    def _filled(self, group: Group, at: int) -> bool:
        parsed = (widgets.parse(each, f"{group.field}-{at}-{each.field}", self.posted) for each in group.questions)
        return any(each.problem or (given(each.value) and each.value is not False) for each in parsed)

    def _row(self, group: Group, at: int, new_at: int) -> dict[str, Any]:
        row = {}
        for question in group.questions:
            old, new = f"{group.field}-{at}-{question.field}", f"{group.field}-{new_at}-{question.field}"
            for key, values in widgets.typed(question, old, self.posted).items():
                self.raw[new + key[len(old) :]] = values
            parsed = widgets.parse(question, old, self.posted)
            self._note(question, new, parsed)
            if parsed.value is not None:
                row[question.field] = parsed.value
        return row

    def _indexes(self, group: Group) -> Iterator[int]:
        """Row numbers posted, in order, at most as many as the group takes; a number that was made up counts no further."""
        count = next((_number(text) for text in self.posted.get(f"{group.field}-count", ())), 0)
        pattern = re.compile(re.escape(group.field) + r"-([0-9]{1,3})-")
        found = {int(match[1]) for name in self.posted if (match := pattern.match(str(name)))}
        yield from sorted({*range(min(count, group.most)), *found})[: group.most]

    def errors(self, items: Collection[Item], visible: Mapping[str, Any]) -> list[FieldError]:
        """What is wrong with the `items` that are asked: reading problems first, then the schema's word."""
        checked = {error.field: error for error in checking.errors_of(items, visible, self.today)}
        found = {**checked, **self.problems}
        return [found[name] for name in _all_names(items, visible, self.answers) if name in found]


def asked_to_edit(posted: Posted) -> frozenset[str]:
    """The filled-in fields that the person says are wrong: `_edit` holds names, with commas or repeated."""
    return frozenset(name for text in posted.get("_edit", ()) for name in str(text).replace(",", " ").split())


def asks_to_stay(posted: Posted) -> bool:
    """Say whether a button other than "go on" was pressed."""
    return any(name in posted for name in ("_add", "_remove", "_edit"))


def _names(posted: Posted, button: str, group: str) -> bool:
    return any(str(each) == group for each in posted.get(button, ()))


def _removed(posted: Posted, group: str) -> int | None:
    for each in posted.get("_remove", ()):
        name, _, at = str(each).partition(":")
        if name == group:
            return _number(at)
    return None


def _number(text: Any) -> int:
    return int(text) if re.fullmatch("[0-9]{1,3}", str(text)) else 0


def _all_names(items: Collection[Item], visible: Mapping[str, Any], answers: Mapping[str, Any]) -> Iterator[str]:
    """The names of what is asked, in order; a row that could not be read at all is still a row."""
    for item in items:
        if not isinstance(item, Group):
            yield item.field
            continue
        rows = checking.rows_of(item, answers)
        rows += [{}] * (item.least - len(rows))
        for at, row in enumerate(rows):
            seen = {**visible, **row}
            yield from (f"{item.field}-{at}-{each.field}" for each in item.questions if holds(each.show_if, seen))
