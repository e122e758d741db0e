"""What a result template is made of, as papers print it, and what is wrong with one that came from a file."""

from collections.abc import Iterator
from typing import Any

from motcua.catalogue.filling import places_in
from motcua.lib.saying import N_, Sentence
from motcua.ui.forms import Form, FormDefinitionError

KEYS = {"title", "symbol", "subtitle", "body", "basis", "recipients", "defaults", "form"}
BLANK: dict[str, Any] = {
    "title": {"vi": "", "en": ""},
    "symbol": "",
    "subtitle": "",
    "body": [],
    "basis": [],
    "recipients": [],
    "defaults": {},
    "form": {
        "schema": {"$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object", "properties": {}, "required": []},
        "layout": {"pages": [{"id": "own", "title": {"vi": "Nội dung văn bản", "en": "What the paper says"}, "questions": []}]},
    },
}
MOST_PARTS, MOST_ROWS, MOST_FIELDS, LONGEST = 60, 60, 40, 4000
MOST_TEXTS = 250  # parts, lines and cells together: what one page of the editor or of the desk can send
Wrong = tuple[str, Sentence]  # where it stands, what is wrong


def faults(data: Any) -> list[Wrong]:
    """Return what keeps `data` from being a template, each with where it stands; nothing when it is one."""
    if not isinstance(data, dict) or set(data) - KEYS or KEYS - {"subtitle", "basis", "recipients", "defaults"} - set(data):
        return [("", Sentence(N_("Tệp không có đúng các phần của một mẫu kết quả.")))]
    return [*_of_words(data), *_of_body(data["body"]), *_of_lines(data), *_of_form(data)]


def own_form(data: dict[str, Any]) -> Form:
    """Return the officer's own questions. Raises FormDefinitionError."""
    return Form.from_data(data["form"])


def _of_words(data: dict[str, Any]) -> Iterator[Wrong]:
    title = data["title"]
    if not isinstance(title, dict) or not all(_said(title.get(name)) for name in ("vi", "en")):
        yield "title", Sentence(N_("Mẫu phải có tên bằng tiếng Việt và tiếng Anh."))
    elif max(len(title["vi"]), len(title["en"])) > 200:
        yield "title", Sentence(N_("Tên mẫu dài nhất 200 ký tự."))
    if not _said(data["symbol"]) or len(data["symbol"]) > 30:
        yield "symbol", Sentence(N_("Ghi ký hiệu văn bản, như TL-UBND, dài nhất 30 ký tự: số của kết quả cần ký hiệu."))
    if not isinstance(data.get("subtitle", ""), str):
        yield "subtitle", Sentence(N_("Trích yếu phải là chữ."))


def _of_body(body: Any) -> Iterator[Wrong]:
    if not isinstance(body, list) or not body:
        yield "body", Sentence(N_("Mẫu chưa có nội dung: thêm ít nhất một đoạn."))
        return
    if len(body) > MOST_PARTS or texts_in(body) > MOST_TEXTS:
        words = N_("Mẫu có nhiều nhất %(parts)d phần, %(texts)d dòng và ô: chia làm hai văn bản.")
        yield "body", Sentence(words, {"parts": MOST_PARTS, "texts": MOST_TEXTS})
    for n, part in enumerate(body[:MOST_PARTS]):
        yield from ((f"body.{n}", says) for says in _of_part(part))


def texts_in(value: Any) -> int:
    """Return how many texts a part, or the whole content, has."""
    if isinstance(value, str):
        return 1
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return sum(texts_in(each) for each in inner)


