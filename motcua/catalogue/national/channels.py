"""Cách thức thực hiện: rows of channel, term, fees and words, squashed into one text without a sign between cells."""

import re
from dataclasses import dataclass, replace

from motcua.catalogue.national.facts import Channel, Fee, Term
from motcua.catalogue.national.fees import FEE, read_fees
from motcua.catalogue.national.words import NOTHING, UP, Warnings, lines, stated

HEAD = "Hình thức nộpThời gianPhí, lệ phíMô tả"
NAMES = ("Trực tuyến", "Trực tiếp", "Dịch vụ bưu chính")
UNITS = ("Ngày làm việc", "Giờ làm việc", "Ngày", "Giờ", "Tháng", "Năm", "Tuần", "Phút")
_NAME = "|".join(NAMES)
_UNIT = "|".join(UNITS)
_TERM = rf"(?P<none>{NOTHING})|(?P<amount>\d+(?:[.,]\d+)?) ?(?P<unit>{_UNIT})|(?P<bare>\d+(?=Miễn phí|{NOTHING}))"
# A row: a channel, glued to its term, glued to its fees. In prose a channel is followed by a space or a mark.
_ROW = re.compile(
    rf"(?P<name>{_NAME})(?:(?:{_TERM})(?={FEE}|\Z)"
    rf"|(?P<words>[{UP}][^\n]{{0,160}}?)(?=Miễn phí|{NOTHING})"
    rf"|(?P<glued>\d[\d.,]*)(?= ?(?:Việt Nam Đồng|VNĐ|USD|EUR)))"
)


@dataclass(frozen=True)
class Row:
    """One row as cut from the text: the channel, its term as matched, and all that follows."""

    name: str
    match: re.Match[str]
    rest: str


def read_channels(text: str, warnings: Warnings) -> tuple[tuple[Channel, ...], str]:
    """Return the channels, and the text that stays unread ('' when all of it was)."""
    body = text.removeprefix(HEAD)
    rows = list(_rows(body))
    if not rows:
        even = stated(body)
        warnings.say("channels", "Không đọc được bảng cách thức thực hiện." if even else "Trang không nói cách thức thực hiện.")
        return (), even
    if rows[0].match.start():
        warnings.say("channels", "Có chữ đứng trước dòng đầu của bảng.")
    found = [_channel(row, warnings) for row in rows]
    return tuple(_settle(found, rows, warnings)), body[: rows[0].match.start()].strip()


def _rows(body: str) -> list[Row]:
    matches = list(_ROW.finditer(body))
    ends = [match.start() for match in matches[1:]] + [len(body)]
    return [Row(m["name"], m, body[m.end() : end]) for m, end in zip(matches, ends, strict=True)]


def _channel(row: Row, warnings: Warnings) -> Channel:
    glued = row.match["glued"]
    fees, words = read_fees((glued or "") + row.rest, row.name, warnings)
    term, told = _term(row, warnings)
    return Channel(row.name, term, told, fees, lines(words))


def _term(row: Row, warnings: Warnings) -> tuple[Term | None, str]:
    match, field = row.match, f"channels.{row.name}.term"
    if match["bare"] and int(match["bare"]) == 0:
        warnings.say(field, "Thời hạn ghi số 0.")
        return None, match["bare"]
    if match["amount"]:
        return Term(_number(match["amount"]), match["unit"]), ""
    if match["bare"]:
        warnings.say(field, "Có số, không có đơn vị thời gian.")
        return Term(int(match["bare"]), None), ""
    if match["words"]:
        warnings.say(field, f"Thời hạn nói bằng lời: “{match['words'][:100]}”.")
        return None, stated(match["words"])
    if match["none"]:
        warnings.say(field, "Trang không nói thời hạn.")
    return None, ""


def _number(text: str) -> int | float:
    value = float(text.replace(",", "."))
    return int(value) if value.is_integer() else value


def _settle(found: list[Channel], rows: list[Row], warnings: Warnings) -> list[Channel]:
    """Part a term without unit from the amount it is glued to, where the condition or another row tells how; else keep the text."""
    told = [_parted(channel, row.match["glued"], set(), None) for channel, row in zip(found, rows, strict=True)]
    terms = {channel.term.amount for channel in told if channel.term}
    return [_parted(channel, row.match["glued"], terms, warnings) for channel, row in zip(found, rows, strict=True)]


def _parted(channel: Channel, glued: str | None, terms: set[int | float], warnings: Warnings | None) -> Channel:
    if not glued:
        return channel
    warnings = Warnings() if warnings is None else warnings
    fee, field = channel.fees[0], f"channels.{channel.channel}"
    ways = [(int(glued[:cut]), glued[cut:]) for cut in range(1, len(glued)) if _splits(glued, cut)]
    numbers = {int(n.replace(".", "").replace(",", "")) for n in re.findall(r"\d[\d.,]*\d", fee.condition)}
    sure = {(days, rest) for days, rest in ways if days in terms or {_money(rest), _money(rest) * 1000} & numbers}
    if len(sure) == 1:
        days, rest = sure.pop()
        warnings.say(field, f"Thời hạn và mức phí dính nhau (“{glued}”): tách thành {days} và {rest}.")
        return replace(channel, term=Term(days, None), fees=(replace(fee, amount=_money(rest)), *channel.fees[1:]))
    warnings.say(field, f"Thời hạn và mức phí dính nhau (“{glued}”): không tách được.")
    return replace(channel, term_text=glued, fees=(Fee(None, fee.currency, fee.condition), *channel.fees[1:]))


def _splits(glued: str, cut: int) -> bool:
    """Tell whether a number may end before `cut` and an amount begin there: no leading zero, marks at thousands only."""
    return glued[:cut].isdigit() and bool(re.fullmatch(r"[1-9]\d{0,2}(?:[.,]\d{3})+|[1-9]\d*", glued[cut:]))


def _money(text: str) -> int:
    return int(re.sub(r"\D", "", text))
