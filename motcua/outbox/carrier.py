"""Carry the outbox and handle the inbox: look for what is due twice a second until told to stop."""

import logging
from collections.abc import Callable
from threading import Event, Thread

from django.db import DatabaseError, connection

from motcua.outbox import handling, worker

log = logging.getLogger(__name__)
PAUSE_SECONDS = 0.5


def carry(stop: Event, work: Callable[[int], int] = worker.flush) -> None:
    """Do `work` until `stop` is set; a database that is away is asked again, nothing is lost meanwhile."""
    while not stop.is_set():
        try:
            tried = work(100)
        except DatabaseError:
            log.exception("exchange: the database is away")
            connection.close()
            tried = 0
        if not tried:
            stop.wait(PAUSE_SECONDS)
    connection.close()


def in_background(stop: Event) -> list[Thread]:
    """Start carrying and handling, each in a thread of its own."""
    works = {"outbox": worker.flush, "inbox": handling.handle_due}
    threads = [Thread(target=carry, args=(stop, work), name=name) for name, work in works.items()]
    for thread in threads:
        thread.start()
    return threads
