"""How one may apply, as published: channels with their fee lines, to the editor's text and back."""

from collections.abc import Mapping, Sequence
from typing import Any

from motcua.lib.saying import N_, Sentence
from motcua.lib.text import tidy

Channel = dict[str, Any]
Line = dict[str, str]
NUMBERS = (2, 1, 3)  # online first, as published
FIELDS = ("name", "amount", "set_by", "condition")
MOST_LINES = 20


def typed_of(channels: Sequence[Channel]) -> tuple[set[int], dict[int, list[Line]]]:
    """Return which channels are open, and their fee lines as text."""
    by_number = {each["channel"]: each for each in channels}
    lines = {number: [_line(fee) for fee in by_number.get(number, {}).get("fees", [])] for number in NUMBERS}
    return set(by_number), lines


def _line(fee: Mapping[str, Any]) -> Line:
    amount = fee.get("amount")
    return {
        "name": str(fee.get("name", "")),
        "amount": "" if amount is None else str(amount),
        "set_by": str(fee.get("set_by", "")),
        "condition": str(fee.get("condition", "")),
    }


def posted(data: Mapping[str, str]) -> tuple[set[int], dict[int, list[Line]]]:
    """Return what was sent, after the button pressed: `add:2`, `remove:2:0` (channel, line)."""
    opened = {number for number in NUMBERS if data.get(f"channel-{number}")}
    lines = {}
    for number in NUMBERS:
        count = data.get(f"lines-{number}", "0")
        many = min(int(count), MOST_LINES) if count.isascii() and count.isdigit() and len(count) < 4 else 0
        lines[number] = [{name: data.get(f"{name}-{number}-{at}", "")[:300] for name in FIELDS} for at in range(many)]
    deed, _mark, rest = data.get("_do", "").partition(":")
    place, _mark, at = rest.partition(":")
    number = int(place) if place in {str(each) for each in NUMBERS} else 0
    if number and deed == "add":
        lines[number] = [*lines[number], dict.fromkeys(FIELDS, "")][:MOST_LINES]
    if number and deed == "remove" and at.isascii() and at.isdigit():
        lines[number] = [line for place_, line in enumerate(lines[number]) if place_ != int(at)]
    return opened, lines


def written(before: Sequence[Channel], opened: set[int], lines: Mapping[int, Sequence[Line]]) -> tuple[list[Channel], dict[str, Sentence]]:
    """Return the channels as facts, those that stood keeping their order and what else they say, and what is wrong by name of input."""
    wrong = dict[str, Sentence]()
    stood = {each["channel"]: each for each in before}
    order = [number for number in stood if number in opened] + [number for number in NUMBERS if number in opened and number not in stood]
    made = []
    for number in order:
        fees = []
        for at, line in enumerate(lines.get(number, ())):
            if any(tidy(text) for text in line.values()):
                fees.append(_fee(line, f"{number}-{at}", wrong))
        made.append({**stood.get(number, {"channel": number}), "fees": fees})
    if not made:
        wrong["channel-2"] = Sentence(N_("Chọn ít nhất một cách nộp."))
    return made, wrong


def _fee(line: Line, place: str, wrong: dict[str, Sentence]) -> dict[str, Any]:
    name, amount = tidy(line["name"]), tidy(line["amount"]).replace(".", "").replace(" ", "")
    if not name:
        wrong[f"name-{place}"] = Sentence(N_("Ghi tên khoản phí, lệ phí."))
    if amount and not (amount.isascii() and amount.isdigit() and len(amount) < 13):
        wrong[f"amount-{place}"] = Sentence(N_("Ghi số tiền bằng chữ số, như 500.000."))
        amount = ""
    fee: dict[str, Any] = {"name": name}
    if line["set_by"] == "city":
        fee["set_by"] = "city"
    if amount:
        fee["amount"] = int(amount)
    if tidy(line["condition"]):
        fee["condition"] = tidy(line["condition"])
    return fee
