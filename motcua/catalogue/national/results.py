"""Kết quả xử lý: names each followed by “Mã:” and a code, then keywords, a description and the portal's furniture."""

import re

from motcua.catalogue.national.facts import Coded
from motcua.catalogue.national.words import LOW, UP, Warnings, lines, stated

_CODE = re.compile(
    r"Mã:\s*(?P<code>KQ[.-][A-Z]\d{2}\.\d{5,7}|TP-G\d{2}\.\d{7,8}|000\.00\.00\.G\d{2}-KQ\d{4,6}|KQ\d*\.\d\d\.\d\d\.G\d\d-\d{4,6}"
    r"|(?:KQ-)?G\d{2}-KQ\d{5,7}|BQP-CCS\.KQ\d{4}"
    rf"|[A-ZĐ0-9][A-ZĐ0-9.\-]*?(?=[{UP}][{LOW}]|\s|[-+]\s?[A-ZĐ]|\Z)|)"
)
_FURNITURE = re.compile(r"Từ khóa(?P<keywords>.*?)Mô tả(?P<about>.*?)(?:Chọn cơ quan thực hiện.*)?\Z", re.DOTALL)


def read_results(text: str, warnings: Warnings) -> tuple[tuple[Coded, ...], str, str]:
    """Return the results with their codes, the keywords, and the description ('' where there is none)."""
    furniture = _FURNITURE.search(text)
    body = text[: furniture.start()] if furniture else text
    keywords, about = (stated(furniture["keywords"]), lines(furniture["about"])) if furniture else ("", "")
    results, at = [], 0
    for match in _CODE.finditer(body):
        name = stated(body[at : match.start()])
        if not match["code"]:
            warnings.say("results", f"Không đọc được mã của kết quả “{name[:80]}”.")
        results.append(Coded(match["code"], name))
        at = match.end()
    left = stated(body[at:])
    if left:
        warnings.say("results", f"Có chữ sau mã kết quả cuối: “{left[:80]}”." if results else "Kết quả không có mã.")
        results.append(Coded("", left))
    if not results:
        warnings.say("results", "Trang không nói kết quả.")
    return tuple(results), keywords, about
