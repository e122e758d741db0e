"""Thành phần hồ sơ: tables of papers by case, squashed; a row ends where its number of originals and copies stands."""

import re

from motcua.catalogue.national.facts import Asked, Case
from motcua.catalogue.national.files import part_files
from motcua.catalogue.national.words import Warnings, stated

HEAD = "Tên giấy tờMẫu đơn, tờ khaiSố lượng"
_COUNT = re.compile(r"(?P<run>\d+) bản chính(?:,(?P<copies>\d+) bản sao)?")
_GOES_ON = (" ", ";", ".", ",", ")")


def read_cases(text: str, warnings: Warnings) -> tuple[tuple[Case, ...], str]:
    """Return the cases with their papers, and the text that stays unread ('' when all of it was)."""
    if HEAD not in text:
        even = stated(text)
        warnings.say("cases", "Không thấy bảng thành phần hồ sơ: giữ nguyên chữ." if even else "Trang không nói thành phần hồ sơ.")
        return (), even
    first, *tables = text.split(HEAD)
    cases: list[Case] = []
    name = first
    for at, table in enumerate(tables):
        papers, rest = _papers(table, len(cases), warnings)
        last = at == len(tables) - 1
        left = stated(rest)
        if last and left:
            warnings.say(f"cases[{len(cases)}].requirements", f"Giấy tờ cuối không có số lượng: “{left[:80]}”.")
            papers.append(Asked(left, None, None))
        cases.append(Case(_case_name(name), tuple(papers)))
        name = "" if last else rest
    return tuple(cases), ""


def _case_name(text: str) -> str:
    return stated(text).strip(" -")


def _papers(table: str, case: int, warnings: Warnings) -> tuple[list[Asked], str]:
    """Return the rows of one table, and what stands after the last: the name of the next case."""
    papers: list[Asked] = []
    at = 0
    for match in _COUNT.finditer(table):
        originals = _originals(table, match)
        if originals is None:
            continue
        digits = len(str(originals))
        field = f"cases[{case}].requirements[{len(papers)}]"
        if len(match["run"]) > digits:
            warnings.say(f"{field}.originals", f"Số lượng dính với số đứng trước (“{match['run']}”): hiểu là {originals} bản chính.")
        row = table[at : match.end("run") - digits]
        name, forms = part_files(row, field, warnings)
        if not name:
            warnings.say(f"{field}.name", "Giấy tờ không có tên.")
        papers.append(Asked(name, originals, int(match["copies"] or 0), forms))
        at = match.end()
    return papers, table[at:]


def _originals(table: str, match: re.Match[str]) -> int | None:
    """Return the number of originals if a cell stands here; None for words such as “(01 bản chính)” within a name."""
    run, before = match["run"], table[match.start() - 1 : match.start()]
    after = table[match.end() : match.end() + 1]
    in_words = match["copies"] is None and (after in _GOES_ON and bool(after))
    if len(run) == 1:
        return None if in_words and before in (" ", "(") else int(run)
    if in_words or (len(run) == 2 and run[0] == "0" and _spaced(before) and _COUNT.match(table, match.end())):
        return None
    if len(run) == 2 and run[0] == "0" and (before == "" or before == "("):
        return None
    if len(run) == 2 and run[0] != "0" and before and not before.isspace() and before not in "/.-:":
        return int(run)
    return int(run[-1])


def _spaced(before: str) -> bool:
    return before == "" or before.isspace() or before == "("
