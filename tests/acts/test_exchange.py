"""What officers decide about messages: each a sealed deed; the queue of the dossier goes on afterwards, in order."""

from uuid import UUID

import pytest
from django.utils import timezone

from motcua.acts import exchange
from motcua.acts.base import AlreadyDone
from motcua.audit.models import Entry, EntryWords
from motcua.audit.sealing import verify
from motcua.law.lifecycle import NotAllowed
from motcua.outbox import lanes, worker
from motcua.outbox.desk import Sending
from motcua.outbox.models import Correction, Lane, Message, State
from motcua.outbox.posting import post
from motcua.people.actor import actor_of
from motcua.ports import Delivered, port
from tests import make
from tests.outbox.partners import taken

pytestmark = pytest.mark.django_db
A = UUID(int=1)


@pytest.fixture
def book(settings, tmp_path):
    """A partner that writes into a book."""
    settings.CONNECTORS = {"portal": {"BACKEND": "tests.outbox.partners.Client", "OPTIONS": {"book": str(tmp_path / "book")}}}
    port.cache_clear()
    yield tmp_path / "book"
    port.cache_clear()


@pytest.fixture
def refused(book):
    """A refused message with two behind it."""
    first = post("portal", "event", A, {"n": 1, "bad": True, "holder_name": "Hạnh", "flags": {"vneid": True}}, timezone.now())
    for n in (2, 3):
        post("portal", "event", A, {"n": n}, timezone.now())
    worker.flush()
    first.refresh_from_db()
    assert first.state == State.PARKED
    return first


def who(role="procedure_controller"):
    return actor_of(make.officer(role, "H26.20"), make.MONDAY)


def how(by=None):
    return {"by": by or who(), "at": timezone.now(), "key": make.key()}


def numbers(book):
    worker.flush()
    return [n for _, _, n in taken(book)]


def state(message):
    message.refresh_from_db()
    return message.state


def test_what_was_refused_goes_again_as_it_is_and_the_rest_after_it(refused, book, monkeypatch):
    monkeypatch.setattr(port("portal"), "deliver", lambda m: Delivered("mended"))
    exchange.resend(refused.pk, **how())
    worker.flush()
    assert set(Message.objects.values_list("state", flat=True)) == {State.DELIVERED}
    assert not Lane.objects.exists()


def test_what_is_still_refused_is_parked_again(refused, book):
    exchange.resend(refused.pk, **how())
    assert numbers(book) == []
    assert state(refused) == State.PARKED


def test_giving_up_leaves_it_for_good_and_the_rest_goes_in_order(refused, book):
    exchange.give_up(refused.pk, reason="Hồ sơ trùng ở cổng", **how())
    assert numbers(book) == [2, 3]
    assert state(refused) == State.GIVEN_UP
    entry = Entry.objects.get(subject=refused.pk, act="give_up_message")
    assert EntryWords.objects.get(pk=entry.pk).words["reason"] == "Hồ sơ trùng ở cổng"
    assert verify(refused.pk)[2] == []


def test_the_last_of_a_queue_given_up_closes_the_queue(refused, book):
    exchange.give_up(refused.pk, reason="Trùng", **how())
    worker.flush()
    assert not Lane.objects.exists()


def test_a_correction_goes_in_the_place_of_the_refused_one_when_another_officer_approves(refused, book):
    correction = exchange.propose_correction(refused.pk, changes={"bad": "false"}, reason="Nhập nhầm", **how())
    assert numbers(book) == []
    new = exchange.approve_correction(correction, **how(who("administrator")))
    assert numbers(book) == [1, 2, 3]
    assert state(refused) == State.CORRECTED
    assert (new.replaces, new.place) == (refused.pk, refused.place)
    assert new.payload == {**refused.payload, "bad": False}
    assert taken(book)[0][0] == str(new.pk) != str(refused.pk), "another message, another key"
    assert list(Entry.objects.filter(subject=refused.pk).order_by("seq").values_list("act", flat=True)) == [
        "propose_correction",
        "decide_correction",
    ]


def test_nobody_approves_what_they_proposed(refused):
    correction = exchange.propose_correction(refused.pk, changes={"bad": "false"}, reason="Nhập nhầm", **how())
    with pytest.raises(NotAllowed):
        exchange.approve_correction(correction, **how())
    assert state(refused) == State.PARKED


