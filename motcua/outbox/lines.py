"""The line to a partner: after failures in a row it counts as away, one worker tries now and then, and all go on when it is back.

Kept in the database, so that every worker process sees the same. Lanes keep their own pauses for what fails while the partner answers.
"""

import random
from bisect import bisect_left
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import connection
from django.db.models import F, Q

from motcua.outbox.models import Line

FAILURES = 5  # in a row, with nothing that went well between
FIRST_PAUSE, LONGEST_PAUSE = timedelta(seconds=2), timedelta(seconds=30)
OPEN, PROBE, AWAY = "open", "probe", "away"
_ANSWERED = """
INSERT INTO outbox_line AS l (partner, failures, answered_at, lags, lag_sum, reconciliation)
VALUES (%(partner)s, 0, %(at)s, %(lags)s, %(sum)s, '{}')
ON CONFLICT (partner) DO UPDATE SET failures = 0, answered_at = excluded.answered_at, lag_sum = l.lag_sum + excluded.lag_sum,
  lags = ARRAY(SELECT coalesce(a, 0) + coalesce(b, 0) FROM unnest(l.lags, excluded.lags) AS t(a, b))
"""


def state(partner: str, at: datetime) -> str:
    """Return OPEN; AWAY while nobody should ask; PROBE to the one caller that may try now."""
    line = Line.objects.filter(pk=partner).values_list("away_since", "probe_at").first()
    if line is None or line[0] is None:
        return OPEN
    if line[1] and line[1] > at:
        return AWAY
    mine = Line.objects.filter(pk=partner, probe_at=line[1]).update(probe_at=at + LONGEST_PAUSE)
    return PROBE if mine else AWAY


def answered(partner: str, lags: Sequence[float], at: datetime) -> bool:
    """Note that the partner answered and how long each delivered message took, in seconds; True when it had been away."""
    counts = [0] * (len(Line.LAGS) + 1)
    for lag in lags:
        counts[bisect_left(Line.LAGS, lag)] += 1
    with connection.cursor() as cursor:
        cursor.execute(_ANSWERED, {"partner": partner, "at": at, "lags": counts, "sum": sum(lags)})
    away = Line.objects.filter(pk=partner).exclude(away_since=None)
    return bool(away.update(away_since=None, probe_at=None, back_at=at))


def failed(partner: str, times: int, at: datetime) -> None:
    """Note that the partner did not answer `times` in a row; enough of it and it counts as away."""
    Line.objects.get_or_create(partner=partner)
    line = Line.objects.select_for_update().get(pk=partner)
    line.failures += times
    if line.failures >= FAILURES:
        line.away_since = line.away_from = line.away_since or at
        line.probe_at = at + pause_after(line.failures - FAILURES)
    line.save(update_fields=["failures", "away_since", "away_from", "probe_at"])


def pause_after(failures: int) -> timedelta:
    """Return how long nobody asks after so many more failures: doubling up to half a minute, with up to a quarter of jitter."""
    doubled: int = 2 ** min(failures, 8)
    return min(FIRST_PAUSE * doubled, LONGEST_PAUSE) * (1 + random.random() / 4)  # noqa: S311 - jitter, not a secret


def back_unreconciled() -> list[Line]:
    """Return the partners that were away and are back, while what their outage touched has not been compared whole."""
    open_ = Q(reconciled_at=None) | Q(reconciled_at__lt=F("back_at"))
    return list(Line.objects.filter(open_, away_since=None, back_at__isnull=False))


def reconciled(partner: str, at: datetime) -> None:
    """Note that what the latest outage of a partner touched has been compared."""
    Line.objects.filter(pk=partner).update(reconciled_at=at)


def keep_reconciliation(partner: str, told: dict[str, Any]) -> None:
    """Keep how a reconciliation of everything goes, for the office's page."""
    Line.objects.update_or_create(partner=partner, defaults={"reconciliation": told})
