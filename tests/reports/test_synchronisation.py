"""The page of the national portal's state counts from our own rows: told, waiting, late, refused, by agency (rule 55)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from motcua.dossiers.models import Dossier
from motcua.outbox import worker
from motcua.ports import port
from motcua.reports import synchronisation
from tests import make
from tests.arrivals.sides import HELD, Faked

pytestmark = pytest.mark.django_db
START, END = make.MONDAY.replace(day=1, hour=0), make.MONDAY.replace(day=1, month=12, hour=0)


@pytest.fixture
def portal(settings):
    """The portal in memory; mail goes nowhere."""
    settings.CONNECTORS = {
        "national_portal": {"BACKEND": "tests.arrivals.sides.held_portal"},
        "mail": {"BACKEND": "motcua.connectors.mail.fake.Client"},
    }
    port.cache_clear()
    made = Faked()
    HELD["national_portal"] = made.client
    yield made.client
    HELD.clear()
    port.cache_clear()


def line_of(name="UBND phường Cửa Nam", at=None):
    found = synchronisation.lines(START, END, at=at or timezone.now(), allowed=timedelta(minutes=10))
    return next(line for line in found if line.agency == name)


def test_what_was_told_counts_and_what_waits_is_missing(portal):
    make.received()
    worker.flush(50)
    make.received(user=make.citizen("Lê Thị Hoa", "001165000123"))
    line = line_of()
    assert (line.received, line.synced, line.missing, line.waiting, line.refused) == (2, 1, 1, 1, 0)


def test_a_failed_sync_is_retried_leaves_the_dossier_as_it_is_and_is_counted(portal):
    dossier = make.received()
    portal.down = True
    worker.flush(50)
    assert Dossier.objects.get(pk=dossier.pk).status == dossier.status
    line = line_of(at=timezone.now() + timedelta(hours=1))
    assert (line.synced, line.waiting, line.late, line.refused) == (0, 1, 1, 0)
    assert line.oldest is not None


def test_a_refused_sync_shows_what_the_portal_said(portal, monkeypatch):
    from motcua.ports import Refused

    def refuse(_message):
        raise Refused("2 Thiếu TenTTHC")

    monkeypatch.setattr(portal, "deliver", refuse)
    make.received()
    worker.flush(50)
    line = line_of()
    assert (line.waiting, line.refused) == (1, 1)
    assert line.causes == {"2 Thiếu TenTTHC": 1}


def test_a_step_alone_is_not_the_dossier(portal):
    dossier = make.received()
    worker.flush(50)
    from motcua.outbox.models import Message

    Message.objects.filter(subject=dossier.pk, partner="national_portal").update(kind="dossier.progress")
    assert line_of().synced == 0


def test_what_was_received_before_the_month_or_is_a_ministrys_is_not_counted(portal):
    make.received()
    Dossier.objects.update(received_at=START - timedelta(minutes=1))
    make.received(user=make.citizen("Lê Thị Hoa", "001165000123"))
    Dossier.objects.filter(received_at__gte=START).update(mirrored=True)
    assert line_of().received == 0


def test_the_number_of_queries_does_not_grow_with_the_dossiers(portal, django_assert_max_num_queries):
    for n in range(3):
        make.received(user=make.citizen(f"Nguyễn Văn {n}", f"00109000000{n}"))
    with django_assert_max_num_queries(6):
        synchronisation.lines(START, END, at=timezone.now(), allowed=timedelta(minutes=10))
