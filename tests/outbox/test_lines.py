"""A partner that is away is asked by one worker now and then; when it is back everything goes at once, and nothing was lost."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from motcua.outbox import lanes, lines, worker
from motcua.outbox.models import Attempt, Lane, Line, Message, State
from motcua.outbox.status import figures, left_lying
from motcua.ports import port
from tests.outbox.conftest import A, B, ahead, lane, numbers, send

pytestmark = pytest.mark.django_db


def many(count, first=100):
    for n in range(count):
        send(n, UUID(int=first + n))


def go_away():
    """The partner is away and we know it."""
    port("portal").down = True
    while lines.state("portal", timezone.now()) == lines.OPEN:
        assert worker.deliver_some("portal", ahead(minutes=15))


def probe_is_due():
    Line.objects.update(probe_at=timezone.now() - timedelta(seconds=1))


def test_an_outage_is_noticed_after_a_few_calls_however_many_messages_wait(book):
    many(50)
    go_away()
    assert port("portal").asked <= lines.FAILURES + 1
    assert worker.flush() == 0
    assert Lane.objects.filter(attempts=0).count() >= 44


def test_while_the_partner_is_away_one_caller_tries_and_the_pauses_grow(book):
    many(5)
    go_away()
    asked = port("portal").asked
    pauses = []
    for _ in range(6):
        probe_is_due()
        Lane.objects.update(next_at=timezone.now())
        assert worker.deliver_some("portal", timezone.now()) == 1
        assert worker.deliver_some("portal", timezone.now()) == 0
        again = Line.objects.get().probe_at
        assert again
        pauses.append((again - timezone.now()).total_seconds())
    assert port("portal").asked == asked + 6
    assert pauses[0] < 20 < pauses[-1] < 38


def test_a_claim_takes_no_more_than_it_is_told_whatever_plan_the_database_chooses(book):
    """A nested loop over a plain subquery chose lanes anew for each row: seen once in a run of all tests, as a probe of two."""
    many(50)
    with connection.cursor() as cursor:
        for way in ("hashjoin", "mergejoin", "indexscan", "bitmapscan", "sort", "material", "memoize"):
            cursor.execute(f"SET LOCAL enable_{way} = off")
    for most in (1, 3):
        _lease, claimed = lanes.claim("portal", ahead(minutes=1), ahead(minutes=2), most)
        assert len(claimed) == most


def test_when_it_is_back_everything_that_waited_for_it_goes_at_once(book):
    many(20)
    go_away()
    since = Line.objects.get().away_since
    Lane.objects.update(next_at=ahead(minutes=10), outcome="unreachable", lease=None)
    Lane.objects.filter(subject=UUID(int=100)).update(next_at=timezone.now())
    port("portal").down = False
    assert worker.flush() == 0
    probe_is_due()
    assert worker.flush() == 20
    assert sorted(numbers(book)) == list(range(20))
    line = Line.objects.get()
    assert (line.away_since, line.failures) == (None, 0)
    assert since
    assert line.back_at
    assert line.back_at > since


def test_a_dossier_the_partner_chokes_on_does_not_keep_the_others_from_trying(book):
    send(1, A, down=True)
    for _ in range(lines.FAILURES):
        Lane.objects.update(next_at=timezone.now())
        worker.flush()
    assert Line.objects.get().away_since
    send(2, B)
    probe_is_due()
    Lane.objects.update(next_at=timezone.now())
    worker.flush()
    assert numbers(book) == [2]
    assert Line.objects.get().away_since is None
    assert Message.objects.get(subject=A).state == State.WAITING


def test_failures_with_answers_between_them_are_no_outage(book):
    for n in range(3 * lines.FAILURES):
        send(n, UUID(int=200 + n), down=n % 3 > 0)
    worker.flush()
    assert Line.objects.get().away_since is None


def test_a_new_event_never_overtakes_one_that_waits_after_a_failure(book):
    port("portal").down = True
    send(1)
    worker.flush()
    port("portal").down = False
    send(2)
    assert worker.flush() == 0
    assert worker.deliver_some("portal", ahead(seconds=5)) == 2
    assert numbers(book) == [1, 2]


def test_an_event_written_while_the_lane_is_being_delivered_follows(book, monkeypatch):
    send(1)
    real = port("portal").deliver

    def deliver(message):
        if message.payload["n"] == 1:
            send(2)
        return real(message)

    monkeypatch.setattr(port("portal"), "deliver", deliver)
    assert worker.flush() == 2
    assert numbers(book) == [1, 2]
    assert not Lane.objects.exists()


def test_what_is_due_is_found_without_looking_through_what_waits(book):
    many(30)
    go_away()
    with CaptureQueriesContext(connection) as asked:
        worker.flush()
    assert not [q for q in asked.captured_queries if "outbox_message" in q["sql"]]
    assert len(asked) <= 2


def test_a_partner_that_is_away_is_no_sign_of_a_worker_that_is_missing(book):
    many(3)
    assert left_lying(ahead(minutes=6)) == 3
    go_away()
    assert left_lying(ahead(minutes=6)) == 0


def test_the_figures_tell_who_is_away_and_how_long_messages_took(book):
    send(1)
    send(2, B, "mail")
    worker.flush()
    port("portal").down = True
    many(5)
    go_away()
    text = "\n".join(figures(ahead(seconds=90)))
    assert 'motcua_partner_away_seconds{partner="mail"} 0' in text
    assert 'motcua_partner_away_seconds{partner="portal"} 9' in text or 'motcua_partner_away_seconds{partner="portal"} 8' in text
    assert 'motcua_outbox_lag_seconds_bucket{partner="portal",le="1"} 1' in text
    assert 'motcua_outbox_lag_seconds_count{partner="portal"} 1' in text


def test_a_lane_without_messages_is_closed(book):
    message = send(1)
    Message.objects.filter(pk=message.pk).update(state=State.GIVEN_UP)
    worker.flush()
    assert not Lane.objects.exists()


def test_what_a_killed_worker_held_is_delivered_by_the_next_when_its_lease_ends(book):
    send(1)
    lease, (held,) = lanes.claim("portal", timezone.now(), timezone.now() + worker.lease_time(), 10)
    assert worker.flush() == 0
    assert worker.deliver_some("portal", timezone.now() + worker.lease_time() + timedelta(seconds=1)) == 1
    assert not lanes.held([held.id], lease, wait=True)
    assert Attempt.objects.count() == 1


def test_a_worker_whose_lease_has_ended_changes_nothing_any_more(book):
    send(1)
    send(2)
    lease, claimed = lanes.claim("portal", timezone.now(), timezone.now(), 10)
    waiting = worker._oldest("portal", claimed, 1)
    tried = worker._deliver("portal", claimed, waiting)
    lanes.claim("portal", ahead(seconds=1), ahead(seconds=60), 10)
    worker._settle("portal", lease, claimed, waiting, tried)
    assert lane().pending == 2
    assert set(Message.objects.values_list("state", flat=True)) == {State.WAITING}
    assert Attempt.objects.count() == 1, "what was tried stays evidence"
