"""The inputs of a question's page, in titled groups; which limits are shown follows from how it is answered."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from motcua.catalogue.declaring import fields, limits
from motcua.catalogue.declaring.fields import AUTOCOMPLETE, MESSAGES, WIDGET_NAMES, WIDTHS, Edited
from motcua.lib.saying import say
from motcua.ui import questions
from motcua.ui.forms import FieldError
from motcua.ui.forms.paths import PATHS
from motcua.ui.forms.schema import SOURCES
from motcua.ui.forms.sources import NAMES
from motcua.ui.questions import Question, Shown

Parts = list[tuple[str, list[Question]]]


def of_question(given: Edited, pages: Sequence[tuple[str, str]], on_page: str) -> Parts:
    """Return the groups of inputs for a question; `pages` to move it to, none in a group."""
    widget = given.typed.get("widget", "text")
    kinds = tuple((kind, say(name)) for kind, name in WIDGET_NAMES.items())
    answer = [Question("widget", _("Cách trả lời"), "choice", _("Đổi cách trả lời thì giới hạn đặt lại từ đầu."), choices=kinds)]
    answer.append(Question("required", _("Bắt buộc trả lời"), "tick"))
    answer += [_limit(name) for name in limits.LIMITS.get(widget, ()) if name != "must" or not given.options]
    answer.append(Question("personal", _("Là dữ liệu cá nhân"), "tick", _("Được che bớt và ghi lại mỗi lần có người xem.")))
    if widget == "text":
        answer.append(Question("suggest", _("Gợi ý khi gõ, mỗi dòng một gợi ý"), "lines"))
    place = [Question("on_page", _("Ở trang"), "choice", choices=tuple(pages), first=on_page)] if pages else []
    return [(_("Lời hỏi"), _texts()), (_("Trả lời"), answer), (_("Vị trí"), place), (_("Hiển thị và câu báo lỗi"), _fine(widget))]


def _texts() -> list[Question]:
    about = {
        "label": (_("Câu hỏi"), ""),
        "short": (_("Tên gọn"), _("Dùng trong bản tóm tắt, câu báo lỗi và giấy tờ. Để trống thì dùng câu hỏi.")),
        "hint": (_("Gợi ý cách trả lời"), ""),
        "why": (_("Vì sao hỏi"), _("Người dân mở ra xem được, dưới câu hỏi.")),
    }
    return [each for name, (label, hint) in about.items() for each in both(name, label, hint)]


def both(name: str, label: str, hint: str = "") -> list[Question]:
    """Return the two inputs of words in both languages."""
    english = _("%(label)s, bằng tiếng Anh") % {"label": label}
    return [Question(f"{name}_vi", label, "text", hint), Question(f"{name}_en", english, "text")]


def _limit(name: str) -> Question:
    words, kind = {
        "min_length": (_("Ít nhất bao nhiêu ký tự"), "text"),
        "max_length": (_("Nhiều nhất bao nhiêu ký tự"), "text"),
        "least": (_("Số nhỏ nhất"), "text"),
        "over": (_("Phải lớn hơn"), "text"),
        "most": (_("Số lớn nhất"), "text"),
        "whole": (_("Chỉ nhận số nguyên"), "tick"),
        "not_after_today": (_("Không được sau hôm nay"), "tick"),
        "must": (_("Phải đánh dấu mới đi tiếp được"), "tick"),
    }[name]
    return Question(name, words, kind)


def _fine(widget: str) -> list[Question]:
    widths = tuple((width, width or _("cả hàng")) for width in WIDTHS)
    found = [Question("width", _("Bề rộng ô, số ký tự"), "choice", choices=widths)] if widget in ("text", "number", "year") else []
    browser = tuple((value, say(name)) for value, name in AUTOCOMPLETE.items())
    found.append(Question("autocomplete", _("Trình duyệt của người dân tự điền"), "choice", choices=browser))
    for kind, name in MESSAGES.items():
        found += both(f"say_{kind}", _("Câu báo lỗi %(when)s") % {"when": say(name)})
    return found


def of_group(given: Edited) -> Parts:  # noqa: ARG001 - asked as the inputs of a question are
    """Return the inputs of a group of repeated questions."""
    rows = [Question("min", _("Ít nhất bao nhiêu dòng"), "text"), Question("max", _("Nhiều nhất bao nhiêu dòng"), "text")]
    label, one, hint = (
        both("label", _("Tên nhóm")),
        both("item_label", _("Tên một dòng"), _("Như “người con”, “tài liệu”.")),
        both("hint", _("Gợi ý")),
    )
    return [(_("Nhóm câu hỏi lặp lại"), [*label, *one, *hint, *rows])]


def inner(posted: Mapping[str, str], errors: Sequence[FieldError]) -> list[Shown]:
    """Return the inputs that put a question into a group."""
    kinds = tuple((kind, say(name)) for kind, name in fields.WIDGET_NAMES.items() if kind != "agency")
    asked = [*both("inner", _("Câu hỏi")), Question("inner_widget", _("Cách trả lời"), "choice", choices=kinds)]
    return questions.shown(asked, posted, errors)


def known_sources() -> list[tuple[str, list[tuple[str, str]]]]:
    """Return every value a source can tell, by source in words: (source.path, words)."""
    return [
        (str(NAMES.get(source, source)), [(f"{source}.{p.name}", say(p.words)) for p in PATHS.get(source, ())])
        for source in sorted(SOURCES)
    ]
