"""The store's night round."""

from django.utils import timezone
from procrastinate.contrib.django import app

from motcua.acts import tidying
from motcua.people.actor import job

ACTOR = job("tidying")


@app.periodic(cron="40 18 * * *")  # 01:40 in Hà Nội
@app.task(name="motcua.jobs.remove_orphans", queue="clock", queueing_lock="remove_orphans")
def remove_orphans(timestamp: int) -> None:  # noqa: ARG001 - the clock's moment; what counts is the moment of work
    """Remove encrypted files that no row names."""
    tidying.remove_orphans(by=ACTOR, at=timezone.now())
