"""The day's root over all chains, and its time stamp; an authority that is away is asked again until it stamps."""

import logging
from datetime import UTC, datetime, timedelta

from django.utils import timezone
from procrastinate.contrib.django import app

from motcua.audit import roots
from motcua.law.calendar import HANOI
from motcua.ports import Refused, TimeStamps, Unreachable, port

log = logging.getLogger(__name__)


@app.periodic(cron="10 17 * * *")  # 00:10 in Hà Nội
@app.task(name="motcua.jobs.seal_day", queue="clock", queueing_lock="seal_day")
def seal_day(timestamp: int) -> None:
    """Write the root of the day that ended before `timestamp` (epoch seconds), then have it stamped."""
    ended = datetime.fromtimestamp(timestamp, UTC).astimezone(HANOI).date() - timedelta(days=1)
    roots.keep_root(ended, timezone.now())
    stamp()


@app.periodic(cron="*/20 * * * *")
@app.task(name="motcua.jobs.stamp_roots", queue="clock", queueing_lock="stamp_roots")
def stamp_roots(timestamp: int) -> None:  # noqa: ARG001 - the clock's moment
    """Ask again for the stamps that are missing."""
    stamp()


def stamp() -> int:
    """Have every root without a time stamp stamped; returns how many were. The first failure ends the round: the next tries again."""
    clock: TimeStamps = port("timestamp")
    for done, root in enumerate(waiting := roots.unstamped()):
        try:
            token = clock.stamp(bytes(root.hash))
        except (Refused, Unreachable) as failure:
            log.warning("root of %s is not stamped yet: %s", root.day, failure)
            return done
        roots.keep_stamp(root, token, timezone.now())
    return len(waiting)
