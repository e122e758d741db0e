"""The head of a printed book, and moments as books print them. Papers are Vietnamese, whatever the officer reads."""

from datetime import datetime
from typing import Any

from motcua.law.calendar import HANOI
from motcua.people.models import Agency

COUNTER = "Bộ phận Tiếp nhận và Trả kết quả"


def head_of(agency: Agency, at: datetime) -> dict[str, Any]:
    """Return the head of a book of a counter, printed at `at`."""
    local = at.astimezone(HANOI)
    month = f"{local.month:02d}" if local.month < 3 else str(local.month)
    return {
        "parent_agency": agency.parent.name if agency.parent else None,
        "agency_lines": [agency.name, COUNTER],
        "date": local.date().isoformat(),
        "date_line": f"Hà Nội, ngày {local:%d} tháng {month} năm {local.year}",
    }


def stamp(moment: datetime | None) -> str:
    """Return '09:15 23/11/2026', or '' where there is none yet."""
    return f"{moment.astimezone(HANOI):%H:%M %d/%m/%Y}" if moment else ""
