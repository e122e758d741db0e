"""Bench `due`: due moments counted by the batch form on one core, beside the naive loop over days in the same run.

Receipts lie anywhere in 2025 and 2026, terms are those that procedures have; the calendar is the city's.
"""

import random
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from motcua.law.batch import due_at_many, moments
from motcua.law.calendar import HANOI
from motcua.law.deadlines import Term, due_at
from tests.law import dayloop
from tests.law.hanoi import CALENDAR

NAME = "due"
ROWS = {"small": 300_000, "full": 3_000_000}
NAIVE, SCALAR = 4_000, 20_000
TERMS = [Term.parse(text) for text in ("same-day", "8wh", "3wd", "5wd", "12wd", "15wd", "30wd", "10d", "30d", "2m")]
AIM = 300_000


def run(scale: str) -> list[dict[str, Any]]:
    """Return per_second of the batch form, naive_ratio (batch over naive loop), and the scalar form's per_second."""
    source = random.Random(1)  # noqa: S311 - figures, not secrets
    begin = datetime(2025, 1, 1, tzinfo=HANOI)
    received = [begin + timedelta(minutes=source.randrange(730 * 24 * 60)) for _ in range(ROWS[scale])]
    share = len(received) // len(TERMS)
    columns = [moments(received[i * share : (i + 1) * share]) for i in range(len(TERMS))]
    batch = _rate(share * len(TERMS), lambda: [due_at_many(c, term, CALENDAR) for c, term in zip(columns, TERMS, strict=True)])
    naive = _rate(NAIVE, lambda: [dayloop.due_at(r, TERMS[i % 10], CALENDAR) for i, r in enumerate(received[:NAIVE])])
    scalar = _rate(SCALAR, lambda: [due_at(r, TERMS[i % 10], CALENDAR) for i, r in enumerate(received[:SCALAR])])
    beside = f"naive day loop: {naive:,.0f} a second"
    return [
        _row("per_second", batch, "1/s", f"aim {AIM:,} on one core", batch / AIM),
        _row("naive_ratio", batch / naive, "", beside, batch / naive),
        _row("scalar_per_second", scalar, "1/s", beside, scalar / naive),
    ]


def _rate(rows: int, work: Callable[[], object]) -> float:
    """Return rows a second of CPU, the best of three."""
    best = float("inf")
    for _ in range(3):
        start = time.process_time()
        work()
        best = min(best, time.process_time() - start)
    return rows / best


def _row(metric: str, value: float, unit: str, reference: str, ratio: float) -> dict[str, Any]:
    return {"name": NAME, "metric": metric, "value": round(value, 2), "unit": unit, "reference": reference, "ratio": round(ratio, 2)}
