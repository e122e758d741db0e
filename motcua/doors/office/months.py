"""A month that an officer asks for: as it is typed, and as moments."""

import calendar
from datetime import date, datetime, time, timedelta

from django.utils.translation import gettext as _

from motcua.law.calendar import HANOI
from motcua.ui.forms import FieldError


def month_of(text: str, today: date, errors: list[FieldError]) -> date:
    """Return the first day of the month typed as 11/2026, this month for nothing; what cannot be read adds an error at `thang`."""
    if not text.strip():
        return today.replace(day=1)
    try:
        return datetime.strptime(text.strip(), "%m/%Y").date()  # noqa: DTZ007 - a calendar month
    except ValueError:
        errors.append(FieldError("thang", _("Ghi tháng và năm, ví dụ 11/2026.")))
        return today.replace(day=1)


def bounds_of(month: date) -> tuple[datetime, datetime]:
    """Return the first moment of a month and of the next, in Hà Nội."""
    last = calendar.monthrange(month.year, month.month)[1]
    start = datetime.combine(month.replace(day=1), time(), HANOI)
    return start, datetime.combine(month.replace(day=last), time(), HANOI) + timedelta(days=1)
