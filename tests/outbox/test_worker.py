"""Delivery: strict order per subject and partner, refusals parked, failures tried again without end, nothing lost, nothing twice."""

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from threading import Event
from urllib.parse import quote
from uuid import UUID

import pytest
from django.db import connection
from django.utils import timezone

from motcua.lib.ids import new_id
from motcua.outbox import carrier, worker
from motcua.outbox.models import Attempt, Lane, Message, State
from motcua.outbox.status import status
from motcua.ports import port
from tests.outbox.conftest import PARTNER, B, ahead, lane, numbers, send
from tests.outbox.partners import taken

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.django_db
def test_messages_leave_in_the_order_of_their_events(book):
    for n in range(5):
        send(n)
    assert worker.flush() == 5
    assert numbers(book) == [0, 1, 2, 3, 4]
    assert set(Message.objects.values_list("state", "attempts")) == {(State.DELIVERED, 1)}
    assert Attempt.objects.filter(outcome="delivered", detail="taken").count() == 5


@pytest.mark.django_db
def test_a_refused_message_parks_its_subject_and_partner_and_nothing_else(book):
    refused = send(1, bad=True)
    send(2)
    send(3, partner="mail")
    send(4, subject=B)
    worker.flush()
    assert sorted(numbers(book)) == [3, 4]
    refused.refresh_from_db()
    assert refused.state == State.PARKED
    assert Attempt.objects.get(message=refused.pk).detail == "2 Thiếu TenTTHC"
    assert worker.flush() == 0
    assert status(timezone.now())["dead"] == 1


@pytest.mark.django_db
def test_an_unreachable_partner_is_asked_again_later_and_order_is_kept(book):
    portal = port("portal")
    portal.down = True
    first = send(1)
    send(2)
    assert worker.flush() == 1
    first.refresh_from_db()
    assert (first.state, first.attempts) == (State.WAITING, 1)
    assert lane().next_at > timezone.now()
    assert status(timezone.now())["by_system"]["portal"] == {"waiting": 1, "retrying": 1, "dead": 0, "oldest_seconds": 0}
    portal.down = False
    assert not worker.deliver_some("portal", timezone.now())
    assert worker.deliver_some("portal", ahead(seconds=4)) == 2
    assert numbers(book) == [1, 2]
    assert not Lane.objects.exists()


def test_the_wait_doubles_up_to_ten_minutes_and_never_ends():
    waits = [worker.wait_after(n) for n in (1, 2, 3, 20, 10_000)]
    assert timedelta(seconds=2) <= waits[0] < waits[1] < waits[2]
    assert all(timedelta(minutes=10) <= w <= timedelta(minutes=12.5) for w in waits[3:])


@pytest.mark.django_db
@pytest.mark.parametrize(
    "partner,payload", [("portal", {"broken": True}), ("nobody", {})], ids=["a defect", "a partner settings do not know"]
)
def test_a_broken_connector_holds_nothing_else_up(book, partner, payload):
    broken = send(1, partner=partner, **payload)
    send(2, partner="mail")
    assert worker.flush() == 2
    broken.refresh_from_db()
    assert (broken.state, broken.attempts) == (State.WAITING, 1)
    assert Attempt.objects.get(message=broken.pk).detail == "KeyError"
    assert numbers(book) == [2]


@pytest.mark.django_db
def test_what_the_status_counts(book):
    assert status(timezone.now()) == {"waiting": 0, "retrying": 0, "dead": 0, "oldest_seconds": 0, "by_system": {}}
    send(1)
    assert status(ahead(seconds=90))["oldest_seconds"] >= 89


@pytest.mark.django_db
def test_a_payload_is_not_legible_in_the_database(book):
    message = send(1, to="hanh@example.vn")
    with connection.cursor() as cursor:
        cursor.execute("SELECT payload FROM outbox_message WHERE id = %s", [message.pk])
        assert b"hanh" not in bytes(cursor.fetchone()[0])
    assert Message.objects.get(pk=message.pk).payload["to"] == "hanh@example.vn"


@pytest.mark.django_db
def test_ids_of_messages_written_in_one_moment_keep_their_order():
    made = [new_id() for _ in range(5000)]
    assert made == sorted(made)


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_deliver_each_once_in_order(book):
    subjects = [UUID(int=n) for n in range(10, 18)]
    for n in range(5):
        for subject in subjects:
            send(n, subject)

    def work(_):
        try:
            return worker.flush()
        finally:
            connection.close()

    with ThreadPoolExecutor(3) as threads:
        while sum(threads.map(work, range(3))):
            pass
    rows = taken(book)
    assert len(rows) == len({key for key, _, _ in rows}) == 40
    for subject in subjects:
        assert [n for _, s, n in rows if s == str(subject)] == list(range(5))


@pytest.mark.django_db(transaction=True)
def test_the_carrier_works_in_the_background_until_told_to_stop(book):
    stop = Event()
    threads = carrier.in_background(stop)
    send(1)
    for _ in range(100):
        if numbers(book):
            break
        time.sleep(0.05)
    stop.set()
    for thread in threads:
        thread.join(5)
    assert not any(thread.is_alive() for thread in threads)
    assert numbers(book) == [1]


WORKER = """
import sys, django
django.setup()
from django.conf import settings
settings.CONNECTORS = {"portal": {"BACKEND": %r, "OPTIONS": {"book": sys.argv[1], "hold": float(sys.argv[2])}}}
from motcua.outbox import worker
worker.flush()
"""


def lease_ends():
    Lane.objects.exclude(next_at=None).update(next_at=timezone.now())


def start_worker(book, hold):
    """Start a worker in a process of its own, on the tests' database."""
    place = connection.settings_dict
    url = f"postgresql://{quote(place['USER'])}:{quote(place['PASSWORD'])}@/{place['NAME']}?host={place['HOST']}&port={place['PORT']}"
    environ = {**os.environ, "DATABASE_URL": url, "PYTHONPATH": str(ROOT)}
    return subprocess.Popen([sys.executable, "-c", WORKER % PARTNER, str(book), str(hold)], env=environ, cwd=ROOT)


@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_between_delivery_and_commit_delivers_again_with_the_same_key(book):
    message = send(1)
    send(2)
    process = start_worker(book, 60)
    try:
        for _ in range(200):
            if taken(book):
                break
            time.sleep(0.05)
        assert numbers(book) == [1]
    finally:
        process.send_signal(signal.SIGKILL)
        process.wait(10)
    assert worker.flush() == 0
    lease_ends()
    worker.flush()
    assert numbers(book) == [1, 1, 2]
    assert [key for key, _, n in taken(book) if n == 1] == [str(message.pk)] * 2
    assert not Message.objects.exclude(state=State.DELIVERED).exists()
