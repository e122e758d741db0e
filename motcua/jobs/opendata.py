"""The files of the open data made anew soon after the catalogue changed, so that nobody who downloads waits for them."""

from django.utils import timezone
from procrastinate.contrib.django import app

from motcua.reports.opendata import keeping


@app.periodic(cron="*/5 * * * *")
@app.task(name="motcua.jobs.keep_open_data", queue="clock", queueing_lock="keep_open_data")
def keep_open_data(timestamp: int) -> None:  # noqa: ARG001
    """Make the files that are not there; where web and worker do not share a disk, the web makes its own when asked."""
    day = timezone.localdate()
    for kind in keeping.KINDS:
        keeping.kept(kind, day)
