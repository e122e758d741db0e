"""What the reader of forms refuses, in an officer's words: the place as page and question, the reason as a sentence.

The reader itself (`ui/forms/schema.py`) speaks to who writes data by hand; here each of its reasons has its sentence.
"""

import re

from motcua.lib.saying import N_, Sentence, Several
from motcua.ui.forms import FormDefinitionError

_STEPS = (
    (re.compile(r"pages\[(\d+)\]"), N_("trang %(n)d")),
    (re.compile(r"questions\[(\d+)\]"), N_("câu hỏi %(n)d")),
    (re.compile(r"options\[(\d+)\]"), N_("câu trả lời %(n)d")),
    (re.compile(r"prefill\[(\d+)\]"), N_("nguồn %(n)d")),
)
_PARTS = {
    "schema": N_("phần quy tắc dữ liệu (schema)"),
    "layout": N_("phần trang và câu hỏi (layout)"),
    "show_if": N_("điều kiện"),
    "when": N_("điều kiện"),
    "label": N_("lời hỏi"),
    "title": N_("tiêu đề"),
    "hint": N_("gợi ý"),
    "why": N_("lý do hỏi"),
    "messages": N_("câu báo lỗi"),
}
_REASONS = (
    (r"must describe an object", N_("Phải mô tả các câu trả lời có tên.")),
    (r"needs pages", N_("Phải có ít nhất một trang.")),
    (r"two pages with one id", N_("Hai trang có cùng mã.")),
    (r"needs an id", N_("Trang phải có mã (a-z, 0-9, _) và danh sách câu hỏi.")),
    (r"a group's field", N_("Nhóm lặp lại phải là danh sách các dòng trong phần quy tắc dữ liệu.")),
    (r"needs questions and", N_("Nhóm phải có câu hỏi và số dòng từ 0 đến 50.")),
    (r"unknown widget '?(?P<what>[^']*)", N_("Không có cách trả lời “%(what)s”.")),
    (r"bad field name '?(?P<what>[^']*)", N_("Mã câu hỏi “%(what)s” không dùng được: chỉ a-z, 0-9, _.")),
    (r"field '(?P<what>[^']*)' is not in the schema", N_("Câu hỏi “%(what)s” không có trong phần quy tắc dữ liệu.")),
    (r"field '(?P<what>[^']*)' is asked twice", N_("Câu hỏi “%(what)s” được hỏi hai lần.")),
    (r"condition on unknown field '(?P<what>[^']*)'", N_("Điều kiện xét câu hỏi “%(what)s”, mà tờ khai không hỏi.")),
    (r"(condition|all and any|in needs|given needs|unknown condition)", N_("Điều kiện không đọc được.")),
    (r"needs a path and a source", N_("Nguồn điền sẵn không có trong danh sách.")),
    (r"(?P<source>\w+) does not tell '(?P<what>[^']*)'", N_("Nguồn “%(source)s” không có dữ liệu “%(what)s”.")),
    (r".* needs options or choices", N_("Câu hỏi này cần ít nhất hai câu trả lời để chọn.")),
    (r"two options with one value", N_("Hai câu trả lời có cùng mã.")),
    (r"needs a value, as text", N_("Câu trả lời phải có mã, viết bằng chữ.")),
    (r"sex is male or female", N_("Giới tính chỉ là male hoặc female.")),
    (r"an option in a group", N_("Câu trả lời trong nhóm lặp lại không có điều kiện riêng.")),
    (r"must be an object", N_("Chỗ này phải là một mục có các phần tên.")),
    (r"unknown \[(?P<what>.*)\]", N_("Không có phần tên %(what)s.")),
    (r"needs words in both languages", N_("Ghi bằng cả tiếng Việt và tiếng Anh.")),
)


def place_of(error: FormDefinitionError) -> Several:
    """Return the place in words, from the outside in, with the place as data are written beside it."""
    found: list[object] = []
    for step in error.place.split("."):
        known = next(((match, words) for pattern, words in _STEPS if (match := pattern.fullmatch(step))), None)
        found.append(Sentence(known[1], {"n": int(known[0][1]) + 1}) if known else Sentence(_PARTS.get(step, step)))
    return Several((Several(tuple(found)), f"({error.place})"), " ")


def reason_of(error: FormDefinitionError) -> Sentence:
    """Return the reason as a sentence; one of the JSON Schema standard itself is told as it is."""
    reason = str(error).removeprefix(f"{error.place}: ")
    for pattern, words in _REASONS:
        if match := re.match(pattern, reason):
            return Sentence(words, dict(match.groupdict()))
    return Sentence(N_("Quy tắc dữ liệu không đúng chuẩn JSON Schema: %(why)s"), {"why": reason})
