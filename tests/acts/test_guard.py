"""The guard every act goes through: whole or not at all, once per key, and never out of the table."""

from typing import Any

import pytest

from motcua.acts import handover, processing, reception, submission
from motcua.acts.base import AlreadyDone, KeyReused, acting, recording
from motcua.acts.papers import paper_due
from motcua.dossiers.models import Dossier, Paper
from motcua.law.lifecycle import Act, NotAllowed, Status, WrongTarget
from motcua.lib.ids import new_id
from motcua.outbox.posting import post
from motcua.people.rights import Deed
from tests import make
from tests.acts.traces import left

pytestmark = pytest.mark.django_db


class Crash(Exception):
    """The machine stops in the middle of an act."""


def receiving(dossier, key=None):
    return acting(Act.RECEIVE, dossier, by=make.actor("receiver"), at=make.MONDAY, key=key or make.key())


def crash_in_the_middle(dossier):
    with receiving(dossier) as locked:
        locked.status, locked.code = Status.RECEIVED, "H26.105-261123-0001"
        locked.components.create(requirement="relation", name="x", given="paper")
        paper_due(locked, Paper.Kind.APPOINTMENT_SLIP, {}, at=make.MONDAY)
        post("mail", "letter", locked.pk, {}, make.MONDAY)
        raise Crash


def test_a_crash_inside_an_act_leaves_no_row_entry_message_or_job():
    dossier = make.submitted()
    before = left()
    with pytest.raises(Crash):
        crash_in_the_middle(dossier)
    assert left() == before
    done = reception.receive(dossier, seen=[], by=make.actor("receiver"), at=make.MONDAY, key=make.key())
    assert done.code == "H26.105-261123-0001"


def crash_while_recording():
    with recording(
        Deed.SET_POLICY, "setting", new_id(), by=make.actor(make.officer("administrator", "H26.20")), at=make.MONDAY, key="policy"
    ):
        raise Crash


def test_a_crash_inside_a_recorded_deed_leaves_its_key_unused():
    make.city()
    before = left()
    with pytest.raises(Crash):
        crash_while_recording()
    assert left() == before


@pytest.mark.parametrize("status", [Status.DONE, Status.NEW, Status.STOPPED])
def test_an_act_that_leaves_the_table_is_undone(status):
    dossier = make.submitted()
    before = left()
    with pytest.raises(WrongTarget), receiving(dossier) as locked:
        locked.status = status
    assert left() == before


def test_a_key_used_before_is_told_and_changes_nothing():
    dossier, key = make.submitted(), make.key()
    reception.receive(dossier, seen=[], by=make.actor("receiver"), at=make.MONDAY, key=key)
    before = left()
    with pytest.raises(AlreadyDone) as told, receiving(dossier, key):
        raise Crash
    assert told.value.subject == dossier.pk
    assert left() == before


def test_a_key_used_by_another_act_is_refused_not_swallowed():
    dossier, key = make.submitted(), make.key()
    reception.receive(dossier, seen=[], by=make.actor("receiver"), at=make.MONDAY, key=key)
    officer = make.officer("case_officer")
    with pytest.raises(KeyReused, match="Tải lại"):
        reception.forward(dossier, officer=officer, by=make.actor("receiver"), at=make.MONDAY, key=key)
    assert Dossier.objects.get(pk=dossier.pk).state is Status.RECEIVED


def test_a_key_used_on_another_dossier_is_refused_not_swallowed():
    first, second, key = make.submitted(), make.submitted(user=make.citizen("Lê Thị Hoa", "001165000123")), make.key()
    reception.receive(first, seen=[], by=make.actor("receiver"), at=make.MONDAY, key=key)
    with pytest.raises(KeyReused):
        reception.receive(second, seen=[], by=make.actor("receiver"), at=make.MONDAY, key=key)
    assert Dossier.objects.get(pk=second.pk).state is Status.NEW


def test_every_act_sent_twice_acts_once():
    """The whole walk, each act twice with its key: the same dossier, the same traces."""
    user = make.citizen()
    receiver, worker = make.actor("receiver"), make.actor("case_officer")
    draft, keys = make.draft(user=user), [make.key() for _ in range(5)]

    def twice(call, key):
        once = call(key)
        before = left()
        again = call(key)
        assert again.pk == once.pk
        assert again.status == once.status
        assert left() == before
        return once

    on: dict[str, Any] = {"at": make.MONDAY}
    dossier = twice(lambda k: submission.submit(draft, by=make.actor(user), key=k, **on), keys[0])
    twice(lambda k: reception.receive(dossier, seen=[], by=receiver, key=k, **on), keys[1])
    twice(lambda k: reception.forward(dossier, officer=make.officer("case_officer"), by=receiver, key=k, **on), keys[2])
    drafted: dict[str, Any] = {"outcome": "found", "fields": make.FIELDS["found"], "by": worker}
    twice(lambda k: processing.draft_result(dossier, key=k, **drafted, **on), keys[3])
    make.papers()
    twice(lambda k: processing.propose(dossier, by=worker, key=k, **on), keys[4])


def test_handing_over_twice_keeps_the_first_receiver():
    dossier, key = make.at_step("hand_over"), make.key()
    for name in ("Nguyễn Thị Hạnh", "Trần Văn Minh"):
        handover.hand_over(dossier, receiver_name=name, method="counter", by=make.actor("receiver"), at=make.MONDAY, key=key)
    assert Dossier.objects.select_related("result").get(pk=dossier.pk).result.receiver_name == "Nguyễn Thị Hạnh"


def test_a_deed_without_the_right_is_refused_and_not_recorded():
    make.city()
    before = left()
    with pytest.raises(NotAllowed), recording(Deed.PUBLISH, "procedure", new_id(), by=make.actor("signer"), at=make.MONDAY, key="x"):
        raise Crash
    assert left() == before
