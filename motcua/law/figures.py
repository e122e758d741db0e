"""What a new value of a dated setting must be: of the kind of the one before it, within reason, sourced, from a day yet to come."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from motcua.law.lifecycle import Refusal
from motcua.lib.saying import N_

CERTAINTIES = frozenset("TSPCKu")
CHOICES: Mapping[str, tuple[str, ...]] = {"due_precision": ("date", "minute")}
MOST: Mapping[str, int] = {"alert_share": 99}
_MOST = 1_000_000


class FigureRefused(Refusal):
    """A value of a setting that is none, or that is not said to come from anywhere."""


def check_figure(name: str, new: Any, before: Any) -> None:
    """Raise FigureRefused unless `new` may stand where `before` stands: same kind, same parts, whole numbers from 1 on."""
    if isinstance(before, dict):
        _check_parts(name, new, before)
    elif isinstance(before, bool) or before is None:
        _check(isinstance(new, bool), N_("%(name)s: ghi true hoặc false."), name)
    elif isinstance(before, int):
        _check_number(name, new, 0 if before == 0 else 1)
    elif isinstance(before, list):
        _check(isinstance(new, list) and bool(new), N_('%(name)s: ghi một danh sách, như ["a", "b"].'), name)
    else:
        _check(isinstance(new, str) and bool(new.strip()), N_("%(name)s: ghi một chuỗi chữ, trong dấu ngoặc kép."), name)
        if name in CHOICES and new not in CHOICES[name]:
            raise FigureRefused(N_("%(name)s chỉ nhận: %(choices)s."), name=name, choices=", ".join(CHOICES[name]))


def check_sourced(source: str, certainty: str) -> None:
    """Raise FigureRefused without a source, or without saying how sure it is."""
    if len(source.strip()) < 5:
        raise FigureRefused(N_("Ghi số, ký hiệu văn bản đặt ra giá trị này, hoặc quyết định của ai."))
    if certainty not in CERTAINTIES:
        raise FigureRefused(N_("Chọn mức chắc chắn của nguồn."))


def check_day(valid_from: date, today: date) -> None:
    """Raise FigureRefused for a day that has passed: what was decided by the old value keeps it."""
    if valid_from < today:
        raise FigureRefused(N_("Giá trị mới chỉ có hiệu lực từ hôm nay trở đi: hồ sơ cũ giữ giá trị cũ."))


def _check_parts(name: str, new: Any, before: Mapping[str, Any]) -> None:
    if not isinstance(new, dict) or set(new) != set(before):
        raise FigureRefused(N_("%(name)s phải có đúng các phần: %(parts)s."), name=name, parts=", ".join(sorted(before)))
    for part, value in before.items():
        check_figure(f"{name}.{part}", new[part], value)


def _check_number(name: str, new: Any, least: int) -> None:
    most = MOST.get(name, _MOST)
    if isinstance(new, bool) or not isinstance(new, int) or not least <= new <= most:
        raise FigureRefused(N_("%(name)s: ghi một số nguyên từ %(least)s đến %(most)s."), name=name, least=least, most=most)


def _check(holds: bool, text: str, name: str) -> None:
    if not holds:
        raise FigureRefused(text, name=name)
