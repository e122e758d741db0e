"""A notice of days off and days worked instead, as it is typed: one day a line, read into an edit of the calendar."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from motcua.doors.office.settings import CERTAINTIES
from motcua.law.calendar_rules import CERTAINTIES as TAKEN
from motcua.law.calendar_rules import CalendarRefused
from motcua.lib.saying import N_
from motcua.ui.questions import Question

_LINE = re.compile(r"(?P<day>\d{1,2}/\d{1,2}/\d{4}|\d{4}-\d{2}-\d{2})\s*[:,;-]?\s*(?P<name>.*)")
GROUPS = ("off", "worked", "removed")


def asked() -> list[Question]:
    """Return what an administrator is asked to change the calendar."""
    hint = _("Mỗi ngày một dòng: 26/11/2026 Nghỉ hoán đổi")
    sure = tuple((key, str(_(words))) for key, (_tone, words) in CERTAINTIES.items() if key in TAKEN)
    return [
        Question("off", _("Ngày được nghỉ"), "area", hint=hint),
        Question("worked", _("Ngày làm bù (thứ Bảy, Chủ nhật)"), "area", hint=_("Mỗi ngày một dòng: 28/11/2026 Làm bù cho 26/11")),
        Question("removed", _("Bỏ ngày đã khai"), "area", hint=_("Ngày trở lại như ngày thường trong tuần; ghi cả lý do sau ngày.")),
        Question("source", _("Số, ký hiệu thông báo"), "text"),
        Question("certainty", _("Mức chắc chắn"), "choice", choices=sure),
    ]


def data_of(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the edit as `calendar_rules.read` takes it, days as text. Raises CalendarRefused for a line that begins with no day."""
    told = {"source": values["source"], "certainty": values["certainty"]}
    groups = {name: [_day(line) for line in values[name].splitlines() if line.strip()] for name in GROUPS}
    return {name: [{**told, "days": days}] for name, days in groups.items() if days}


def _day(line: str) -> dict[str, str]:
    found = _LINE.fullmatch(line.strip())
    if not found:
        raise CalendarRefused("calendar.day", N_("“%(text)s” phải bắt đầu bằng một ngày, như 26/11/2026."), text=line.strip()[:80])
    return {"day": _iso(found["day"]), "name": found["name"].strip()}


def _iso(text: str) -> str:
    """A day as written here, as ISO writes it; what is no day stays as it is, to be refused by its rule."""
    if "/" not in text:
        return text
    day, month, year = (int(part) for part in text.split("/"))
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return text
