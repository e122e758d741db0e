"""A declared form: data in, questions, answers, errors and summaries out. Knows no procedure and keeps nothing."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, NamedTuple

from motcua.ui.forms import checking, reading, summary
from motcua.ui.forms.conditions import holds
from motcua.ui.forms.messages import FieldError
from motcua.ui.forms.pages import Group, Item, Option, Page, Question
from motcua.ui.forms.reading import Reader, ReadPage
from motcua.ui.forms.schema import LayoutReader, read_schema
from motcua.ui.forms.widgets import Posted
from motcua.ui.words import Words


class Prefilled(NamedTuple):
    """A field that may be filled in from what the state knows: `source` and `path` as `paths.PATHS` lists them."""

    field: str
    source: str
    path: str


@dataclass(frozen=True)
class Form:
    """Questions in pages beside the JSON Schema of their answers. Build with `from_data`."""

    schema: Mapping[str, Any]
    layout: tuple[Page, ...]

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> "Form":
        """Read {"schema": …, "layout": …}. Raises FormDefinitionError, naming the place, when the two do not agree."""
        schema = read_schema(data.get("schema"))
        return cls(schema, LayoutReader(schema).pages(data.get("layout")))

    def with_choices(self, choices: Mapping[str, Iterable[tuple[str, str]]]) -> "Form":
        """Return this form with options given at run time: name of the choices in the layout to (value, words) pairs."""
        options = {name: tuple(Option(value, Words(words, words)) for value, words in pairs) for name, pairs in choices.items()}
        pages = (replace(page, items=tuple(_chosen(item, options) for item in page.items)) for page in self.layout)
        return replace(self, layout=tuple(pages))

    def fitting(self, sex: str) -> "Form":
        """Return this form for a person of that sex ('' unknown: the form as it is), without the answers only others can give.

        Where one went out, choosing it all the same is refused with the reason.
        """
        if sex not in OTHERS:
            return self
        pages = (replace(page, items=tuple(_fitted(item, sex) for item in page.items)) for page in self.layout)
        return replace(self, layout=tuple(pages))

    def visible_answers(self, answers: Mapping[str, Any]) -> dict[str, Any]:
        """Return the answers to questions that are asked; answers to hidden questions and to no question are dropped."""
        kept = {field: answers[field] for field in self.items() if field in answers}
        while True:
            asked = {item.field for page in self.layout if holds(page.show_if, kept) for item in page.visible(kept)}
            if asked >= set(kept):
                return {field: self._answer(field, value) for field, value in kept.items()}
            kept = {field: value for field, value in kept.items() if field in asked}

    def _answer(self, field: str, value: Any) -> Any:
        item = self.items()[field]
        return [row for row in checking.rows_of(item, {field: value}) if row] if isinstance(item, Group) else value

    def items(self) -> dict[str, Item]:
        """Every question and group by field."""
        return {item.field: item for page in self.layout for item in page.items}

    def pages(self, answers: Mapping[str, Any]) -> list[Page]:
        """Return the pages that `answers` make visible, numbered from 1."""
        visible = self.visible_answers(answers)
        asked = [page for page in self.layout if page.is_asked(visible)]
        return [replace(page, number=at, total=len(asked)) for at, page in enumerate(asked, 1)]

    def page(self, page_id: str, answers: Mapping[str, Any]) -> Page | None:
        """Return the visible page with this id, None when there is none."""
        return next((page for page in self.pages(answers) if page.id == page_id), None)

    def next_page(self, page_id: str, answers: Mapping[str, Any]) -> Page | None:
        """Return the visible page after `page_id`, None after the last."""
        return next((page for page in self.pages(answers) if self._place(page.id) > self._place(page_id)), None)

    def previous_page(self, page_id: str, answers: Mapping[str, Any]) -> Page | None:
        """Return the visible page before `page_id`, None before the first."""
        before = [page for page in self.pages(answers) if self._place(page.id) < self._place(page_id)]
        return before[-1] if before else None

    def _place(self, page_id: str) -> int:
        return next((at for at, page in enumerate(self.layout) if page.id == page_id), len(self.layout))

    def page_of(self, field: str) -> Page | None:
        """Return the page that asks `field` (a name of an error will do: copies-0-name)."""
        name = field.partition("-")[0]
        return next((page for page in self.layout if any(item.field == name for item in page.items)), None)

    def read(
        self,
        page_id: str,
        posted: Posted,
        answers: Mapping[str, Any],
        locked: Collection[str] = (),
        today: date | None = None,
        fixed: Collection[str] = (),
    ) -> ReadPage:
        """Read one posted page over the `answers` so far.

        `locked` are fields shown as filled in from a register: a post does not change them unless `_edit` names them, those of
        `fixed` not even then. `today` is Vietnam's date. Raises LookupError when the form has no such page.
        """
        page = next((page for page in self.layout if page.id == page_id), None)
        if page is None:
            raise LookupError(page_id)
        return self._read([page], posted, answers, locked, today, fixed)

    def read_all(
        self,
        posted: Posted,
        answers: Mapping[str, Any],
        locked: Collection[str] = (),
        today: date | None = None,
    ) -> ReadPage:
        """Read the whole form posted at once from the dense page; as `read` otherwise."""
        return self._read(list(self.layout), posted, answers, locked, today)

    def _read(
        self,
        pages: list[Page],
        posted: Posted,
        answers: Mapping[str, Any],
        locked: Collection[str],
        today: date | None,
        fixed: Collection[str] = (),
    ) -> ReadPage:
        edit = reading.asked_to_edit(posted) & set(locked) - set(fixed)
        held = {item.field for page in pages for item in page.questions() if item.field in locked and item.field not in edit}
        held = {field for field in held if checking.stands(self.items()[field], answers)}
        reader = Reader(posted, dict(answers), held, today)
        reader.take([item for page in pages for item in page.items])
        visible = self.visible_answers(reader.answers)
        asked = [item for page in pages if holds(page.show_if, visible) for item in page.visible(visible)]
        unseen = {item.field for item in asked} - reader.shown() - held if "_shown" in posted else set()
        if reading.asks_to_stay(posted):
            return ReadPage(reader.answers, [], reader.raw, stay=True, edit=frozenset(edit))
        asked = [item for item in asked if item.field not in unseen]
        errors = self._with_between(asked, visible, reader.errors(asked, visible))
        return ReadPage(reader.answers, errors, reader.raw, stay=bool(unseen))

    def check(self, answers: Mapping[str, Any], today: date | None = None) -> list[FieldError]:
        """Return all that is wrong with the whole form, in the order it is asked; hidden questions need no answer."""
        visible = self.visible_answers(answers)
        items = [item for page in self.pages(visible) for item in page.visible(visible)]
        return self._with_between(items, visible, checking.errors_of(items, visible, today))

    def _with_between(self, items: Iterable[Item], answers: Mapping[str, Any], errors: list[FieldError]) -> list[FieldError]:
        """`errors`, and what the schema says about several fields together."""
        asked = {item.field: item for item in items if isinstance(item, Question)}
        blamed = {error.field for error in errors}
        return errors + [each for each in checking.between_fields(self.schema, asked, answers) if each.field not in blamed]

    def summary(self, answers: Mapping[str, Any], language: str = "vi") -> list[summary.Section]:
        """Return what was answered, in words, a section a page, in `language`."""
        visible = self.visible_answers(answers)
        return summary.sections(self.pages(visible), visible, language)

    def prefills(self, answers: Mapping[str, Any] | None = None) -> list[Prefilled]:
        """Return the fields that may be filled in, best source first; given `answers`, only those that apply to them."""
        every = ((each.field, prefill) for each in self._questions() for prefill in each.prefills)
        return [Prefilled(field, one.source, one.path) for field, one in every if answers is None or holds(one.when, answers)]

    def personal_fields(self) -> set[str]:
        """Return the fields whose answers are personal data ("x-personal": true), groups that hold one included."""
        own = {each.field for each in self._questions() if each.schema.get("x-personal") is True}
        groups = (item for item in self.items().values() if isinstance(item, Group))
        return own | {group.field for group in groups if any(each.schema.get("x-personal") is True for each in group.questions)}

    def _questions(self) -> Iterator[Question]:
        return (item for page in self.layout for item in page.questions())


OTHERS = {"male": Words("nam", "male"), "female": Words("nữ", "female")}


def _fitted(item: Item, sex: str) -> Item:
    if isinstance(item, Group):
        return item
    out = [option for option in item.options if option.sex not in ("", sex)]
    if not out:
        return item
    kept = tuple(option for option in item.options if option not in out)
    known = OTHERS[sex]
    vi, en = (", ".join(f"“{option.label.in_(language)}”" for option in out) for language in ("vi", "en"))
    why = Words(
        f"Dữ liệu định danh ghi người nộp là {known.vi}, nên không chọn được {vi}",
        f"The identity record says the applicant is {known.en}, so {en} cannot be chosen",
    )
    return replace(item, options=kept, hint=item.hint or why, messages={**item.messages, "choice": why})


def _chosen(item: Item, options: Mapping[str, tuple[Option, ...]]) -> Item:
    if isinstance(item, Group):
        return replace(item, questions=tuple(_with(each, options) for each in item.questions))
    return _with(item, options)


def _with(question: Question, options: Mapping[str, tuple[Option, ...]]) -> Question:
    found = options.get(question.choices or "")
    return question if found is None else replace(question, options=found)
