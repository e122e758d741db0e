"""Bench `catalogue_import`: seconds to take in all 2,198 national records by `motcua catalogue import`, and again when nothing changed.

The records are those of the folder MOTCUA_FIELD_DATA; without it, made-up pages of the same number and shape. Beside it: reading alone.
"""

import json
import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

NAME = "catalogue_import"
NUMBER = 2198
AIM = 60


def run(scale: str) -> list[dict[str, Any]]:
    """Return seconds (first import), seconds_again (nothing changed) and records_read per second by the reader alone."""
    from django.utils import timezone

    from motcua.acts.importing import import_files
    from motcua.catalogue.national.sources import files_of, lines_of
    from motcua.people.actor import job

    with tempfile.TemporaryDirectory() as folder:
        source, told = records(Path(folder))
        files = files_of([source])
        parse = _seconds(lambda: [line for file in files for line in lines_of(file)])
        first = _seconds(lambda: import_files(files, source="bench", by=job("bench"), at=timezone.now()))
        again = _seconds(lambda: import_files(files, source="bench", by=job("bench"), at=timezone.now()))
    beside = f"aim {AIM} s; reading alone {parse:.1f} s; {told}"
    return [_row("seconds", first, beside, first / AIM), _row("seconds_again", again, beside, again / AIM)]


def records(folder: Path) -> tuple[Path, str]:
    """Return where the records are: the outside data, or made-up pages written into `folder`; and which in words."""
    data = Path(os.environ.get("MOTCUA_FIELD_DATA") or "/nonexistent") / "tthc"
    if data.is_dir():
        return data, "real records"
    from tests.catalogue.pages import made_up

    with (folder / "made-up.jsonl").open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(made_up(n), ensure_ascii=False) + "\n" for n in range(1, NUMBER + 1))
    return folder, "made-up records"


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _row(metric: str, value: float, reference: str, ratio: float) -> dict[str, Any]:
    return {"name": NAME, "metric": metric, "value": round(value, 2), "unit": "s", "reference": reference, "ratio": round(ratio, 3)}
