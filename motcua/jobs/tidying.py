"""Rounds that remove what need not be kept."""

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


@app.periodic(cron="10 * * * *")
@app.task(name="motcua.jobs.erase_answers", queue="clock", queueing_lock="erase_answers")
def erase_answers(timestamp: int) -> None:  # noqa: ARG001 - as above
    """Erase what databases answered once the dossier is closed, an hour later at most."""
    while tidying.erase_answers(by=ACTOR, at=timezone.now()) == tidying.AT_ONCE:
        pass
