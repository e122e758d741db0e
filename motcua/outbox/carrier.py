"""Carry the outbox and handle the inbox until told to stop: threads for each partner, one that looks for what is due.

The looking is one short index scan per round, whatever waits; a partner that hangs holds only its own threads.
"""

import logging
from collections.abc import Callable
from threading import Event, Thread

from django.conf import settings
from django.db import DatabaseError, connection
from django.utils import timezone

from motcua.outbox import handling, worker
from motcua.outbox.models import Lane, Line

log = logging.getLogger(__name__)
PAUSE_SECONDS = 0.2
_ELSE = ""  # the thread for partners that have no line of their own in settings.OUTBOX


class Carrier:
    """Threads that deliver and handle. `bells` wake the threads of a partner; they are rung when something of it is due."""

    def __init__(self, stop: Event) -> None:
        self._stop = stop
        self._plan: dict[str, int] = {**settings.OUTBOX_THREADS, _ELSE: 1}
        self.bells = {partner: Event() for partner in self._plan}

    def start(self) -> list[Thread]:
        """Start every thread; each ends soon after `stop` is set."""
        works = [(f"outbox {p or 'other'} {n}", self._delivering(p)) for p, many in self._plan.items() for n in range(many)]
        works += [("outbox look", self._look), ("inbox", self._handle)]
        threads = [Thread(target=self._until_stopped, args=(work,), name=name) for name, work in works]
        for thread in threads:
            thread.start()
        return threads

    def _until_stopped(self, work: Callable[[], None]) -> None:
        while not self._stop.is_set():
            try:
                work()
            except DatabaseError:
                log.exception("exchange: the database is away")
                self._stop.wait(PAUSE_SECONDS * 5)
            finally:
                connection.close()
        for bell in self.bells.values():
            bell.set()

    def _look(self) -> None:
        now = timezone.now()
        due = Lane.objects.filter(next_at__lte=now).order_by().values_list("partner").distinct()
        probed = Line.objects.filter(away_since__isnull=False, probe_at__lte=now).order_by().values_list("partner")
        for (partner,) in due.union(probed):
            self.bells[partner if partner in self.bells else _ELSE].set()
        self._stop.wait(PAUSE_SECONDS)

    def _delivering(self, partner: str) -> Callable[[], None]:
        def deliver() -> None:
            bell = self.bells[partner]
            bell.wait(PAUSE_SECONDS * 5)
            bell.clear()
            while not self._stop.is_set() and (worker.deliver_some(partner, timezone.now()) if partner else self._others()):
                pass

        return deliver

    def _others(self) -> int:
        due = Lane.objects.filter(next_at__lte=timezone.now()).exclude(partner__in=self._plan)
        return sum(worker.deliver_some(partner, timezone.now()) for partner in due.values_list("partner", flat=True).distinct())

    def _handle(self) -> None:
        if not handling.handle_due(100):
            self._stop.wait(PAUSE_SECONDS)


def in_background(stop: Event) -> list[Thread]:
    """Start carrying and handling until `stop` is set; returns the threads to wait for."""
    return Carrier(stop).start()
