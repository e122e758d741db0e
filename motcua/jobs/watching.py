"""The clock's rounds: alarms every quarter of an hour, letters on the mornings of working days."""

from django.utils import timezone
from procrastinate.contrib.django import app

from motcua.acts import watching
from motcua.law.calendar import HANOI
from motcua.people.actor import job
from motcua.worktime.calendars import calendar_of

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
