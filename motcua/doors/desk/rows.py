"""The rows of one page of the worklist, under the headings of their groups."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any
from uuid import UUID

from django.http import QueryDict
from django.utils.translation import gettext as _

from motcua.doors.desk.lists import GROUPS, Group
from motcua.dossiers.models import ClockPause, Dossier, Step
from motcua.law.calendar import HANOI, Calendar
from motcua.law.deadlines import time_left
from motcua.law.lifecycle import Status
from motcua.ui import dates
from motcua.ui.values import WorkRow
from motcua.ui.words import Words
from motcua.worktime.calendars import calendar_of

PAUSED = (Status.SUPPLEMENT, Status.FINANCIAL_DUTY)


@dataclass(frozen=True)
class Known:
    """What the rows need beyond the dossiers themselves, read once for the whole page."""

    calendars: Mapping[UUID, Calendar]
    steps: Mapping[UUID, Any]
    paused: Mapping[UUID, datetime]


def headed(dossiers: list[Any], *, user: UUID, chosen: str, query: QueryDict, now: datetime) -> list[tuple[Group, list[WorkRow]]]:
    """Return the rows under their groups; `dossiers` carry `place`. Queries: two for each agency, and two more."""
    known = _known(dossiers, now)
    lined = groupby(dossiers, key=lambda each: each.place)
    return [(GROUPS[at], [_row(each, known, user, chosen, query, now) for each in rows]) for at, rows in lined]


def _known(dossiers: list[Dossier], now: datetime) -> Known:
    day = now.astimezone(HANOI).date()
    keys = [each.pk for each in dossiers]
    return Known(
        {agency: calendar_of(agency, day) for agency in {each.competent_id for each in dossiers}},
        dict(Step.objects.filter(dossier__in=keys, finished_at=None).values_list("dossier", "name")),
        dict(ClockPause.objects.filter(dossier__in=keys, end=None).values_list("dossier", "start")),
    )


def _row(dossier: Dossier, known: Known, user: UUID, chosen: str, query: QueryDict, now: datetime) -> WorkRow:
    step = known.steps.get(dossier.pk)
    paused = dossier.state in PAUSED
    since = known.paused.get(dossier.pk)
    return WorkRow(
        url=_address(query, dossier.pk),
        title=dossier.revision.procedure.title,
        code=dossier.code or "",
        applicant=dossier.applicant.name,
        channel=dossier.get_channel_display(),
        step=str(Words.of(step)) if step else "",
        holder=_("Người nộp") if paused else dossier.step_officer.name if dossier.step_officer else _("Chưa ai nhận"),
        minutes=minutes_left(dossier, known.calendars[dossier.competent_id], now),
        due_at=dossier.promised_at,
        paused_note=_("chờ người nộp từ %(when)s") % {"when": dates.when(since, now)} if paused and since else "",
        mine=not paused and dossier.step_officer_id == user,
        current=chosen == str(dossier.pk),
    )


def minutes_left(dossier: Dossier, calendar: Calendar, now: datetime) -> int | None:
    """Return the working minutes to the promise, at least one over when it has passed; None while no clock runs."""
    if dossier.promised_at is None or dossier.state in PAUSED:
        return None
    left = time_left(now, dossier.promised_at, calendar)
    return min(left, -1) if now > dossier.promised_at else left


def _address(query: QueryDict, key: UUID) -> str:
    changed = query.copy()
    changed["chon"] = str(key)
    return f"?{changed.urlencode()}#panel"
