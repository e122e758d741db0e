"""At the counter (rules 2-4, 7-9, 20, 29, 35): one code, one promise, one slip; refusals say why; the clock starts where it must."""

from datetime import timedelta

import pytest

from motcua.acts import handover, people, processing, reception, submission
from motcua.acts.reception import Seen
from motcua.dossiers.models import Channel, Component, Dossier, Paper, Serial
from motcua.law.intake import ComponentsMissing, ReasonMissing
from motcua.law.lifecycle import NotAllowed, Status
from motcua.outbox.models import Message
from motcua.people.models import Agency, Post
from tests import make
from tests.acts.traces import left

pytestmark = pytest.mark.django_db


def receive(dossier, by=None, at=make.MONDAY, seen=(), key=None):
    return reception.receive(dossier, seen=list(seen), by=by or make.actor("receiver"), at=at, key=key or make.key())


def forward(dossier, officer=None, by=None, at=make.MONDAY):
    chosen = officer or make.officer("case_officer")
    return reception.forward(dossier, officer=chosen, by=by or make.actor("receiver"), at=at, key=make.key())


def at_branch(at=make.MONDAY):
    """Return a dossier for the ward, given at the city's branch and received there."""
    officer = make.officer("receiver", make.BRANCH)
    draft = make.draft(make.COPY, officer, Channel.DIRECT)
    branch = Agency.objects.get(code=make.BRANCH)
    dossier = submission.submit(draft, by=make.actor(officer), at=at, key=make.key(), receiver=branch)
    return receive(dossier, by=make.actor(officer), at=at)


def test_serials_count_per_agency_and_day():
    first, second = make.received(), make.received(user=make.citizen("Lê Thị Hoa", "001165000123"))
    tomorrow = make.received(user=make.citizen("Trần Văn Minh", "001094045678"), at=make.later(days=2))
    assert [d.code for d in (first, second, tomorrow)] == ["H26.105-261123-0001", "H26.105-261123-0002", "H26.105-261125-0001"]


def test_the_day_of_a_code_is_the_day_in_hanoi():
    dossier = make.submitted()
    assert receive(dossier, at=make.MONDAY.replace(hour=0, minute=30)).code == "H26.105-261123-0001"


def test_receiving_twice_with_one_key_spends_one_code():
    dossier, key = make.submitted(), make.key()
    assert receive(dossier, key=key).code == receive(dossier, key=key).code
    assert Serial.objects.get(book="code:261123").last == 1
    assert Paper.objects.filter(kind="appointment_slip").count() == 1


def test_a_refused_reception_spends_no_serial():
    dossier = make.submitted(make.BIRTH)
    Component.objects.filter(dossier=dossier).delete()
    before = left()
    with pytest.raises(ComponentsMissing, match="chứng sinh"):
        receive(dossier)
    assert left() == before


def test_a_paper_seen_at_the_counter_completes_the_dossier():
    dossier = make.submitted(make.BIRTH)
    Component.objects.filter(dossier=dossier).delete()
    assert receive(dossier, seen=[Seen("birth_paper", Component.Given.PAPER, originals=1)]).state is Status.RECEIVED
    component = Component.objects.get(dossier=dossier)
    assert (component.given, component.originals) == ("paper", 1)


def test_declining_says_why_and_ends_there():
    dossier = make.submitted()
    with pytest.raises(ReasonMissing):
        reception.decline(dossier, reason=" ", by=make.actor("receiver"), at=make.MONDAY, key=make.key())
    reception.decline(dossier, reason="Không thuộc thẩm quyền", by=make.actor("receiver"), at=make.MONDAY, key=make.key())
    declined = Dossier.objects.get(pk=dossier.pk)
    assert (declined.state, declined.code, declined.finished_at) == (Status.DECLINED, None, make.MONDAY)
    assert "Không thuộc thẩm quyền" in Message.objects.filter(partner="mail").latest("id").payload["text"]


@pytest.mark.parametrize("who", ["receiver", "signer", "ended", "elsewhere"])
def test_a_dossier_goes_only_to_somebody_who_holds_the_role_there_today(who):
    dossier = make.received()
    chosen = (
        make.officer(who)
        if who in ("receiver", "signer")
        else make.new_officer("case_officer", "H26.101" if who == "elsewhere" else make.WARD)
    )
    if who == "ended":
        Post.objects.filter(user=chosen).update(valid_to=make.MONDAY.date() - timedelta(days=1))
    before = left()
    with pytest.raises(NotAllowed, match="không giữ vị trí"):
        forward(dossier, chosen)
    assert left() == before


def test_received_for_another_agency_the_clock_starts_when_that_agency_gets_it():
    # NĐ 309/2026 Điều 8 khoản 3: both times visible.
    dossier = at_branch()
    assert dossier.code == "H26.20.01-261123-0001"
    assert (dossier.clock_from, dossier.due_at, dossier.received_at) == (None, None, make.MONDAY)
    afternoon = make.MONDAY.replace(hour=15, minute=30)
    sent = forward(dossier, by=make.actor(make.officer("receiver", make.BRANCH)), at=afternoon)
    assert (sent.received_at, sent.clock_from) == (make.MONDAY, afternoon)
    assert sent.due_at == sent.promised_at == make.MONDAY.replace(day=25, hour=17, minute=30)


def test_the_ward_does_not_forward_what_the_branch_received():
    with pytest.raises(NotAllowed):
        forward(at_branch(), by=make.actor("receiver"))


def test_a_head_gives_the_step_and_the_officer_named_holds_it_alone():
    dossier, second = make.at_step("work"), make.new_officer("case_officer")
    processing.assign(dossier, officer=second, by=make.actor("unit_head"), at=make.MONDAY, key=make.key())
    with pytest.raises(NotAllowed):
        processing.propose(dossier, by=make.actor("case_officer"), at=make.MONDAY, key=make.key())
    assert Dossier.objects.get(pk=dossier.pk).step_officer == second


def test_a_walk_in_known_by_number_is_taken_down_once_and_keeps_what_was_told():
    known = make.citizen().party
    by = make.actor("receiver")
    person = people.WalkIn("Nguyễn  Thị Hạnh", "001194012372", address="12 Hàng Bài")
    party = people.take_down(person, by=by, at=make.MONDAY, key="walk-in")
    assert party == known
    assert (party.name, party.phone, party.address) == ("Nguyễn Thị Hạnh", "0912345678", "12 Hàng Bài")
    assert people.take_down(person, by=by, at=make.MONDAY, key="walk-in") == known


def test_a_result_collected_a_week_later_was_not_late():
    # Rule 35, and rule 20: who, how, when.
    dossier = make.at_step("hand_over")
    handover.hand_over(
        dossier, receiver_name=" Trần Văn Minh ", method="counter", by=make.actor("receiver"), at=make.later(days=7), key=make.key()
    )
    kept = Dossier.objects.select_related("result").get(pk=dossier.pk)
    assert (kept.state, kept.returned_at, kept.result.receiver_name, kept.result.method) == (
        Status.RETURNED,
        make.later(days=7),
        "Trần Văn Minh",
        "counter",
    )
    assert kept.due_at is not None
    assert kept.finished_at == make.MONDAY <= kept.due_at
