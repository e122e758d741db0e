"""The city's calendar as it ships, read without a database; moments written short."""

import tomllib
from datetime import date, datetime
from pathlib import Path
from typing import Any

from motcua.law.calendar import HANOI, Calendar, Special

_DATA = tomllib.loads((Path(__file__).parents[2] / "cities/hanoi/calendar.toml").read_text())


def _days(groups: list[dict[str, Any]]) -> dict[date, Special]:
    return {d["day"]: Special(d["name"], g["source"], g["certainty"]) for g in groups for d in g["days"]}


CALENDAR = Calendar(days_off=_days(_DATA["off"]), swap_days=_days(_DATA["worked"]))


def at(text: str) -> datetime:
    """Return a moment in Hà Nội: '2026-11-20 10:00'."""
    return datetime.fromisoformat(text).replace(tzinfo=HANOI)
