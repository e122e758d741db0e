"""Messages in: kept before they are handled, repeats harmless, order kept for each subject, what cannot be handled kept with its cause."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from motcua.lib.saying import N_, Sentence
from motcua.outbox import handling, inbox
from motcua.outbox.models import Arrival, ArrivalState, Inbox
from tests.outbox import handlers

pytestmark = pytest.mark.django_db
TAKE = "tests.outbox.handlers.take"


@pytest.fixture(autouse=True)
def handler(settings):
    """One kind of message has a handler."""
    settings.INBOX = {"portal": {"event": TAKE}}
    for kept in (handlers.handled, handlers.there, handlers.AWAY):
        kept.clear()


def came(n, subject="H-1", reference=None, kind="event", **payload):
    return inbox.store("portal", kind, reference or f"{subject}:{n}", {"n": n, **payload}, timezone.now(), subject=subject)


def state(arrival):
    arrival.refresh_from_db()
    return arrival.state


def time_passes():
    Arrival.objects.filter(state=ArrivalState.WAITING).update(next_at=timezone.now())


def test_a_message_is_kept_as_it_came_and_unreadable_in_the_database():
    arrival = came(1, name="Nguyễn Thị Hạnh")
    kept = Inbox.objects.get(pk=arrival.pk)
    assert (kept.partner, kept.reference, kept.payload["name"]) == ("portal", "H-1:1", "Nguyễn Thị Hạnh")
    with connection.cursor() as cursor:
        cursor.execute("SELECT payload FROM outbox_inbox")
        assert "Hạnh".encode() not in bytes(cursor.fetchone()[0])


def test_messages_of_a_subject_are_handled_in_the_order_they_came():
    for n in range(4):
        came(n)
    assert handling.handle_due() == 4
    assert handlers.handled == [0, 1, 2, 3]
    assert set(Arrival.objects.values_list("state", flat=True)) == {ArrivalState.HANDLED}


def test_the_same_message_again_changes_nothing():
    first = came(1)
    handling.handle_due()
    assert came(1).pk == first.pk
    assert handling.handle_due() == 0
    first.refresh_from_db()
    assert (handlers.handled, first.repeats, Inbox.objects.count()) == ([1], 1, 1)


def test_another_content_under_a_known_reference_is_kept_apart_and_holds_nothing_up():
    came(1)
    forged = came(2, reference="H-1:1")
    came(3)
    handling.handle_due()
    assert handlers.handled == [1, 3]
    assert state(forged) == ArrivalState.SET_ASIDE
    assert "giả mạo" in str(inbox.cause_of(forged))
    assert came(2, reference="H-1:1").pk == forged.pk
    assert Inbox.objects.count() == 3


def test_what_cannot_be_handled_waits_with_its_cause_and_with_what_follows_it_only():
    unknown = came(1, how="unknown", status="77")
    came(2)
    came(3, subject="H-2")
    handling.handle_due()
    assert handlers.handled == [3]
    assert state(unknown) == ArrivalState.SET_ASIDE
    assert str(inbox.cause_of(unknown)) == "Trạng thái “77” không có trong bảng mã."
    handlers.there.add("mended")
    inbox.again(unknown, timezone.now())
    handling.handle_due()
    assert handlers.handled == [3, 1, 2]


def test_what_is_dismissed_is_never_handled_and_lets_the_others_go_on():
    unknown = came(1, how="unknown", status="77")
    came(2)
    handling.handle_due()
    inbox.dismiss(unknown, timezone.now())
    handling.handle_due()
    assert handlers.handled == [2]
    assert state(unknown) == ArrivalState.DISMISSED


def test_a_message_that_came_before_its_dossier_lets_the_dossier_pass_and_is_handled_after_it():
    early = came(2, how="not there")
    handling.handle_due()
    came(1)
    handling.handle_due()
    assert handlers.handled == [1]
    time_passes()
    handling.handle_due()
    assert handlers.handled == [1, 2]
    assert state(early) == ArrivalState.HANDLED


@pytest.mark.parametrize("how", ["not there", "defect"])
def test_what_fails_again_and_again_ends_before_an_officer(how):
    arrival = came(1, how=how)
    for _ in range(handling.MOST_TRIES):
        assert state(arrival) == ArrivalState.WAITING
        time_passes()
        handling.handle_due()
    assert state(arrival) == ArrivalState.SET_ASIDE
    assert inbox.cause_of(arrival) is not None


def test_a_partner_that_is_away_when_it_should_confirm_is_asked_without_end():
    handlers.AWAY.append(True)
    arrival = came(1, how="away")
    for _ in range(handling.MOST_TRIES + 3):
        time_passes()
        handling.handle_due()
    assert state(arrival) == ArrivalState.WAITING
    handlers.AWAY.clear()
    time_passes()
    handling.handle_due()
    assert handlers.handled == [1]


@pytest.mark.parametrize("how", ["refusal", "refused"])
def test_an_act_the_law_refuses_and_a_partner_that_denies_are_causes(how):
    arrival = came(1, how=how)
    handling.handle_due()
    assert state(arrival) == ArrivalState.SET_ASIDE
    assert inbox.cause_of(arrival) is not None


def test_a_kind_nobody_handles_is_set_aside():
    arrival = came(1, kind="greeting")
    handling.handle_due()
    assert state(arrival) == ArrivalState.SET_ASIDE
    assert "greeting" in str(inbox.cause_of(arrival))


def test_bytes_nobody_can_read_are_kept_with_their_cause():
    why = Sentence(N_("Không đọc được."))
    kept = inbox.store_unreadable("portal", "event", b"\xff\xfe{", why, timezone.now())
    assert Inbox.objects.get(pk=kept.pk).payload["hex"] == "fffe7b"
    assert state(kept) == ArrivalState.SET_ASIDE
    assert inbox.store_unreadable("portal", "event", b"\xff\xfe{", why, timezone.now()).pk == kept.pk


def test_a_forged_message_is_kept_and_holds_nothing_up():
    why = Sentence(N_("Chữ ký không đúng."))
    inbox.store("portal", "event", "forged", {"n": 9}, timezone.now(), subject="H-1", cause=why)
    came(1)
    handling.handle_due()
    assert handlers.handled == [1]


def test_a_very_long_reference_is_kept_apart_from_another_with_the_same_beginning():
    one, other = came(1, reference="x" * 400 + "1"), came(2, reference="x" * 400 + "2")
    assert one.pk != other.pk
    assert len(one.reference) <= 160


def test_the_part_of_a_killed_worker_is_taken_up_when_its_lease_ends_and_it_cannot_settle_any_more():
    came(1)
    (lost,) = handling._claim(timezone.now(), 10)
    assert handling.handle_due() == 0
    (taken,) = handling._claim(timezone.now() + handling.LEASE + timedelta(seconds=1), 10)
    handling._settle(lost, ArrivalState.SET_ASIDE, Sentence("too late"))
    assert state(taken) == ArrivalState.WAITING
    handling._handle(taken)
    assert (handlers.handled, state(taken)) == ([1], ArrivalState.HANDLED)
