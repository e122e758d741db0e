"""One's own affairs as rows: title, whose turn it is, the date that matters."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from django.urls import reverse
from django.utils.translation import gettext as _

from motcua.doors.portal.words import status_tone, status_words
from motcua.dossiers import access
from motcua.dossiers.models import Dossier, Draft, SupplementRequest
from motcua.dossiers.origins import place
from motcua.dossiers.timeliness import overdue
from motcua.law.lifecycle import RUNNING, Status
from motcua.people.models import User
from motcua.ui import dates

ON_HOME = 4


@dataclass(frozen=True)
class Task:
    """One row of `.tasks`."""

    title: str
    url: str
    tone: str
    words: str
    note: str


@dataclass(frozen=True)
class Affairs:
    """The first few rows of one's affairs, and how many there are in all."""

    tasks: list[Task]
    total: int


def newest(user: User, now: datetime) -> Affairs:
    """Return what home shows: what waits for the person first, then the newest. Four queries."""
    drafts, dossiers = access.own_drafts(user), access.own_dossiers(user)
    waiting = dossiers.filter(status=Status.SUPPLEMENT)[:ON_HOME]
    chosen = list(islice(_unique([*waiting, *dossiers[:ON_HOME]]), ON_HOME))
    tasks = [*of_drafts(drafts[:2], now), *of_dossiers(chosen, now)]
    return Affairs(tasks[:ON_HOME], drafts.count() + dossiers.count())


def _unique(dossiers: Iterable[Dossier]) -> Iterable[Dossier]:
    seen = set()
    for dossier in dossiers:
        if dossier.pk not in seen:
            seen.add(dossier.pk)
            yield dossier


def of_drafts(drafts: Iterable[Draft], now: datetime) -> list[Task]:
    """Return unsubmitted drafts as rows: it is the person's turn."""
    return [
        Task(
            draft.revision.procedure.title,
            reverse("portal:resume", args=[draft.pk]),
            "soon",
            _("Chờ bạn nộp"),
            _("Bản nháp, lưu lúc %(when)s") % {"when": dates.when(draft.saved_at, now)},
        )
        for draft in drafts
    ]


def of_dossiers(dossiers: Iterable[Dossier], now: datetime) -> list[Task]:
    """Return dossiers as rows; one query for what waits to be supplied."""
    rows = list(dossiers)
    waiting = [d.pk for d in rows if d.state is Status.SUPPLEMENT]
    until = dict(SupplementRequest.objects.filter(dossier__in=waiting, answered_at=None).values_list("dossier", "until")) if waiting else {}
    return [_of_dossier(d, until.get(d.pk), now) for d in rows]


def _of_dossier(dossier: Dossier, until: datetime | None, now: datetime) -> Task:
    late = dossier.state in RUNNING and overdue(dossier, now)
    tone, words = ("bad", _("Quá hẹn")) if late else (status_tone(dossier.state), status_words(dossier.state))
    filed = _("nộp tại %(place)s") % {"place": place(dossier.origin)} if dossier.origin else ""
    note = " · ".join(each for each in (_date_of(dossier, until, now), dossier.competent.name, filed) if each)
    return Task(dossier.summary, reverse("portal:dossier", args=[dossier.pk]), tone, words, note)


def _date_of(dossier: Dossier, until: datetime | None, now: datetime) -> str:
    """The one date that matters now."""
    state = dossier.state
    if state is Status.SUPPLEMENT and until:
        return _("Bổ sung trước %(when)s") % {"when": dates.when(until, now)}
    if state is Status.NEW and dossier.reply_due_at:
        return _("Trả lời trước %(when)s") % {"when": dates.when(dossier.reply_due_at, now)}
    if state in RUNNING and dossier.promised_at:
        return _("Hẹn trả %(when)s") % {"when": dates.when(dossier.promised_at, now)}
    if state is Status.DONE and dossier.finished_at:
        return _("Có từ %(when)s") % {"when": dates.when(dossier.finished_at, now)}
    return _("Nộp lúc %(when)s") % {"when": dates.when(dossier.submitted_at, now)}
