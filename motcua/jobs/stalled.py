"""Give back what a killed worker left half done: its jobs run again, for every job of ours may be repeated."""

import logging

from procrastinate import JobContext
from procrastinate.contrib.django import app
from procrastinate.exceptions import UniqueViolation
from procrastinate.jobs import Job, Status
from procrastinate.manager import JobManager

log = logging.getLogger(__name__)
_SILENT = 45  # seconds without a sign of life; a worker gives one every ten
_MOST = 20  # a job in whose hands the worker died so often is the cause itself


@app.periodic(cron="* * * * *")
@app.task(name="motcua.jobs.retry_stalled", queue="clock", queueing_lock="retry_stalled", pass_context=True)
async def retry_stalled(context: JobContext, timestamp: int) -> None:
    """Put every job whose worker is gone back into its queue. `timestamp` is when it was asked for, epoch seconds."""
    manager = context.app.job_manager
    for job in await manager.get_stalled_jobs(seconds_since_heartbeat=_SILENT):
        log.warning("job %s (%s) was left by its worker, attempt %s, seen at %s", job.id, job.task_name, job.attempts, timestamp)
        await _again(manager, job)


async def _again(manager: JobManager, job: Job) -> None:
    if job.attempts < _MOST:
        try:
            await manager.retry_job(job)
        except UniqueViolation:
            log.info("job %s (%s) is asked for anew already", job.id, job.task_name)
        else:
            return
    await manager.finish_job(job, status=Status.FAILED, delete_job=False)
