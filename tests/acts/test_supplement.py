"""Asking for what is missing, once and fully, and the answer (rules 8, 9, 11, 12; NĐ 309/2026 Điều 8, NĐ 61/2018 Điều 19)."""

import pytest

from motcua.acts import processing, reception, submission, supplement
from motcua.documents.checks import FileRefused
from motcua.dossiers.models import Channel, ClockPause, Component, Dossier, SupplementItem
from motcua.law.intake import AlreadyAsked, Item, ItemsMissing, ReasonMissing
from motcua.law.lifecycle import NotAllowed, Status
from motcua.outbox.models import Message
from motcua.people.models import Agency
from tests import make
from tests.acts.traces import left

pytestmark = pytest.mark.django_db
ITEMS = [Item("Giấy chứng minh quan hệ", "Chụp đủ bốn góc", "23/2015/NĐ-CP", "relation"), Item("Năm cấp", "Ghi lại năm cấp")]


def ask(dossier, by=None, at=make.MONDAY, items=ITEMS, reason="Ảnh mờ, không đọc được", **more):
    return reception.request_supplement(dossier, items=items, reason=reason, by=by or make.actor("receiver"), at=at, key=make.key(), **more)


def first_item() -> SupplementItem:
    return SupplementItem.objects.order_by("request_id", "order")[0]


def answer(dossier, at=make.MONDAY, by=None):
    by = by or make.actor(make.citizen())
    for item in SupplementItem.objects.filter(request__dossier=dossier, answered_at=None):
        supplement.answer_item(dossier, item, answer="Năm 2009", file=None, by=by, at=at)
    return supplement.supply(dossier, by=by, at=at, key=make.key())


@pytest.mark.parametrize("change", [{"items": []}, {"reason": ""}, {"items": [Item("Đơn", "")]}])
def test_a_request_must_say_what_and_why(change):
    dossier = make.submitted()
    before = left()
    with pytest.raises((ItemsMissing, ReasonMissing)):
        ask(dossier, **change)
    assert left() == before


def test_before_acceptance_the_dossier_waits_and_comes_back_to_the_counter():
    dossier = ask(make.submitted())
    assert (dossier.state, dossier.code) == (Status.SUPPLEMENT, None)
    request = dossier.supplements.get()
    assert request.until == make.MONDAY.replace(month=12, day=3, hour=17, minute=30)  # seven working days, 24/11 off
    letter = Message.objects.filter(partner="mail").latest("id").payload["text"]
    assert all(item.name in letter and item.instruction in letter for item in ITEMS)
    back = answer(dossier, make.later(hours=1))
    assert (back.state, back.due_at, ClockPause.objects.count()) == (Status.NEW, None, 0)


def test_a_second_request_needs_a_reason_of_its_own():
    dossier = answer(ask(make.submitted()))
    with pytest.raises(AlreadyAsked):
        ask(dossier)
    again = ask(dossier, why_again="Người nộp gửi nhầm tệp")
    assert list(again.supplements.values_list("why_again", flat=True)) == ["", "Người nộp gửi nhầm tệp"]


def test_an_item_unanswered_is_named_and_what_was_given_is_kept():
    dossier, me = ask(make.submitted()), make.actor(make.citizen())
    first, second = SupplementItem.objects.order_by("order")
    supplement.answer_item(dossier, first, answer="", file=("giay.png", make.picture()), by=me, at=make.MONDAY)
    with pytest.raises(ItemsMissing, match="Năm cấp"):
        supplement.supply(dossier, by=me, at=make.MONDAY, key=make.key())
    assert not Component.objects.exists()
    supplement.answer_item(dossier, second, answer="2009", file=None, by=me, at=make.MONDAY)
    supplement.supply(dossier, by=me, at=make.MONDAY, key=make.key())
    component = Component.objects.get()
    assert (component.requirement, component.given) == ("relation", "file")


def test_an_answer_of_nothing_or_of_a_bad_file_is_refused():
    dossier, me = ask(make.submitted()), make.actor(make.citizen())
    item = first_item()
    before = left()
    with pytest.raises(ItemsMissing):
        supplement.answer_item(dossier, item, answer="  ", file=None, by=me, at=make.MONDAY)
    with pytest.raises(FileRefused):
        supplement.answer_item(dossier, item, answer="", file=("giay.pdf", b"PK\x03\x04"), by=me, at=make.MONDAY)
    assert left() == before


