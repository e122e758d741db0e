"""What a killed worker left is done by another; nothing is done twice."""

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote

import pytest
from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.exceptions import AlreadyEnqueued

from motcua.audit.models import Entry
from motcua.dossiers.models import Dossier, Paper
from motcua.jobs.stalled import retry_stalled
from tests import make

ROOT = Path(__file__).resolve().parent.parent.parent
WORKER = """
import sys, django
from argparse import Namespace
django.setup()
from django.conf import settings
settings.CONNECTORS["signing"] = {"BACKEND": sys.argv[1], "OPTIONS": {"asked": sys.argv[2]} if sys.argv[2:] else {}}
from motcua.doors.command import worker
worker.run(Namespace(once=True, quick=False, queue=["clock", "papers"], json=True))
"""
pytestmark = pytest.mark.django_db(transaction=True)


def worker(*words: str) -> subprocess.Popen[bytes]:
    """Start a worker on the tests' database that does what waits, then ends."""
    place = connection.settings_dict
    url = f"postgresql://{quote(place['USER'])}:{quote(place['PASSWORD'])}@/{place['NAME']}?host={place['HOST']}&port={place['PORT']}"
    environ = {**os.environ, "DATABASE_URL": url, "PYTHONPATH": str(ROOT), "DJANGO_SETTINGS_MODULE": "config.settings"}
    return subprocess.Popen(
        [sys.executable, "-c", WORKER, *words], env=environ, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


def slip(dossier: Dossier) -> Paper:
    return Paper.objects.get(dossier=dossier, kind="appointment_slip")


def job(dossier: Dossier) -> ProcrastinateJob:
    found: ProcrastinateJob = ProcrastinateJob.objects.get(args__paper=str(slip(dossier).pk))
    return found


def killed_at_work(asked: Path) -> None:
    """Have a worker take the slip, and kill it while the authority is thinking."""
    process = worker("tests.jobs.authorities.slow", str(asked))
    try:
        until = time.monotonic() + 30
        while not asked.exists() and time.monotonic() < until:
            time.sleep(0.05)
        assert asked.exists(), "the worker took the job"
    finally:
        process.send_signal(signal.SIGKILL)
        process.wait(10)


def long_silent() -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_workers SET last_heartbeat = now() - interval '2 minutes'")


def minute_strikes() -> None:
    with suppress(AlreadyEnqueued):  # the clock of the killed worker may have been faster
        retry_stalled.configure().defer(timestamp=0)


def test_the_slip_of_a_killed_worker_is_made_by_the_next_one(tmp_path: Path) -> None:
    make.city()
    dossier = make.received()
    killed_at_work(tmp_path / "asked")
    assert job(dossier).status == "doing"
    long_silent()
    minute_strikes()
    assert worker("tests.make.signing").wait(60) == 0
    assert slip(dossier).document_id is not None
    assert (job(dossier).status, job(dossier).attempts) == ("succeeded", 2)
    assert Entry.objects.filter(subject=dossier.pk, act="attach_paper").count() == 1


def test_a_job_in_good_hands_is_left_alone(tmp_path: Path) -> None:
    make.city()
    dossier = make.received()
    killed_at_work(tmp_path / "asked")
    minute_strikes()
    assert worker("tests.make.signing").wait(60) == 0
    assert job(dossier).status == "doing", "its worker was alive a moment ago"
    assert slip(dossier).document_id is None
