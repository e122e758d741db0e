"""The rows of one page of the worklist, under the headings of their groups."""

from collections import defaultdict
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
class Open:
    """An open step of a row: its name, who holds it."""

    name: Words
    officer: UUID | None
    holder: str


@dataclass(frozen=True)
class Known:
    """What the rows need beyond the dossiers themselves, read once for the whole page."""

    calendars: Mapping[UUID, Calendar]
    steps: Mapping[UUID, list[Open]]
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
        _open(keys),
        dict(ClockPause.objects.filter(dossier__in=keys, end=None).values_list("dossier", "start")),
    )


def _open(keys: list[UUID]) -> dict[UUID, list[Open]]:
    found: dict[UUID, list[Open]] = defaultdict(list)
    rows = Step.objects.filter(dossier__in=keys, finished_at=None).order_by("due_at", "seq")
    for dossier, name, officer, holder in rows.values_list("dossier", "name", "officer", "officer__name"):
        found[dossier].append(Open(Words.of(name), officer, holder or ""))
    return found


def _row(dossier: Dossier, known: Known, user: UUID, chosen: str, query: QueryDict, now: datetime) -> WorkRow:
    here = known.steps.get(dossier.pk, [])
    holders = [each.holder or _("Chưa ai nhận") for each in here] or [_("Chưa ai nhận")]
    paused = dossier.state in PAUSED
    since = known.paused.get(dossier.pk)
    return WorkRow(
        url=_address(query, dossier.pk),
        title=dossier.revision.procedure.title,
        code=dossier.code or "",
        applicant=dossier.applicant.name,
        channel=dossier.get_channel_display(),
        step=" + ".join(str(each.name) for each in here),
        holder=_holder(dossier, user, _("Người nộp") if paused else " + ".join(dict.fromkeys(holders))),
        minutes=minutes_left(dossier, known.calendars[dossier.competent_id], now),
        due_at=dossier.promised_at,
        paused_note=_paused(dossier, since if paused else None, now),
        mine=not paused and any(each.officer == user for each in here),
        current=chosen == str(dossier.pk),
    )


def _paused(dossier: Dossier, since: datetime | None, now: datetime) -> str:
    if dossier.correcting:
        return _("đính chính kết quả")
    return _("chờ người nộp từ %(when)s") % {"when": dates.when(since, now)} if since else ""


def _holder(dossier: Dossier, user: UUID, who: str) -> str:
    """Who holds it, and the part this officer has in it beside the lead."""
    part = _("bạn phối hợp") if user in dossier.cooperating else _("bạn theo dõi") if user in dossier.following else ""
    return " · ".join(filter(None, (who, part)))


def minutes_left(dossier: Dossier, calendar: Calendar, now: datetime) -> int | None:
    """Return the working minutes to the promise, at least one over when it has passed; None while no clock runs."""
    if dossier.promised_at is None or dossier.state in PAUSED or dossier.correcting:
        return None
    left = time_left(now, dossier.promised_at, calendar)
    return min(left, -1) if now > dossier.promised_at else left


def _address(query: QueryDict, key: UUID) -> str:
    changed = query.copy()
    changed["chon"] = str(key)
    return f"?{changed.urlencode()}#panel"
