"""Phí, lệ phí of one channel: amounts as stated, each with the condition in brackets that follows it."""

import re

from motcua.catalogue.national.facts import Fee
from motcua.catalogue.national.words import NOTHING, Warnings, lines, stated

CURRENCIES = {"Việt Nam Đồng": "VND", "VNĐ": "VND", "USD": "USD", "EUR": "EUR"}
AMOUNT = r"\d[\d.,]* ?(?:Việt Nam Đồng|VNĐ|USD|EUR)"
FEE = rf"Miễn phí|{NOTHING}|{AMOUNT}| ?(?:Việt Nam Đồng|VNĐ)"
_LINE = re.compile(
    rf"\s*(?:(?P<free>Miễn phí)|(?P<none>{NOTHING})|(?P<amount>\d[\d.,]*)? ?(?P<currency>Việt Nam Đồng|VNĐ|USD|EUR))(?P<open>\()?"
)
_MORE = re.compile(r",\s*(?:Phí|Lệ phí) ?: ?(\d[\d.,]*\d)")
_INNER = re.compile(r"(,\s*(?:Phí|Lệ phí) ?: ?\d[\d.,]*\d) ?\(")  # its bracket is never closed on the page
_LEAST = 1000  # VND: a smaller amount was most likely written in thousands


def read_fees(rest: str, channel: str, warnings: Warnings) -> tuple[tuple[Fee, ...], str]:
    """Return the fee lines that `rest` begins with, and the words after them."""
    rest = _INNER.sub(r"\1 ", rest)
    fees: list[Fee] = []
    at = 0
    while match := _LINE.match(rest, at):
        if match["none"] and fees:
            break
        at = match.end()
        condition = ""
        if match["open"]:
            condition, at = _bracket(rest, at, channel, warnings)
        if not match["none"]:
            fees += _lines(match, condition, channel, warnings)
        elif condition:
            at = match.start("open")
        if match["none"]:
            break
    if not fees:
        warnings.say(f"channels.{channel}.fees", "Trang không nói phí, lệ phí.")
    return tuple(fees), rest[at:]


def _lines(match: re.Match[str], condition: str, channel: str, warnings: Warnings) -> list[Fee]:
    """Return the fee with its condition, and the further fees that the portal puts into the same bracket (“, Phí: 600,000 (…”)."""
    first, *more = _MORE.split(condition)
    found = [_fee(match, first.strip(), channel, warnings)]
    for amount, told in zip(more[::2], more[1::2], strict=True):
        found.append(Fee(_amount(amount), found[0].currency, told.strip().removeprefix("(").strip()))
    if more:
        warnings.say(f"channels.{channel}.fees", "Nhiều mức phí trong một ngoặc: tách theo “Phí:”, “Lệ phí:”.")
    return found


def _fee(match: re.Match[str], condition: str, channel: str, warnings: Warnings) -> Fee:
    field = f"channels.{channel}.fees"
    if match["free"]:
        if re.search(r"\d{1,3}(?:[.,]\d{3})+\s*(?:đ\b|đồng)", condition):
            warnings.say(field, "Ghi miễn phí nhưng phần mô tả phí nêu số tiền.")
        return Fee(0, "VND", condition)
    currency = CURRENCIES[match["currency"]]
    amount = _amount(match["amount"])
    if amount is None:
        warnings.say(field, "Có đơn vị tiền, không có số tiền.")
    elif currency == "VND" and amount < _LEAST:
        warnings.say(field, f"Số tiền {match['amount']} VND nhỏ bất thường, có thể thiếu ba số không; giữ như trang ghi.")
    return Fee(amount, currency, condition)


def _amount(text: str | None) -> int | float | None:
    if not text:
        return None
    if re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+|\d+", text):
        return int(re.sub(r"\D", "", text))
    return float(text.replace(",", "")) if re.fullmatch(r"[\d,]+\.\d+", text) else None


def _bracket(rest: str, at: int, channel: str, warnings: Warnings) -> tuple[str, int]:
    """Return what stands in the bracket opened before `at`, and where the text goes on; one never closed ends with its line."""
    depth = 1
    for position in range(at, len(rest)):
        depth += {"(": 1, ")": -1}.get(rest[position], 0)
        if depth == 0:
            return lines(rest[at:position]), position + 1
    warnings.say(f"channels.{channel}.fees", "Ngoặc của điều kiện phí không đóng: giữ cả đoạn làm điều kiện.")
    end = rest.find("\n", at)
    end = len(rest) if end < 0 else end
    return stated(rest[at:end]), end
