"""Bench `register`: a commune's year of dossiers made into its book by the job, in volumes, and into a spreadsheet and CSV."""

import resource
import time
from typing import Any

NAME = "register"
LINES = {"small": 4000, "full": 20_000}


def run(scale: str) -> list[dict[str, Any]]:
    """Return seconds and megabytes of each form; the reference is CSV, the least that can be done with the same lines."""
    made = {form: _made(form, LINES[scale]) for form in ("csv", "xlsx", "pdf")}
    least = made["csv"][0]
    beside = f"the same {LINES[scale]} lines as CSV: {least:.1f} s"
    rows = [
        {"name": NAME, "metric": f"{form}_s", "value": round(s, 1), "unit": "s", "reference": beside, "ratio": round(s / least, 1)}
        for form, (s, _mb) in made.items()
    ]
    sizes = [
        {"name": NAME, "metric": f"{form}_mb", "value": round(mb, 1), "unit": "MB", "reference": "", "ratio": None}
        for form, (_s, mb) in made.items()
    ]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return [*rows, *sizes, {"name": NAME, "metric": "peak_mb", "value": round(peak), "unit": "MB", "reference": "", "ratio": None}]


def _made(form: str, lines: int) -> tuple[float, float]:
    from motcua.acts import runs
    from motcua.dossiers.models import Run
    from motcua.jobs.runs import work as carry_out
    from tests import make

    _filled(lines)
    given = {"agency": make.WARD, "year": 2026, "form": form}
    run = runs.ask(Run.Kind.REGISTER, given, by=make.actor("receiver"), at=make.MONDAY, key=make.key())
    began = time.monotonic()
    carry_out(str(run.pk))
    took = time.monotonic() - began
    run.refresh_from_db()
    if run.document is None:
        raise AssertionError(run.failure)
    return took, run.document.size / 1024 / 1024


def _filled(lines: int) -> None:
    """Put so many dossiers into the ward's book of 2026, once."""
    from django.db import connection

    from motcua.dossiers.models import RegisterEntry
    from tests import make
    from tests.bench import filled

    if RegisterEntry.objects.filter(dossier__code__startswith="BENCH-").count() == lines:
        return
    filled.emptied()
    like = make.received()
    filled.dossiers(like, lines, {})
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO dossiers_registerentry (id, dossier_id, agency_id, year, number) SELECT gen_random_uuid(), id, receiver_id, 2026,"
            " 100000 + row_number() OVER () FROM dossiers_dossier WHERE code LIKE 'BENCH-%'"
        )
