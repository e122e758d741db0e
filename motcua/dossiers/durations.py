"""What finished steps tell of a process: the working minutes each took, stops of the clock left out, and how often it ended how."""

from collections import Counter, defaultdict
from datetime import datetime
from uuid import UUID

from motcua.dossiers.models import ClockPause, Step
from motcua.law.calendar import HANOI, Calendar
from motcua.law.simulation import Past
from motcua.worktime.calendars import calendar_of

MOST = 5000  # the last so many finished steps


def past_of(plan: UUID, now: datetime) -> dict[str, Past]:
    """Return the past of the steps of process `plan`, by key, from dossiers of every agency. Four queries."""
    finished = Step.objects.filter(dossier__revision__plan=plan, finished_at__lte=now).order_by("-finished_at")
    rows = list(finished.values_list("dossier", "key", "started_at", "finished_at", "outcome")[:MOST])
    pauses: dict[UUID, list[tuple[datetime, datetime]]] = defaultdict(list)
    for dossier, start, end in ClockPause.objects.filter(dossier__in={row[0] for row in rows}).values_list("dossier", "start", "end"):
        pauses[dossier].append((start, end or now))
    calendar = calendar_of(None, now.astimezone(HANOI).date())
    minutes: dict[str, list[int]] = defaultdict(list)
    outcomes: dict[str, Counter[str]] = defaultdict(Counter)
    for dossier, key, start, end, outcome in rows:
        if start and end:
            minutes[key].append(_worked(calendar, start, end, pauses[dossier]))
            outcomes[key][outcome] += 1
    return {key: Past(tuple(minutes[key]), dict(outcomes[key])) for key in minutes}


def _worked(calendar: Calendar, start: datetime, end: datetime, stops: list[tuple[datetime, datetime]]) -> int:
    stood = sum(calendar.minutes_between(max(a, start), min(b, end)) for a, b in stops if a < end and b > start)
    return max(0, calendar.minutes_between(start, end) - stood)
