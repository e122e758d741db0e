"""Questions ready to be shown: with what was typed or kept, what is wrong, and where a filled-in value came from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from motcua.ui.forms import checking, summary, widgets
from motcua.ui.forms.messages import FieldError
from motcua.ui.forms.pages import Group, Item, Option, Question
from motcua.ui.forms.readings import reading
from motcua.ui.forms.sources import corrects, fixed_fields, told_by
from motcua.ui.values import Source

_TEMPLATES = {"textarea": "textarea", "address": "textarea", "radios": "choices", "select": "select", "date": "date", "checkbox": "tick"}
_KEYBOARD = {"number": "numeric", "year": "numeric", "personal_number": "numeric", "phone": "tel", "email": "email"}
_WIDTHS = {"year": 4, "number": 5, "personal_number": 20, "phone": 20, "tax_code": 20, "insurance_code": 20}


@dataclass(frozen=True)
class Choice:
    """One option to tick, with its id and whether it is ticked."""

    option: Option
    id: str
    checked: bool


@dataclass(frozen=True)
class DatePart:
    """Day, month or year: its input's id, name and text."""

    part: str
    id: str
    name: str
    value: str


@dataclass(frozen=True)
class BoundField:
    """One question in a page. `name` is the posted name and the id that errors link to."""

    question: Question
    name: str
    values: Mapping[str, Sequence[str]]
    error: str = ""
    source: Source | None = None
    corrected: bool = False  # the person writes over what a register told

    @property
    def template(self) -> str:
        """The partial that draws the widget."""
        drawn = "choices" if self.question.many else _TEMPLATES.get(self.question.widget, "input")
        if self.question.widget == "agency" and self.question.options:
            drawn = "select"
        return f"ui/form/{drawn}.html"

    @property
    def value(self) -> str:
        """What stands in the input."""
        return next(iter(self.values.get(self.name, ())), "")

    @property
    def reading(self) -> str:
        """What the answer says to who can read it: the commune of today for an old address."""
        return "" if self.error else reading(self.question.widget, self.value)

    @property
    def choices(self) -> list[Choice]:
        """The options; the first has the field's own id, so that an error can link to it."""
        ticked = set(self.values.get(self.name, ()))
        ids = [self.name, *(f"{self.name}-{at}" for at in range(1, len(self.question.options)))]
        return [Choice(option, ids[at], option.value in ticked) for at, option in enumerate(self.question.options)]

    @property
    def date_parts(self) -> list[DatePart]:
        """Three inputs of a date; the day has the field's own id."""
        names = widgets.names(self.question, self.name)
        values = [next(iter(self.values.get(each, ())), "") for each in names]
        return [DatePart(each.rsplit("-", 1)[1], self.name if at == 0 else each, each, values[at]) for at, each in enumerate(names)]

    @property
    def described_by(self) -> str:
        """Ids of the hint and the error, for screen readers."""
        ids = [f"{self.name}-hint"] if self.question.hint else []
        return " ".join(ids + ([f"{self.name}-error"] if self.error else []))

    @property
    def keyboard(self) -> str:
        """The keyboard a phone should show."""
        return _KEYBOARD.get(self.question.widget, "")

    @property
    def width(self) -> int | None:
        """The width of the input in characters, None for the full width."""
        return self.question.width or _WIDTHS.get(self.question.widget)

    @property
    def most(self) -> int:
        """The longest text taken, in characters."""
        return int(self.question.schema.get("maxLength", widgets.MOST_CHARACTERS.get(self.question.widget, 2000)))


@dataclass(frozen=True)
class BoundRow:
    """One row of a group, numbered from 1."""

    number: int
    fields: list[BoundField]
    removable: bool


@dataclass(frozen=True)
class BoundGroup:
    """A repeated group with its rows."""

    group: Group
    rows: list[BoundRow]
    can_add: bool


@dataclass(frozen=True)
class Card:
    """Values that one register gave, shown as facts; `fields` is what `_edit` takes to ask for them instead, '' where none may be."""

    source: Source
    rows: list[summary.Row]
    fields: str
    fixed: bool = False  # some of them are mended where they are kept, not here


