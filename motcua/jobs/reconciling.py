"""Reconciliation with partners that can be asked how they see our dossiers: every night, after every outage, and on demand.

Asks by the port, compares and heals by acts (acts/reconciling.py); what the partner lacks is sent by the outbox like anything else.
"""

import logging
import time
from collections.abc import Collection, Iterator
from datetime import datetime, timedelta
from typing import cast
from uuid import UUID

from django.conf import settings
from django.db.models import Case, F, Q, QuerySet, When
from django.utils import timezone
from procrastinate.contrib.django import app

from motcua.acts import reconciling
from motcua.acts.reconciling import RECONCILE
from motcua.acts.reconciling import Asked as Told
from motcua.dossiers.models import Dossier
from motcua.dossiers.origins import NATIONAL_PORTAL
from motcua.law.calendar import HANOI
from motcua.law.lifecycle import FINAL
from motcua.lib.ids import floor_of
from motcua.outbox import lanes, lines, worker
from motcua.outbox.models import Difference, Lane, Message
from motcua.people.actor import job
from motcua.policy.values import value
from motcua.ports import Asked, Unreachable, port

log = logging.getLogger(__name__)
ACTOR = job("reconciling")
_PAGE = 50
_KNOWN = Q(code__isnull=False) | Q(origin=NATIONAL_PORTAL)  # as acts/outgoing.py: known_as
_KNOWN_AS = Case(When(origin=NATIONAL_PORTAL, then=F("external_code")), default=F("code"))
_PATIENCE = 60.0  # seconds to see what was sent again arrive
_BEFORE = timedelta(minutes=10)  # what went out shortly before an outage was noticed may have been lost with it


def compare_all(partner: str) -> dict[str, int]:
    """Compare every dossier that `partner` can be asked about; {checked, drifted, healed, left}. Progress is kept on its line.

    Closed dossiers are asked about for as many days as the setting reconcile_days says. Raises Unreachable when it does not answer.
    """
    at = timezone.now()
    since = at - timedelta(days=value("reconcile_days", at.astimezone(HANOI).date()))
    current = Q(returned_at__gte=since) | ~Q(status__in=FINAL)
    return _compare(partner, Dossier.objects.filter(current).filter(_KNOWN), began=at)


def compare_some(partner: str, subjects: Collection[UUID]) -> dict[str, int]:
    """Compare these dossiers; returns and raises as `compare_all`."""
    return _compare(partner, Dossier.objects.filter(_KNOWN, pk__in=subjects), began=None)


def _compare(partner: str, dossiers: QuerySet[Dossier], *, began: datetime | None) -> dict[str, int]:
    counts = {"checked": 0, "drifted": 0, "healed": 0, "left": 0}
    sent: set[UUID] = set()
    for page in _pages(_codes(dossiers)):
        found = _note(partner, page)
        sent |= {d.subject for d in found if reconciling.heal(d, by=ACTOR, at=timezone.now(), key=f"heal:{d.pk.hex}:{d.tries}")}
        counts["checked"] += len(page)
        counts["drifted"] += len(found)
        counts["left"] = counts["drifted"]
        _keep(partner, counts, began)
    counts["healed"] = _healed(partner, sent)
    counts["left"] = counts["drifted"] - counts["healed"]
    _keep(partner, counts, began, ended=True)
    return counts


def _keep(partner: str, counts: dict[str, int], began: datetime | None, *, ended: bool = False) -> None:
    if began:
        end = {"ended": timezone.now().isoformat()} if ended else {}
        lines.keep_reconciliation(partner, {"began": began.isoformat(), **counts, **end})


def _pages(rows: Iterator[tuple[UUID, str]]) -> Iterator[list[tuple[UUID, str]]]:
    page: list[tuple[UUID, str]] = []
    for row in rows:
        page.append(row)
        if len(page) == _PAGE:
            yield page
            page = []
    if page:
        yield page


def _note(partner: str, page: list[tuple[UUID, str]]) -> list[Difference]:
    theirs = cast(Asked, port(partner)).statuses_of([code for _, code in page])
    told = [Told(key, code, theirs[code]) for key, code in page]
    return reconciling.note(partner, told, by=ACTOR, at=timezone.now())


def _healed(partner: str, sent: set[UUID]) -> int:
    """Deliver what was sent again, ask anew, and return how many stand the same now."""
    until = time.monotonic() + _PATIENCE
    while Lane.objects.filter(partner=partner, subject__in=sent, next_at__isnull=False).exists() and time.monotonic() < until:
        if not worker.flush_partner(partner, 100):
            time.sleep(0.1)  # another worker has them, or they wait after a failure
    for page in _pages(_codes(Dossier.objects.filter(pk__in=sent))):
        _note(partner, page)
    return len(sent) - Difference.objects.filter(partner=partner, subject__in=sent, healed_at=None).count()


def _codes(dossiers: QuerySet[Dossier]) -> Iterator[tuple[UUID, str]]:
    """Each dossier with the number partners know it by; what a ministry decides is the ministry's to tell."""
    rows = dossiers.filter(mirrored=False).annotate(known_as=_KNOWN_AS).order_by("pk").values_list("pk", "known_as")
    yield from rows.iterator(1000)


@app.task(name=RECONCILE, queue="clock", lock="reconcile")
def reconcile(partner: str) -> dict[str, int]:
    """Compare everything with one partner. Raises Unreachable when it is away; it is compared when it is back."""
    return compare_all(partner)


@app.periodic(cron="30 19 * * *")  # 02:30 in Hà Nội
@app.task(name="motcua.jobs.reconcile_all", queue="clock", queueing_lock="reconcile_all", lock="reconcile")
def reconcile_all(timestamp: int) -> None:  # noqa: ARG001 - the clock's moment
    """Compare everything with every partner that can be asked."""
    for partner in settings.RECONCILED:
        try:
            log.info("reconciled with %s: %s", partner, compare_all(partner))
        except Unreachable as away:
            log.warning("not reconciled with %s: %s", partner, away)


@app.periodic(cron="* * * * *")
@app.task(name="motcua.jobs.after_outages", queue="clock", queueing_lock="after_outages")
def after_outages(timestamp: int) -> None:  # noqa: ARG001
    """Within a minute after a partner is back, compare what its outage touched; again every minute until all of it has gone."""
    for line in lines.back_unreconciled():
        lanes.wake(line.partner, timezone.now())
        if line.partner not in settings.RECONCILED:
            lines.reconciled(line.partner, timezone.now())
            continue
        try:
            _after_outage(line.partner, line.away_from or timezone.now())
        except Unreachable as away:
            log.warning("not reconciled with %s, which had been away: %s", line.partner, away)


def _after_outage(partner: str, began: datetime) -> None:
    now = timezone.now()
    touched = Message.objects.filter(partner=partner, pk__gte=floor_of(began - _BEFORE)).values_list("subject", flat=True).distinct()
    going = set(Lane.objects.filter(partner=partner, next_at__isnull=False).values_list("subject", flat=True))
    counts = compare_some(partner, set(touched) - going)
    log.info("reconciled with %s after it had been away: %s, %s still going", partner, counts, len(going))
    if not going:
        lines.reconciled(partner, now)
