"""Bench `open_data`: seconds to make each file of the open data over all national records and the city's, and to say nothing changed.

The records are those of bench `catalogue_import`. The ratio of a file is against gathering its records alone.
"""

import tempfile
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import Any

NAME = "open_data"


def run(scale: str) -> list[dict[str, Any]]:
    """Return seconds a file, its megabytes, the most memory taken, milliseconds of the mark that says whether anything changed."""
    from django.test import override_settings
    from django.utils import timezone

    from motcua.acts.importing import import_files
    from motcua.catalogue.national.sources import files_of
    from motcua.lib.remembering import forget
    from motcua.people.actor import job
    from motcua.reports.opendata import keeping
    from motcua.reports.opendata.gathering import records, stamp
    from tests import make
    from tests.bench.catalogue_import import records as source

    with tempfile.TemporaryDirectory() as folder, override_settings(DATA_DIR=Path(folder)):
        make.city()
        place, told = source(Path(folder))
        import_files(files_of([place]), source="bench", by=job("bench"), at=timezone.now())
        day = timezone.localdate()
        gather = _seconds(lambda: sum(1 for _ in records(day)))
        rows = [_row("gather_s", gather, "s", told, None)]
        for kind in keeping.KINDS:
            forget()
            seconds = _seconds(lambda kind=kind: keeping.kept(kind, day))  # type: ignore[misc]
            rows.append(_row(f"{kind}_s", seconds, "s", "gathering alone", seconds / gather))
            rows.append(_row(f"{kind}_mb", keeping.kept(kind, day).size / 1e6, "MB", told, None))
        forget()
        rows.append(_row("mark_ms", 1000 * _seconds(lambda: stamp(day)), "ms", told, None))
        tracemalloc.start()
        for _ in records(day):
            pass
        rows.append(_row("peak_mb", tracemalloc.get_traced_memory()[1] / 1e6, "MB", "gathering, record by record", None))
        tracemalloc.stop()
    return rows


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _row(metric: str, value: float, unit: str, reference: str, ratio: float | None) -> dict[str, Any]:
    found = {"name": NAME, "metric": metric, "value": round(value, 2), "unit": unit, "reference": reference}
    return {**found, "ratio": None if ratio is None else round(ratio, 2)}
