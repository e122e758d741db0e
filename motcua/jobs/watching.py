"""The clock's rounds: alarms every quarter of an hour, letters on the mornings of working days, and the end of lapsed supplements."""

import logging

from django.utils import timezone
from procrastinate.contrib.django import app

from motcua.acts import stopping, watching
from motcua.dossiers.models import SupplementRequest
from motcua.law.calendar import HANOI
from motcua.law.lifecycle import Refusal, Status
from motcua.people.actor import job
from motcua.worktime.calendars import calendar_of

log = logging.getLogger(__name__)
ACTOR = job("watching")


@app.periodic(cron="*/15 * * * *")
@app.task(name="motcua.jobs.watch", queue="clock", queueing_lock="watch")
def watch(timestamp: int) -> None:  # noqa: ARG001 - the clock's moment; what counts is the moment of work
    """Raise what the clocks of open dossiers call for."""
    watching.raise_alarms(by=ACTOR, at=timezone.now())


@app.periodic(cron="30 0 * * *")  # 07:30 in Hà Nội
@app.task(name="motcua.jobs.tell_morning", queue="clock", queueing_lock="tell_morning")
def tell_morning(timestamp: int) -> None:  # noqa: ARG001
    """Write the morning letters, on working days: what is late or will be, why, and who can help."""
    now = timezone.now()
    today = now.astimezone(HANOI).date()
    if calendar_of(None, today).works(today):
        watching.raise_alarms(by=ACTOR, at=now)
        watching.send_digests(by=ACTOR, at=now)


@app.periodic(cron="5 * * * *")
@app.task(name="motcua.jobs.lapse", queue="clock", queueing_lock="lapse")
def lapse(timestamp: int) -> None:  # noqa: ARG001
    """Stop every dossier whose limit to supplement has passed unanswered, with notice; one that cannot be stopped keeps no other back."""
    now = timezone.now()
    passed = SupplementRequest.objects.filter(answered_at=None, until__lt=now, dossier__status=Status.SUPPLEMENT)
    for request in passed.select_related("dossier").defer("dossier__answers", "dossier__sources").order_by("until"):
        try:
            stopping.lapse(request.dossier, by=ACTOR, at=now, key=f"lapse:{request.pk.hex}")
        except Refusal as refusal:  # answered or withdrawn a moment ago
            log.info("dossier %s does not lapse: %s", request.dossier_id, refusal)
