"""What procrastinate finds: every task of ours, and the clock's."""

from datetime import UTC, datetime

from procrastinate.contrib.django import app

from motcua.audit import partitions
from motcua.jobs.fetching import fetch
from motcua.jobs.inbox import pull
from motcua.jobs.opendata import keep_open_data
from motcua.jobs.papers import render
from motcua.jobs.processes import run_steps
from motcua.jobs.reconciling import after_outages, reconcile, reconcile_all
from motcua.jobs.runs import carry_out
from motcua.jobs.sealing import seal_day, stamp_roots
from motcua.jobs.stalled import retry_stalled
from motcua.jobs.tidying import remove_orphans
from motcua.jobs.watching import lapse, tell_morning, watch

__all__ = [
    "after_outages",
    "fetch",
    "carry_out",
    "keep_open_data",
    "lapse",
    "make_partitions",
    "pull",
    "reconcile",
    "reconcile_all",
    "render",
    "retry_stalled",
    "run_steps",
    "seal_day",
    "stamp_roots",
    "tell_morning",
    "watch",
    "remove_orphans",
]


@app.periodic(cron="15 0 * * *")
@app.task(name="motcua.jobs.make_partitions", queue="clock", queueing_lock="make_partitions")
def make_partitions(timestamp: int) -> None:
    """Make the partitions of the months that follow the day it was asked for (`timestamp`, epoch seconds)."""
    partitions.ensure(datetime.fromtimestamp(timestamp, UTC))
