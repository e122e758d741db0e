"""The outside data: in MOTCUA_FIELD_DATA, set by `make field DATA=folder`; they do not ship."""

import csv
import os
from pathlib import Path

FOLDER = Path(os.environ.get("MOTCUA_FIELD_DATA") or "/nonexistent")


def table(name: str) -> list[dict[str, str | None]]:
    """Return the rows of a CSV file of the data."""
    with (FOLDER / name).open(newline="", encoding="utf-8-sig") as file:
        return [dict(row) for row in csv.DictReader(file)]
