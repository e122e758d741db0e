"""Carry the outbox: look for what is due twice a second until told to stop."""

import logging
from threading import Event, Thread

from django.db import DatabaseError, connection

from motcua.outbox import worker

log = logging.getLogger(__name__)
PAUSE_SECONDS = 0.5


def carry(stop: Event) -> None:
    """Deliver what waits until `stop` is set; a database that is away is asked again, nothing is lost meanwhile."""
    while not stop.is_set():
        try:
            tried = worker.flush(100)
        except DatabaseError:
            log.exception("outbox: the database is away")
            connection.close()
            tried = 0
        if not tried:
            stop.wait(PAUSE_SECONDS)
    connection.close()


def in_background(stop: Event) -> Thread:
    """Start `carry` in a thread of its own."""
    thread = Thread(target=carry, args=(stop,), name="outbox")
    thread.start()
    return thread
