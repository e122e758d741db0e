"""Căn cứ pháp lý: title and number of each document, squashed; the number stands glued to the end of its title."""

import re

from motcua.catalogue.national.facts import Basis
from motcua.catalogue.national.words import LOW, NOTHING, UP, Warnings, stated

HEAD = "Tên văn bản pháp lýMã văn bản"
_MINISTRIES = (
    "BNNPTNT|BNNMT|BTNMT|BKHĐT|BKHCN|BLĐTBXH|BVHTTDL|BGTVT|BGDĐT|BTTTT|TANDTC|VKSNDTC|NHNN|TTCP|VPCP|BQP|BCA|BTC|BTP|BXD|BCT|BYT|BNV|BNG|BTS|BNN"
    "|BTM|BVHTT|BVH|UBDT|TCHQ|TCT|UBCK|BHXH|TLĐ|HĐTP|UBTVQH"
)
_KIND = (
    rf"NĐ-CP|NĐCP|NÐ-CP|NQ-CP|NQCP|QĐ-TTg|QĐ-TTG|CT-TTg|L-CTN|NQ-UBTVQH\d{{1,2}}|PL-UBTVQH\d{{1,2}}|UBTVQH\d{{1,2}}|NQ-QH\d{{1,2}}|QH\d{{1,2}}"
    rf"|NQ-HĐTP|TTLT(?:[-/](?:{_MINISTRIES}|[A-ZĐ]{{2,8}}))+|(?:TT|QĐ|NQ|CT|VBHN|CV)-(?:{_MINISTRIES})(?:-[A-Z]\d+)?|[A-ZĐ]+(?:-[A-ZĐ]+)+(?![{LOW}])"
)
_NUMBER = re.compile(rf"(?P<count>\d+(?:\.\d{{1,2}})?[a-z]?)/(?P<rest>(?:\d{{4}}/)?(?:{_KIND}))")
_PREFIX = re.compile(
    r"(?<=[^\s(])(?:(?:Luật|Bộ luật|Nghị định|Thông tư|Nghị quyết|Quyết định|Pháp lệnh)(?: liên tịch)?(?: số)? |NĐ |TT |QĐ |số )\Z"
)
_YEAR = re.compile(r"(?:(?:19|20)\d\d[.]?)(?=\d)")  # of the title, glued to the number: "năm 2020" + "72/2020/QH14"
_GLUED = re.compile(rf"(?<=[{LOW}])(?=(?:Luật|Nghị định|Thông tư|Quyết định|Nghị quyết)\b)|(?<=\d)(?=[{UP}][{LOW}]{{2}})")


def read_bases(text: str, warnings: Warnings) -> tuple[tuple[Basis, ...], str]:
    """Return the documents, and the text that stays unread ('' when all of it was)."""
    if not text.startswith(HEAD):
        even = stated(text)
        warnings.say("legal_bases", "Không thấy bảng căn cứ pháp lý: giữ nguyên chữ." if even else "Trang không nói căn cứ pháp lý.")
        return (), even
    body = re.split(rf"Cơ quan thực hiện(?=[A-ZĐ])|(?<!\w){NOTHING}", text.removeprefix(HEAD))[0]
    bases, at = [], 0
    for match in _NUMBER.finditer(body):
        begins, number = _cell(body, match, at)
        if number:
            bases.append(_basis(body[at:begins], number, warnings))
            at = match.end()
    left = stated(body[at:])
    if left:
        warnings.say("legal_bases", f"Văn bản không đọc được số, ký hiệu: “{left[:80]}”.")
        bases.append(Basis("", left))
    return tuple(bases), ""


def _cell(body: str, match: re.Match[str], at: int) -> tuple[int, str]:
    """Return where the cell begins and its number; ('' : a number within a title, which goes on after a space or a mark)."""
    before, after = body[max(at, match.start() - 1) : match.start()], body[match.end() : match.end() + 2]
    goes_on = after and not re.match(rf"\s*\n|[{UP}“\"(\d\-]|[{LOW}]{{2}}", after)
    if goes_on and not (re.match(rf"[{LOW}{UP}]", before) and re.match(rf"\s[{UP}]", after)):  # glued to a word, then a capital: a cell
        return 0, ""
    if match.start() == at:
        return at, "" if re.match(rf"\d|[{LOW}]", after) else match[0]  # "31/2024/QH15" may be the title, its number after it
    year = _YEAR.match(match["count"])
    if year and len(match["count"]) > 4:
        return match.start() + year.end(), match[0][year.end() :]
    prefix = _PREFIX.search(body, at, match.start())
    if prefix:
        return prefix.start(), match[0]
    return (0, "") if before.isspace() or before in "(/" else (match.start(), match[0])


def _basis(title: str, number: str, warnings: Warnings) -> Basis:
    even = stated(title)
    if _GLUED.search(even):
        warnings.say("legal_bases", f"Có thể hai văn bản dính nhau: “{even[:80]}”.")
    return Basis(number, even)
