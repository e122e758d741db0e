"""Ask partners for what they hold for us, every minute; what came is handled beside the outbox (motcua/outbox/carrier.py)."""

from django.utils import timezone
from procrastinate.contrib.django import app

from motcua.outbox import pulls


@app.periodic(cron="* * * * *")
@app.task(name="motcua.jobs.pull", queue="pulls", queueing_lock="pull", lock="pull")
def pull(timestamp: int) -> None:  # noqa: ARG001 - the clock's moment
    """Pull every feed of settings.PULLS."""
    pulls.pull_all(timezone.now())