def test_a_stranger_cannot_answer():
    dossier, stranger = ask(make.submitted()), make.actor(make.citizen("Lê Thị Hoa", "001165000123"))
    with pytest.raises(NotAllowed):
        supplement.answer_item(dossier, first_item(), answer="x", file=None, by=stranger, at=make.MONDAY)


def test_an_item_of_another_dossier_cannot_be_answered_through_mine():
    mine, theirs = ask(make.submitted()), ask(make.submitted(user=make.citizen("Lê Thị Hoa", "001165000123")))
    item = SupplementItem.objects.filter(request__dossier=theirs)[0]
    with pytest.raises(NotAllowed):
        supplement.answer_item(mine, item, answer="x", file=None, by=make.actor(make.citizen()), at=make.MONDAY)


def test_sent_twice_it_is_answered_once():
    dossier, me = ask(make.submitted()), make.actor(make.citizen())
    for item in SupplementItem.objects.all():
        supplement.answer_item(dossier, item, answer="đủ", file=None, by=me, at=make.MONDAY)
    key = make.key()
    states = [supplement.supply(dossier, by=me, at=make.MONDAY, key=key).state for _ in range(2)]
    assert states == [Status.NEW, Status.NEW]


def test_restart_counts_the_term_anew_and_the_first_promise_stays():
    # Rule 11.
    dossier = make.at_step("work")
    asked = ask(dossier, by=make.actor("case_officer"), at=make.later(hours=1))
    assert ClockPause.objects.get().end is None
    back = answer(asked, make.later(days=2))
    assert back.state is Status.PROCESSING
    assert back.promised_at == make.MONDAY.replace(day=25, hour=17, minute=30)
    assert back.due_at == dossier.due_at == make.MONDAY.replace(hour=17, minute=30)
    assert ClockPause.objects.get().end == make.later(days=2)


def test_the_step_that_waited_gets_its_time_again():
    dossier = make.at_step("work")
    assert dossier.step_due_at == make.MONDAY.replace(hour=12)
    back = answer(ask(dossier, by=make.actor("case_officer")), make.later(days=2))
    assert back.step_due_at == make.MONDAY.replace(day=25, hour=12)
    assert back.step_officer == make.officer("case_officer")
    assert back.steps.get(finished_at=None).due_at == back.step_due_at


def test_pause_adds_what_the_applicant_took():
    # Rule 12.
    make.city()
    make.publish(term="5wd", supplement_mode="pause")
    dossier = make.at_step("work")
    assert dossier.promised_at == make.later(days=8)
    asked = ask(dossier, by=make.actor("case_officer"), at=make.later(days=2))
    back = answer(asked, make.later(days=4))
    assert (back.due_at, back.promised_at) == (make.later(days=8), make.later(days=10))


def test_supplied_after_reception_with_nobody_named_it_waits_for_the_role():
    back = answer(ask(make.received()), make.later(hours=1))
    assert (back.state, back.step_role, back.step_officer) == (Status.PROCESSING, "case_officer", None)
    taken = processing.assign(back, officer=make.officer("case_officer"), by=make.actor("case_officer"), at=make.MONDAY, key=make.key())
    assert taken.step_officer == make.officer("case_officer")


def test_asked_at_a_branch_before_the_ward_had_it_the_clock_starts_when_it_goes_to_the_ward():
    officer = make.officer("receiver", make.BRANCH)
    by = make.actor(officer)
    draft = make.draft(make.COPY, officer, Channel.DIRECT)
    branch = Agency.objects.get(code=make.BRANCH)
    dossier = submission.submit(draft, by=by, at=make.MONDAY, key=make.key(), receiver=branch)
    dossier = reception.receive(dossier, seen=[], by=by, at=make.MONDAY, key=make.key())
    back = answer(ask(dossier, by=by), make.later(days=2), by=by)
    assert (back.state, back.clock_from) == (Status.PROCESSING, make.later(days=2))
    assert back.due_at == back.promised_at == make.MONDAY.replace(day=25, hour=17, minute=30)


def test_the_portal_hears_that_it_waits_and_that_it_goes_on():
    dossier = make.at_step("work")
    answer(ask(dossier, by=make.actor("case_officer")), make.later(hours=1))
    told = [m.payload["status"] for m in Message.objects.filter(partner="national_portal", subject=dossier.pk).order_by("id")]
    assert told == [2, 4, 5, 4]
    assert Dossier.objects.get(pk=dossier.pk).state is Status.PROCESSING
