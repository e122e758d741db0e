"""Bench `search`: the finder over all imported records, question by question as the search page asks it, beside the old SQL search.

first_right: fifty queries written down before the finder was tuned (tests/bench/queries.toml, committed on its own). First score, with
the index alone and no sayings: 25 of 50. first_right_unseen: thirty more, written after the sayings, none added for them.
Right answers are real procedures: without the outside data (MOTCUA_FIELD_DATA) made-up records stand for them and only the time is told.
"""

import statistics
import tempfile
import time
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

from tests.bench.catalogue_import import records

NAME = "search"
ROUNDS = {"small": 4, "full": 40}
AIM_MS = 20
_HERE = Path(__file__).parent


def run(scale: str) -> list[dict[str, Any]]:
    """Return median_ms (milliseconds a query), slowest_ms, build_ms (index anew), and first_right of both lists of queries."""
    from django.utils import timezone

    from motcua.acts.importing import import_files
    from motcua.catalogue.finder.rows import catalogue
    from motcua.catalogue.national.sources import files_of
    from motcua.people.actor import job

    with tempfile.TemporaryDirectory() as folder:
        source, told = records(Path(folder))
        import_files(files_of([source]), source="bench", by=job("bench"), at=timezone.now())
    day = timezone.localdate()
    start = time.perf_counter()
    catalogue(day)
    build = 1000 * (time.perf_counter() - start)
    asked = _queries("queries")
    times = [_timed(words, day) for _ in range(ROUNDS[scale]) for words, _ in asked]
    old = statistics.median(_timed_sql(words, day) for words, _ in asked)
    beside = f"aim {AIM_MS} ms; SQL by trigrams over the city's own revisions {old:.1f} ms; {len(catalogue(day).listed)} procedures, {told}"
    median = statistics.median(times)
    rows = [_row("median_ms", median, "ms", beside, median / AIM_MS), _row("slowest_ms", max(times), "ms", beside, None)]
    rows.append(_row("build_ms", build, "ms", "once after a change", None))
    return rows + (_right("first_right", asked, day, 45) + _right("first_right_unseen", _queries("queries_unseen"), day, 27))


def _queries(name: str) -> list[tuple[str, list[str]]]:
    rows = tomllib.loads((_HERE / f"{name}.toml").read_text(encoding="utf-8"))["query"]
    return [(row["words"], row["codes"]) for row in rows]


def _timed(words: str, day: date) -> float:
    from motcua.catalogue.finder.rows import catalogue

    start = time.perf_counter()
    catalogue(day).find(words)
    return 1000 * (time.perf_counter() - start)


def _timed_sql(words: str, day: date) -> float:
    """The search that the finder took the place of: all words in the folded text, else likeness by trigrams."""
    from django.contrib.postgres.search import TrigramWordSimilarity
    from django.db.models import Case, F, IntegerField, Q, Value, When

    from motcua.catalogue.finding import current
    from motcua.lib.text import fold

    start, folded, every = time.perf_counter(), fold(words), Q()
    for word in folded.split():
        every &= Q(procedure__search__contains=word)
    rank = Case(When(every, then=Value(2)), default=Value(1), output_field=IntegerField())
    found = current(day).annotate(rank=rank, likeness=TrigramWordSimilarity(folded, "procedure__search"))
    list(found.filter(Q(rank__gt=1) | Q(likeness__gt=0.45)).order_by(F("rank").desc(), F("likeness").desc(), "procedure__code")[:20])
    return 1000 * (time.perf_counter() - start)


def _right(metric: str, asked: list[tuple[str, list[str]]], day: date, aim: int) -> list[dict[str, Any]]:
    from motcua.catalogue.finder.rows import catalogue

    found = catalogue(day)
    known = [(words, codes) for words, codes in asked if set(codes) & set(found.listed)]
    right = sum(bool(hits := found.find(words)) and hits[0].code in codes for words, codes in known)
    return [_row(metric, right, f"of {len(known)}", f"aim {aim} of {len(asked)}", None)]


def _row(metric: str, value: float, unit: str, reference: str, ratio: float | None) -> dict[str, Any]:
    rounded = None if ratio is None else round(ratio, 3)
    return {"name": NAME, "metric": metric, "value": round(value, 2), "unit": unit, "reference": reference, "ratio": rounded}