def test_a_rejected_correction_changes_nothing_and_another_may_be_proposed(refused):
    correction = exchange.propose_correction(refused.pk, changes={"bad": "false"}, reason="Nhập nhầm", **how())
    with pytest.raises(exchange.NothingChanged):
        exchange.propose_correction(refused.pk, changes={"n": "5"}, reason="Nữa", **how())
    exchange.reject_correction(correction, reason="Không đúng", **how(who("administrator")))
    with pytest.raises(NotAllowed):
        exchange.approve_correction(correction, **how(who("administrator")))
    exchange.propose_correction(refused.pk, changes={"n": "5"}, reason="Nữa", **how())
    assert Correction.objects.filter(decided_at=None).count() == 1


@pytest.mark.parametrize(
    "changes,reason,error",
    [
        ({"bad": "false"}, "  ", exchange.ReasonMissing),
        ({}, "Vì", exchange.NothingChanged),
        ({"bad": "true"}, "Vì", exchange.NothingChanged),
        ({"bad": "có"}, "Vì", exchange.NothingChanged),
        ({"n": "một"}, "Vì", exchange.NothingChanged),
        ({"not there": "x"}, "Vì", exchange.NothingChanged),
        ({"flags.vneid": "1"}, "Vì", exchange.NothingChanged),
    ],
)
def test_a_correction_that_is_none_is_refused(refused, changes, reason, error):
    with pytest.raises(error):
        exchange.propose_correction(refused.pk, changes=changes, reason=reason, **how())
    assert not Correction.objects.exists()


def test_giving_up_asks_for_a_reason(refused):
    with pytest.raises(exchange.ReasonMissing):
        exchange.give_up(refused.pk, reason=" ", **how())
    assert state(refused) == State.PARKED


def test_what_was_decided_already_is_not_decided_again(refused, book):
    exchange.give_up(refused.pk, reason="Trùng", **how())
    with pytest.raises(Sending):
        exchange.resend(refused.pk, **how())
    worker.flush()
    with pytest.raises(Sending):
        exchange.give_up(refused.pk, reason="Trùng", **how())


def test_a_decision_sent_twice_is_one(refused):
    once = how()
    exchange.give_up(refused.pk, reason="Trùng", **once)
    with pytest.raises(AlreadyDone):
        exchange.give_up(refused.pk, reason="Trùng", **once)
    assert Lane.objects.get().pending == 2


def test_what_is_being_sent_at_this_moment_is_left_alone(book):
    message = post("portal", "event", A, {"n": 1}, timezone.now())
    lanes.claim("portal", timezone.now(), timezone.now() + worker.lease_time(), 1)
    with pytest.raises(Sending):
        exchange.resend(message.pk, **how())


@pytest.mark.parametrize("role", ["receiver", "case_officer", "signer", "unit_head", "records_clerk"])
def test_no_other_officer_decides_about_messages(refused, role):
    by = actor_of(make.officer(role), make.MONDAY)
    with pytest.raises(NotAllowed):
        exchange.give_up(refused.pk, reason="Trùng", **how(by))
    with pytest.raises(NotAllowed):
        exchange.resend(refused.pk, **how(by))


def test_the_meaning_of_an_answer_holds_from_its_day_and_ends_the_one_before():
    day = make.MONDAY.date()
    words = {"source": "test", "certainty": "u", "by": who("administrator"), "at": make.MONDAY}
    first = exchange.set_answer("portal", "câu lạ", "retry", valid_from=day.replace(day=1), **words)
    exchange.set_answer("portal", "câu lạ", "stop", valid_from=day, **words)
    assert exchange.set_answer("portal", "câu lạ", "done", valid_from=day, **words).outcome == "stop"
    first.refresh_from_db()
    assert first.valid_to == day.replace(day=22)


@pytest.mark.parametrize("pattern,source", [("lạ", "thư"), ("   ", "thư"), ("câu lạ", " ")])
def test_words_too_short_or_without_a_source_get_no_meaning(pattern, source):
    words = {"certainty": "u", "valid_from": make.MONDAY.date(), "by": who("administrator"), "at": make.MONDAY}
    with pytest.raises(exchange.ReasonMissing):
        exchange.set_answer("portal", pattern, "done", source=source, **words)
