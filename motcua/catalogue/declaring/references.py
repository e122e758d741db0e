"""What refers to a question: conditions in the form, and in a procedure that uses it papers, fees, routings, templates and facts."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from motcua.catalogue.declaring.changing import prefills
from motcua.catalogue.declaring.shape import Data, Spot, pages, spot, spots
from motcua.lib.saying import N_, Sentence
from motcua.ui.forms.conditions import fields
from motcua.ui.words import Words

_PLACE = re.compile(r"\banswers\.([a-z_0-9]+)")


@dataclass(frozen=True)
class Reference:
    """Something that needs questions: in words what it is, and the fields."""

    what: Sentence
    fields: frozenset[str]
    condition: Mapping[str, Any] | None = None


def inside(data: Data) -> list[tuple[str, Reference]]:
    """Return the conditions in a form that look at questions, each with the place ('page:ID' or a question's) that holds it."""
    found = []
    for page in pages(data):
        what = Sentence(N_("điều kiện của trang “%(name)s”"), {"name": _named(page["title"])})
        found.append((f"page:{page['id']}", Reference(what, frozenset(fields(page.get("show_if"))))))
    for each in spots(data):
        found += [(each.place, reference) for reference in _of_item(each)]
    found.append(("", Reference(Sentence(N_("quy tắc giữa nhiều câu hỏi")), _between(data["schema"]))))
    return [(place, reference) for place, reference in found if reference.fields]


def _of_item(each: Spot) -> Iterator[Reference]:
    name: dict[str, object] = {"name": _named(each.item.get("short") or each.item["label"])}
    yield Reference(Sentence(N_("điều kiện của câu hỏi “%(name)s”"), name), frozenset(fields(each.item.get("show_if"))))
    for option in each.item.get("options", []):
        yield Reference(Sentence(N_("điều kiện của một câu trả lời ở “%(name)s”"), name), frozenset(fields(option.get("show_if"))))
    for told in prefills(each.item):
        yield Reference(Sentence(N_("điều kiện điền sẵn của “%(name)s”"), name), frozenset(fields(told.get("when"))))


def _between(schema: Mapping[str, Any]) -> frozenset[str]:
    """Fields that rules of the schema over several answers (if, then, dependentRequired …) name."""
    rules = {key: value for key, value in schema.items() if key not in ("$schema", "type", "properties", "required")}
    known, found = set(schema.get("properties", {})), set[str]()
    pending: list[Any] = [rules]
    while pending:
        each = pending.pop()
        if isinstance(each, Mapping):
            found |= known & set(each)
            pending += each.values()
        elif isinstance(each, list):
            pending += [one for one in each if not isinstance(one, str)]
            found |= {one for one in each if isinstance(one, str)} & known
    return frozenset(found)


def needed_inside(data: Data, place: str) -> list[Sentence]:
    """Return what in the form itself looks at the question at `place` (its own conditions apart): it cannot go before they do."""
    here = spot(data, place)
    if here is None:
        return []
    gone = {place, *(f"{place}.{each.field}" for each in spots(data) if each.group == place)}
    names = {here.field}
    if here.group:
        return [ref.what for at, ref in inside(data) if at not in gone and names & ref.fields and at.startswith(f"{here.group}.")]
    return [ref.what for at, ref in inside(data) if at not in gone and names & ref.fields]


def needed_of_page(data: Data, page_id: str) -> list[Sentence]:
    """Return what in the rest of the form looks at the questions of a page."""
    at = next((number for number, page in enumerate(pages(data)) if page["id"] == page_id), -1)
    own = {each.place for each in spots(data) if each.page == at} | {f"page:{page_id}"}
    names = {each.field for each in spots(data) if each.page == at and not each.group}
    return [ref.what for place, ref in inside(data) if place not in own and names & ref.fields]


def of_facts(facts: Mapping[str, Any]) -> Iterator[Reference]:
    """Yield what the published facts of a procedure need: the agency, whom to write to, what is counted, the summary, who must confirm."""
    yield Reference(Sentence(N_("câu hỏi chọn cơ quan giải quyết")), frozenset(filter(None, [facts.get("agency_field")])))
    for name, what in (("contact", N_("nơi gửi tin cho người nộp")), ("counts", N_("số lượng để tính phí"))):
        yield Reference(Sentence(what), frozenset(str(each) for each in facts.get(name, {}).values()))
    yield Reference(Sentence(N_("tóm tắt hồ sơ")), places_in(facts.get("summary", "")))
    for each in facts.get("cosign", []):
        names = {str(each.get(key)) for key in ("name", "number", "email") if each.get(key)}
        yield Reference(Sentence(N_("người cùng xác nhận")), frozenset({*names, *each.get("shows", []), *fields(each.get("when"))}))


def of_conditions(rows: Iterable[tuple[Sentence, Mapping[str, Any] | None]]) -> Iterator[Reference]:
    """Yield rows (what it is, its condition) that have a condition over answers."""
    for what, condition in rows:
        if condition:
            yield Reference(what, frozenset(fields(condition)), condition)


def places_in(template: Any) -> frozenset[str]:
    """Return the questions that a template or sentence shows: {answers.name}, or {"when": "answers.name"}."""
    if isinstance(template, str):
        return frozenset(_PLACE.findall(template))
    if isinstance(template, Mapping):
        return frozenset().union(*(places_in(each) for each in template.values()))
    if isinstance(template, list):
        return frozenset().union(*(places_in(each) for each in template))
    return frozenset()


def lacking(references: Iterable[Reference], asked: set[str]) -> list[tuple[Sentence, str]]:
    """Return what needs a question that is not asked: (what, field), once each, in order."""
    found: list[tuple[Sentence, str]] = []
    for each in references:
        found += [pair for field in sorted(each.fields - asked) if (pair := (each.what, field)) not in found]
    return found


def _named(words: Mapping[str, str]) -> Words:
    return Words(words.get("vi", ""), words.get("en") or words.get("vi", ""))
