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
_NUMBER = rf"\d+(?:\.\d+)?[a-z]?/(?:\d{{4}}/)?(?:{_KIND})"
_PREFIX = r"(?:(?:Luật|Bộ luật|Nghị định|Thông tư|Thông tư liên tịch|Nghị quyết|Quyết định|Pháp lệnh)(?: số)? |NĐ |TT |QĐ )"
# A number that is a cell is glued to its title, or begins the text; what follows begins another title or nothing.
_CELL = re.compile(rf"(?:(?<=\S)|\A|(?<=\s)(?={_PREFIX}))(?P<cell>{_PREFIX}?{_NUMBER})(?=\Z|\s*\n|[{UP}“\"(\d.\-]|[{LOW}]{{2}})")
_GLUED = re.compile(rf"(?<=[{LOW}])(?=(?:Luật|Nghị định|Thông tư|Quyết định|Nghị quyết)\b)|(?<=\d)(?=[{UP}][{LOW}]{{2}})")


def read_bases(text: str, warnings: Warnings) -> tuple[tuple[Basis, ...], str]:
    """Return the documents, and the text that stays unread ('' when all of it was)."""
    if not text.startswith(HEAD):
        even = stated(text)
        warnings.say("legal_bases", "Không thấy bảng căn cứ pháp lý: giữ nguyên chữ." if even else "Trang không nói căn cứ pháp lý.")
        return (), even
    body = re.split(rf"Cơ quan thực hiện(?=[A-ZĐ])|(?<!\w){NOTHING}", text.removeprefix(HEAD))[0]
    bases, at = [], 0
    for match in _CELL.finditer(body):
        if match.start() < at or not _is_cell(body, match, at):
            continue
        bases.append(_basis(body[at : match.start()], match["cell"], warnings))
        at = match.end()
    left = stated(body[at:])
    if left:
        warnings.say("legal_bases", f"Văn bản không đọc được số, ký hiệu: “{left[:80]}”.")
        bases.append(Basis("", left))
    return tuple(bases), ""


def _is_cell(body: str, match: re.Match[str], at: int) -> bool:
    """Tell a cell from a number within a title: a title goes on after a space, in small letters or with a mark."""
    if match.start() == at:
        return not re.match(rf"\d|[{LOW}]", body[match.end() :])  # "31/2024/QH15" may be the title, its number after it
    before = body[match.start() - 1]
    return not before.isspace() and before not in "(/"


def _basis(title: str, number: str, warnings: Warnings) -> Basis:
    even, bare = stated(title), re.sub(rf"\A{_PREFIX}", "", number)
    if _GLUED.search(even):
        warnings.say("legal_bases", f"Có thể hai văn bản dính nhau: “{even[:80]}”.")
    return Basis(bare, even)