def _of_part(part: Any) -> Iterator[Sentence]:
    kinds = set(part) - {"when"} if isinstance(part, dict) else set()
    if len(kinds) != 1 or not kinds <= {"text", "note", "facts", "table"} or not _good_when(part):
        yield Sentence(N_("Phần này phải là đúng một trong: đoạn văn, ghi chú, các dòng, bảng."))
        return
    kind = kinds.pop()
    if kind in ("text", "note"):
        if not _said(part[kind]) or len(part[kind]) > LONGEST:
            yield Sentence(N_("Đoạn này trống hoặc quá dài."))
    elif kind == "facts":
        yield from _of_rows(part["facts"], 2, N_("Dòng thứ %(row)d phải có nhãn và nội dung."), filled=True)
    else:
        yield from _of_table(part["table"])


def _of_table(table: Any) -> Iterator[Sentence]:
    head = table.get("head") if isinstance(table, dict) and set(table) == {"head", "rows"} else None
    if not isinstance(head, list) or not 1 <= len(head) <= 12 or not all(map(_said, head)):
        yield Sentence(N_("Bảng phải có từ 1 đến 12 cột, mỗi cột có tên."))
        return
    yield from _of_rows(table["rows"], len(head), N_("Hàng thứ %(row)d của bảng phải có đủ ô như hàng đầu."))


def _of_rows(rows: Any, width: int, words: str, *, filled: bool = False) -> Iterator[Sentence]:
    if not isinstance(rows, list) or not 1 <= len(rows) <= MOST_ROWS:
        yield Sentence(N_("Phần này phải có từ 1 đến %(most)d dòng."), {"most": MOST_ROWS})
        return
    for n, row in enumerate(rows, 1):
        cells = row.get("row") if isinstance(row, dict) and set(row) == {"when", "row"} and _good_when(row) else row
        if not _good_cells(cells, width, filled):
            yield Sentence(words, {"row": n})


def _good_cells(cells: Any, width: int, filled: bool) -> bool:
    if not isinstance(cells, list) or len(cells) != width:
        return False
    return all(isinstance(cell, str) and len(cell) <= LONGEST and (_said(cell) or not filled) for cell in cells)


def _of_lines(data: dict[str, Any]) -> Iterator[Wrong]:
    for name in ("basis", "recipients"):
        rows = data.get(name, [])
        for n, row in enumerate(rows if isinstance(rows, list) and len(rows) <= MOST_ROWS else [None]):
            line = row.get("line") if isinstance(row, dict) and set(row) == {"when", "line"} and _good_when(row) else row
            if not isinstance(line, str) or not line.strip() or len(line) > LONGEST:
                yield f"{name}.{n}", Sentence(N_("Dòng này trống hoặc quá dài."))


def _of_form(data: dict[str, Any]) -> Iterator[Wrong]:
    try:
        fields = set(own_form(data).items())
    except (FormDefinitionError, TypeError, AttributeError, KeyError) as error:
        yield "form", Sentence(N_("Phần cán bộ điền không đọc được: %(why)s"), {"why": str(error)})
        return
    if any("group" in question for page in data["form"]["layout"]["pages"] for question in page["questions"]):
        yield "form", Sentence(N_("Phần cán bộ điền không dùng được nhóm câu hỏi lặp lại."))
    if len(fields) > MOST_FIELDS:
        yield "form", Sentence(N_("Phần cán bộ điền có nhiều nhất %(most)d mục."), {"most": MOST_FIELDS})
    defaults = data.get("defaults", {})
    if not isinstance(defaults, dict) or set(defaults) - fields or not all(isinstance(each, str) for each in defaults.values()):
        yield "form", Sentence(N_("Có nội dung điền sẵn cho một mục không có."))


def _good_when(part: dict[str, Any]) -> bool:
    when = part.get("when", "answers.x")
    if isinstance(when, dict):
        rest = set(when) - {"place"}
        right = not rest or (rest == {"empty"} and when["empty"] is True) or (rest == {"is"} and isinstance(when["is"], str))
        when = when.get("place") if right else None
    return isinstance(when, str) and places_in(f"{{{when}}}") == {when}


def _said(text: Any) -> bool:
    return isinstance(text, str) and bool(text.strip())
