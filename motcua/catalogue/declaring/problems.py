"""What is wrong with a whole form, all of it at once, each with its place in words and where to mend it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from motcua.catalogue.declaring.conditions import Asked, askable, unanswerable
from motcua.catalogue.declaring.refusals import place_of, reason_of
from motcua.catalogue.declaring.shape import Data, Spot, field_of, pages, spots
from motcua.lib.saying import N_, Sentence
from motcua.ui.forms import Form, FormDefinitionError
from motcua.ui.forms.conditions import Condition, fields
from motcua.ui.forms.schema import SOURCES


@dataclass(frozen=True)
class Problem:
    """One thing wrong. `page` and `place` say where ('' the whole form)."""

    says: Sentence
    page: str = ""
    place: str = ""

    @property
    def why(self) -> str:
        """The sentence, in the reader's language."""
        return str(self.says)


def problems(data: Data) -> list[Problem]:
    """Return everything that keeps a form from being used; nothing means that it may be saved as a version."""
    found = list(_all(data))
    if found:
        return found
    try:
        Form.from_data(data)
    except FormDefinitionError as error:
        return [Problem(Sentence(N_("%(place)s: %(why)s"), {"place": place_of(error), "why": reason_of(error)}))]
    return []


def _all(data: Data) -> Iterator[Problem]:
    if not pages(data):
        yield Problem(Sentence(N_("Tờ khai chưa có trang nào: thêm trang đầu tiên.")))
    for page in pages(data):
        if not page["questions"]:
            yield Problem(Sentence(N_("Trang này chưa có câu hỏi.")), page["id"])
    known = {field_of(item) for page in pages(data) for item in page["questions"]}
    for page in pages(data):
        yield from _of_condition(page.get("show_if"), known, page["id"], "")
        yield from _unanswerable(page.get("show_if"), askable(data), page["id"], "")
    for each in spots(data):
        at = pages(data)[each.page]["id"]
        yield from _of_item(each, known, at)
        offered = askable(data, each.place)
        held = [each.item.get("show_if"), *(one.get("show_if") for one in each.item.get("options", [])), *_whens(each.item)]
        for condition in held:
            yield from _unanswerable(condition, offered, at, each.place)
    if known and not any(each.item.get("widget") == "agency" and not each.group for each in spots(data)):
        yield Problem(Sentence(N_("Tờ khai chưa hỏi cơ quan giải quyết hồ sơ: thêm câu hỏi loại ấy.")))


def _of_item(each: Spot, outer: set[str], page: str) -> Iterator[Problem]:
    item = each.item
    known = outer | {field_of(other) for other in each.beside} if each.group else outer
    yield from _of_condition(item.get("show_if"), known, page, each.place)
    if "group" in item:
        if not item["questions"]:
            yield Problem(Sentence(N_("Nhóm lặp lại này chưa có câu hỏi.")), page, each.place)
        return
    choosing = item["widget"] in ("radios", "select")
    if choosing and len(item.get("options", [])) < 2 and not item.get("choices"):
        yield Problem(Sentence(N_("Câu hỏi này cần ít nhất hai câu trả lời để chọn.")), page, each.place)
    for option in item.get("options", []):
        yield from _of_condition(option.get("show_if"), known - {each.field}, page, each.place)
    for told in _prefills(item):
        yield from _of_condition(told.get("when"), known, page, each.place)
        if told.get("source") not in SOURCES:
            words = N_("Không có nguồn dữ liệu “%(source)s”.")
            yield Problem(Sentence(words, {"source": told.get("source")}), page, each.place)


def _whens(item: Mapping[str, Any]) -> list[Condition | None]:
    return [told.get("when") for told in _prefills(item)]


def _unanswerable(condition: Condition | None, offered: Mapping[str, Asked], page: str, place: str) -> Iterator[Problem]:
    for field, value in unanswerable(condition, offered):
        words = N_("Điều kiện chờ câu trả lời “%(value)s” mà câu hỏi “%(field)s” không có.")
        yield Problem(Sentence(words, {"value": value, "field": field}), page, place)


def _prefills(item: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    found: Any = item.get("prefill", [])
    return found if isinstance(found, list) else [found]


def _of_condition(condition: Condition | None, known: set[str], page: str, place: str) -> Iterator[Problem]:
    for missing in sorted(fields(condition) - known):
        words = N_("Điều kiện xét câu hỏi “%(field)s”, mà tờ khai không hỏi.")
        yield Problem(Sentence(words, {"field": missing}), page, place)
