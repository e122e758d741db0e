"""The clock's round over automatic and waiting steps: every minute, each in its own transaction."""

import logging

from django.utils import timezone
from procrastinate.contrib.django import app

from motcua.acts import automatic
from motcua.law.lifecycle import Refusal
from motcua.people.actor import job

log = logging.getLogger(__name__)
ACTOR = job("processes")


@app.periodic(cron="* * * * *")
@app.task(name="motcua.jobs.run_steps", queue="clock", queueing_lock="run_steps")
def run_steps(timestamp: int) -> None:  # noqa: ARG001
    """End every automatic step, and every waiting step whose time or event has come; one that may not end keeps no other back."""
    now = timezone.now()
    for step in automatic.ready(now):
        try:
            automatic.run_step(step.dossier, step, by=ACTOR, at=now, key=f"run:{step.pk.hex}")
        except Refusal as refusal:  # moved or paused a moment ago
            log.info("step %s is not run: %s", step.pk, refusal)