@dataclass(frozen=True)
class Shown:
    """All that a page shows: cards of facts, then fields and groups to fill in."""

    cards: list[Card]
    fields: list[BoundField | BoundGroup]

    @property
    def names(self) -> str:
        """The fields shown as inputs, for the hidden `_shown`."""
        return " ".join(each.group.field if isinstance(each, BoundGroup) else each.question.field for each in self.fields)


@dataclass(frozen=True)
class Binder:
    """Binds questions to `answers`, `errors`, `raw` (as typed) and `sources` (by field)."""

    answers: Mapping[str, Any]
    errors: Mapping[str, str]
    raw: Mapping[str, Sequence[str]]
    sources: Mapping[str, Source]
    fixed: frozenset[str] = frozenset()
    corrected: frozenset[str] = frozenset()

    def show(self, items: Sequence[Item], facts: bool = True) -> Shown:
        """Return what to show; with `facts`, values from registers are cards, otherwise inputs that name their source."""
        locked = [each for each in items if isinstance(each, Question) and facts and self._stands(each)]
        held = {each.field for each in locked}
        return Shown(self._cards(locked), [self.bind(each) for each in items if each.field not in held])

    def _stands(self, question: Question) -> bool:
        return question.field in self.sources and question.field not in self.errors and checking.stands(question, self.answers)

    def _cards(self, questions: Sequence[Question]) -> list[Card]:
        by_source: dict[Source, list[Question]] = {}
        for question in questions:
            by_source.setdefault(self.sources[question.field], []).append(question)
        return [self._card(source, each) for source, each in by_source.items()]

    def _card(self, source: Source, questions: Sequence[Question]) -> Card:
        free = [each.field for each in questions if each.field not in self.fixed]
        return Card(source, self._rows(questions), ",".join(free), len(free) < len(questions))

    def _rows(self, questions: Sequence[Question]) -> list[summary.Row]:
        values = ((each, summary.text(each, self.answers[each.field])) for each in questions)
        return [summary.Row(str(each.short), text, each.field, True, each.widget) for each, text in values]

    def bind(self, item: Item) -> BoundField | BoundGroup:
        """Return one question or group, ready to be shown."""
        if isinstance(item, Group):
            return self._group(item)
        return self._field(item, item.field, self.answers.get(item.field))

    def _field(self, question: Question, name: str, answer: Any) -> BoundField:
        names = widgets.names(question, name)
        typed = {each: self.raw[each] for each in names if each in self.raw}
        values = typed or widgets.posted_of(question, name, answer)
        return BoundField(question, name, values, self.errors.get(name, ""), self.sources.get(name), name in self.corrected)

    def _group(self, group: Group) -> BoundGroup:
        rows = checking.rows_of(group, self.answers)
        rows += [{}] * (group.least - len(rows))
        bound = [self._row(group, at, row, len(rows) > group.least) for at, row in enumerate(rows)]
        return BoundGroup(group, bound, len(rows) < group.most)

    def _row(self, group: Group, at: int, row: Mapping[str, Any], removable: bool) -> BoundRow:
        fields = [self._field(each, f"{group.field}-{at}-{each.field}", row.get(each.field)) for each in group.questions]
        return BoundRow(at + 1, fields, removable)


def binder(
    answers: Mapping[str, Any] | None,
    errors: Sequence[FieldError] | None,
    raw: Mapping[str, Sequence[str]] | None,
    sources: Mapping[str, Any] | None,
) -> Binder:
    """Return a Binder; `sources` as `sources.told_by` takes them."""
    read = {field: source for field, each in (sources or {}).items() if (source := told_by(each)) is not None}
    marks = {field: each for field, each in (sources or {}).items() if isinstance(each, Mapping)}
    over = frozenset(field for field, each in marks.items() if corrects(each))
    return Binder(answers or {}, {e.field: e.message for e in errors or ()}, raw or {}, read, frozenset(fixed_fields(marks)), over)
