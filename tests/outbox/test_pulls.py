"""A pull stores what came and moves its cursor, both or neither; what is asked twice is kept once."""

from datetime import timedelta

import pytest
from django.utils import timezone

from motcua.outbox import inbox, pulls
from motcua.outbox.models import Arrival, Cursor
from motcua.ports import Incoming, port
from tests import make

pytestmark = pytest.mark.django_db
FEED = "portal.dossiers"


@pytest.fixture
def source(settings):
    """A partner with five messages, a minute apart."""
    settings.CONNECTORS = {"portal": {"BACKEND": "tests.outbox.handlers.Source"}}
    settings.PULLS = {FEED: {"PORT": "portal", "FEED": "dossiers", "OVERLAP": 90, "FROM": "2026-11-23T00:00:00+07:00"}}
    port.cache_clear()
    found = port("portal")
    found.items = [item(n) for n in range(5)]
    yield found
    port.cache_clear()


def item(n):
    return Incoming("event", f"ref-{n}", "H-1", {"n": n}, make.later(minutes=n))


def references():
    return list(Arrival.objects.order_by("id").values_list("reference", flat=True))


def test_every_page_is_stored_in_order_and_the_cursor_stands_at_the_latest(source):
    assert pulls.pull_all(timezone.now()) == {FEED: 5}
    assert references() == [f"ref-{n}" for n in range(5)]
    cursor = Cursor.objects.get(pk=FEED)
    assert (cursor.position, cursor.failure, cursor.held_until) == (make.later(minutes=4), "", None)


def test_the_next_pull_begins_a_little_earlier_and_keeps_nothing_twice(source):
    pulls.pull(FEED, timezone.now())
    source.asked.clear()
    source.items.append(item(5))
    assert pulls.pull(FEED, timezone.now()) == 3
    assert source.asked[0][0] == make.later(minutes=4) - timedelta(seconds=90)
    assert references() == [f"ref-{n}" for n in range(6)]


def test_a_row_that_appears_late_within_the_overlap_is_found(source):
    pulls.pull(FEED, timezone.now())
    source.items.insert(4, Incoming("event", "late", "H-2", {"n": 9}, make.later(minutes=3, seconds=30)))
    pulls.pull(FEED, timezone.now())
    assert "late" in references()


def test_a_partner_that_goes_away_midway_is_asked_from_there_the_next_time(source):
    source.fails_after = 1
    assert pulls.pull(FEED, timezone.now()) == 0
    assert references() == ["ref-0", "ref-1"]
    cursor = Cursor.objects.get(pk=FEED)
    assert (cursor.position, cursor.failure) == (make.later(minutes=1), "nobody answers")
    source.fails_after = 99
    pulls.pull(FEED, timezone.now())
    assert references() == [f"ref-{n}" for n in range(5)]
    assert Cursor.objects.get(pk=FEED).failure == ""


def test_storing_and_moving_the_cursor_are_one(source, monkeypatch):
    class Broken(Exception):
        """The database goes away."""

    def breaks(*_args, **_how):
        raise Broken

    real = inbox.store
    monkeypatch.setattr("motcua.outbox.pulls.store", lambda *args, **how: breaks() if args[2] == "ref-1" else real(*args, **how))
    with pytest.raises(Broken):
        pulls.pull(FEED, timezone.now())
    assert references() == []
    assert Cursor.objects.get(pk=FEED).position < make.MONDAY


def test_two_pulls_of_a_feed_at_once_are_one(source):
    now = timezone.now()
    Cursor.objects.create(feed=FEED, position=make.MONDAY, held_until=now + timedelta(seconds=1))
    assert pulls.pull(FEED, now) == 0
    assert pulls.pull(FEED, now + timedelta(seconds=2)) == 5
