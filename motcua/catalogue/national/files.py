"""Form files named at the end of a paper's row, glued to its name: where the name ends and the first file begins."""

import re

from motcua.catalogue.national.words import LOW, UP, Warnings, stated

_ENDS = re.compile(r"\.(?i:docx|doc(?!x)|xlsx|xls(?!x)|pptx|ppt(?!x)|pdf|rar|zip|7z|odt|rtf|jpe?g|png)")
# A mark that ends a sentence, a bracket or an abbreviation, glued to what begins: nearly always where the file begins.
_STRONG = re.compile(
    rf"(?:(?<=[{LOW}])|(?<=[)”\"])|(?<=-[{UP}]{{2}})|(?<=[{UP}]{{3}})|(?<=/\d{{4}})|(?<= \d{{4}})|(?<=[{LOW}{UP})]\.))"
    rf"[.](?=[{UP}{LOW}\d(\[])"
    rf"|(?<= \d\d)[.](?=[{UP}][{LOW}])|,(?=[{UP}])|(?<=[{UP})]),(?=\d)"
)
_SURE = re.compile(rf";(?=[^\s;])|(?<=[)”\"])(?=[{UP}\d]|mẫu|mãu|phụ lục|phương án)")
_URL = re.compile(r"https?://\S+?\.(?:docx?|pdf|html?)(?![a-z])")
_ROMAN = re.compile(r"[IVXL]+\Z")
# A capital after small letters, a word after an abbreviation, a digit after a word, "mẫu" after a word.
_WEAK = re.compile(
    rf"(?<=[{LOW}]{{2}})(?=[{UP}])|(?<=[{UP}]{{2}})(?=[{UP}][{LOW}])|(?<=\d)(?=[{UP}][{LOW}]{{2}})|(?<=TTg)(?=[{UP}])"
    rf"|(?<=[{LOW}]{{2}})(?=\d)|(?<=[{LOW}])(?=(?:mẫu|mau|phụ lục|phu luc|văn bản|báo cáo|tờ trình|đơn)\b)"
    rf"|(?<=CP)(?=[{LOW}]{{2}})|(?<=[{UP}]{{3}})(?=\d)"
)
_LONGEST, _LONG = 150, 100


def part_files(row: str, field: str, warnings: Warnings) -> tuple[str, tuple[str, ...]]:
    """Return the paper's name and its form files; where it is not clear where the name ends, the name keeps all, with a warning."""
    text = row.strip()
    seen = _URL.sub(lambda url: "x" * len(url[0]), text)  # an address is no file of ours
    ends = [match.end() for match in _ENDS.finditer(seen)]
    if not ends or ends[-1] != len(text):
        return stated(text), ()
    ends = _trailing(seen, ends)
    cut = _begins(seen[: ends[0]])
    if cut is None:
        warnings.say(f"{field}.forms", "Không rõ tên giấy tờ hết ở đâu, tên tệp bắt đầu ở đâu: giữ nguyên chữ.")
        return stated(text), ()
    if ends[0] - cut > _LONGEST:
        warnings.say(f"{field}.forms", "Tên tệp dài bất thường, chỗ tách có thể sai.")
    starts = [cut, *ends[:-1]]
    return stated(text[:cut]), tuple(stated(text[a:b]) for a, b in zip(starts, ends, strict=True))


def _trailing(text: str, ends: list[int]) -> list[int]:
    """Return the ends of the files at the end of the row: one after another without a sentence between."""
    kept = [ends[-1]]
    for end in reversed(ends[:-1]):
        between = text[end : kept[0]]
        if between[0].isspace() or ";" in between:
            break
        kept.insert(0, end)
    return kept


def _begins(text: str) -> int | None:
    """Return where the file's name begins in `text`, which ends with it: after the last strong mark, else at the first weak one."""
    stem = _ENDS.sub("", text)
    strong = [m.end() for m in _SURE.finditer(stem)]
    marks = [m for m in _STRONG.finditer(stem) if 0 < m.end() < len(stem)]
    strong += [m.end() for m in marks if not _ROMAN.search(stem, max(0, m.start() - 6), m.start())]
    strong = [at for at in strong if 0 < at < len(stem)] or [m.end() for m in marks[:1]]
    cut = max(strong, default=0)
    if cut and len(stem) - cut <= _LONG:
        return cut
    weak = _WEAK.search(stem, cut + 1)
    return weak.start() if weak else cut or None
