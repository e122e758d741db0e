"""What is wrong with an answer, as one plain sentence that says what to write instead."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from motcua.ui.forms.pages import Question

CHOSEN = frozenset({"radios", "select", "checkbox"})
_LIKE_FORMAT = frozenset({"range", "length", "short", "past"})
_KINDS: Mapping[str, str] = {
    "enum": "choice",
    "const": "choice",
    "minimum": "range",
    "maximum": "range",
    "exclusiveMinimum": "range",
    "exclusiveMaximum": "range",
    "minLength": "short",
    "maxLength": "length",
}


@dataclass(frozen=True)
class FieldError:
    """`field` is the name in the form (copies-0-name inside a group), also the id to link to; `message` is in the page's language."""

    field: str
    message: str

    @property
    def anchor(self) -> str:
        """The id of the input to go to."""
        return self.field


def kind_of(keyword: str) -> str:
    """Return the kind of message for a JSON Schema keyword."""
    return _KINDS.get(keyword, "format")


def sentence(question: Question, kind: str, limit: Any = None) -> str:
    """Return the sentence for `kind`: required, format, choice, range, length, short, past. The layout's own words win."""
    own = question.messages.get(kind) or (question.messages.get("format") if kind in _LIKE_FORMAT else None)
    if own:
        return str(own)
    if kind == "required":
        return _required(question)
    if kind == "choice":
        return _("Chọn một trong các câu trả lời có sẵn")
    if kind == "past":
        return _("%(name)s không được sau hôm nay") % {"name": _capital(str(question.short))}
    if kind == "length":
        return _length(question, limit)
    if kind == "short":
        return _("Ghi đầy đủ hơn, ít nhất %(least)s ký tự") % {"least": limit}
    return _range(question) if kind == "range" else _format(question)


def _required(question: Question) -> str:
    if question.asked_as_question:
        return _("Chọn một câu trả lời") if question.widget in CHOSEN else _("Trả lời câu này")
    name = {"name": _small(str(question.short))}
    if question.widget in CHOSEN:
        return _("Chọn %(name)s") % name
    if question.widget == "date":
        return _("Ghi %(name)s, ví dụ 14/3/1994") % name
    if question.widget == "year":
        return _("Ghi %(name)s, ví dụ 2009") % name
    return _("Ghi %(name)s") % name


def _format(question: Question) -> str:
    return {
        "date": _("Ghi ngày, tháng, năm có thật, ví dụ 14/3/1994"),
        "year": _("Năm phải có 4 chữ số, ví dụ 2009"),
        "number": _("Ghi bằng số, ví dụ 2"),
        "personal_number": _("Số định danh cá nhân có 12 chữ số, ví dụ 001094000123"),
        "tax_code": _("Mã số thuế có 10 chữ số, đơn vị phụ thuộc thêm 3 chữ số như 0100109106-001, cá nhân là số định danh 12 chữ số"),
        "insurance_code": _("Ghi mã số bảo hiểm xã hội 10 chữ số, hoặc số thẻ bảo hiểm y tế 15 ký tự như TE1010123456789"),
        "phone": _("Ghi số điện thoại có 10 chữ số, ví dụ 0912 345 678"),
        "email": _("Ghi địa chỉ thư điện tử đủ phần trước và sau dấu @, ví dụ ten@example.vn"),
    }.get(question.widget, _("Câu trả lời này chưa đúng dạng, xin ghi lại"))


def year_of_date() -> str:
    """The sentence for a date whose year is not four figures."""
    return _("Năm phải có 4 chữ số, ví dụ 2009")


def _range(question: Question) -> str:
    least, most = question.schema.get("minimum"), question.schema.get("maximum")
    if least is not None and most is not None:
        return _("Ghi số từ %(least)s đến %(most)s") % {"least": least, "most": most}
    return _("Ghi số từ %(least)s trở lên") % {"least": least} if least is not None else _("Ghi số đến %(most)s") % {"most": most}


def _length(question: Question, limit: Any) -> str:
    most = question.schema.get("maxLength", limit)
    return _("Rút ngắn còn nhiều nhất %(most)s ký tự") % {"most": most} if most else _format(question)


def _small(words: str) -> str:
    return words[:1].lower() + words[1:]


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
