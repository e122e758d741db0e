"""Asking to withdraw, granting and refusing it; stopping, lapsing, giving the papers back (rules 14, 17, 18, 20)."""

from datetime import timedelta
from typing import Any

import pytest

from motcua.acts import reception, stopping, withdrawal
from motcua.audit.models import Entry
from motcua.dossiers.matters import Stop, Withdrawal
from motcua.dossiers.models import ClockPause, Component, Dossier, Paper
from motcua.law.handover import ReceiverMissing
from motcua.law.intake import Item, ReasonMissing
from motcua.law.lifecycle import NotAllowed, Status
from motcua.law.withdrawal import DecidedElsewhere, NotLapsed, PapersUnlisted, ResultSigned
from motcua.outbox.models import Message
from motcua.people.actor import job
from tests import make

pytestmark = pytest.mark.django_db


def how(**more: Any) -> dict[str, Any]:
    return {"at": make.later(minutes=30), "key": make.key(), **more}


def asked(dossier: Dossier) -> Dossier:
    return withdrawal.ask_to_withdraw(dossier, reason="Tôi nộp nhầm thủ tục", by=make.actor(make.citizen()), **how())


def granted(dossier: Dossier, by: str = "unit_head", papers: tuple[str, ...] = ()) -> Dossier:
    return withdrawal.grant(dossier, papers=list(papers), fees="Không có", by=make.actor(by), **how())


def waiting(dossier: Dossier) -> Dossier:
    items = [Item("Giấy ủy quyền", "Chụp đủ bốn góc")]
    by = make.actor("case_officer" if dossier.step_key else "receiver")
    return reception.request_supplement(dossier, items=items, reason="Thiếu giấy ủy quyền", by=by, **how())


@pytest.mark.parametrize("state", [make.submitted, make.received, lambda: make.at_step("work"), lambda: waiting(make.at_step("work"))])
def test_a_refused_request_gives_back_the_status_before(state):
    dossier = state()
    before = dossier.status
    assert asked(dossier).state is Status.WITHDRAWAL
    by = make.actor("unit_head" if dossier.received_at else "receiver")
    again = withdrawal.refuse(dossier, reason="Hồ sơ sắp có kết quả", by=by, **how())
    assert again.status == before
    assert Withdrawal.objects.get(dossier=dossier).granted is False


def test_an_applicant_withdraws_and_gets_papers_and_a_notice():
    dossier = make.at_step("work")
    Component(dossier=dossier, requirement="x", name="Giấy ủy quyền", given="paper", originals=1).save()
    asked(dossier)
    assert Message.objects.filter(kind="dossier.withdrawal").latest("id").payload["status"] == 7
    with pytest.raises(PapersUnlisted):
        granted(dossier)
    done = granted(dossier, papers=("Giấy ủy quyền: 1 bản chính",))
    assert done.state is Status.STOPPED
    assert done.finished_at == make.later(minutes=30)
    stop = Stop.objects.get(dossier=dossier)
    assert (stop.cause, stop.papers) == ("withdrawn", ["Giấy ủy quyền: 1 bản chính"])
    assert Paper.objects.get(dossier=dossier, kind=Paper.Kind.STOP_NOTICE).values["asked"] == "Tôi nộp nhầm thủ tục"
    assert Message.objects.filter(kind="dossier.stopped").latest("id").payload["status"] == 8
    assert not dossier.steps.filter(finished_at=None).exists()
    with pytest.raises(ReceiverMissing):
        stopping.return_papers(dossier, receiver_name="", method="counter", by=make.actor("receiver"), **how())
    back = stopping.return_papers(dossier, receiver_name="Nguyễn Thị Hạnh", method="counter", by=make.actor("receiver"), **how())
    assert back.state is Status.RETURNED
    assert Stop.objects.get(dossier=dossier).receiver_name == "Nguyễn Thị Hạnh"
    acts = list(Entry.objects.filter(subject=dossier.pk).order_by("seq").values_list("act", flat=True))
    assert acts[-3:] == ["ask_to_withdraw", "grant_withdrawal", "return_papers"]


def test_a_signed_result_can_be_neither_withdrawn_nor_stopped():
    dossier = make.at_step("issue")
    with pytest.raises(ResultSigned):
        asked(dossier)
    with pytest.raises(ResultSigned):
        stopping.stop(dossier, reason="Không đủ điều kiện", papers=[], fees="Không có", by=make.actor("unit_head"), **how())
    assert Dossier.objects.get(pk=dossier.pk).state is Status.PROCESSING


def test_before_acceptance_the_counter_decides_after_it_the_agency():
    assert granted(asked(make.submitted()), by="receiver").state is Status.STOPPED
    dossier = asked(make.received())
    with pytest.raises(DecidedElsewhere):
        granted(dossier, by="receiver")
    with pytest.raises(NotAllowed):
        granted(dossier, by="case_officer")


def test_a_request_without_a_reason_is_refused():
    with pytest.raises(ReasonMissing):
        withdrawal.ask_to_withdraw(make.submitted(), reason=" ", by=make.actor(make.citizen()), **how())


def test_stopping_ends_step_and_pause_and_says_why():
    dossier = waiting(make.at_step("work"))
    assert ClockPause.objects.filter(dossier=dossier, end=None).exists()
    done = stopping.stop(dossier, reason="Không đủ điều kiện", papers=[], fees="Không có", by=make.actor("signer"), **how())
    assert done.state is Status.STOPPED
    assert not ClockPause.objects.filter(dossier=dossier, end=None).exists()
    assert dossier.steps.filter(outcome="stopped").exists()
    with pytest.raises(NotAllowed, match="Được phép lúc này: .*Trả lại giấy tờ"):
        reception.forward(done, officer=make.officer("case_officer"), by=make.actor("receiver"), **how())


def test_a_supplement_that_never_comes_before_acceptance_is_declined_with_its_form_in_the_askers_name():
    dossier = waiting(make.submitted())
    until = dossier.supplements.get().until
    with pytest.raises(NotLapsed):
        stopping.lapse(dossier, by=job("watch"), at=until, key=make.key())
    done = stopping.lapse(dossier, by=job("watch"), at=until + timedelta(minutes=1), key=make.key())
    assert (done.state, done.finished_at) == (Status.DECLINED, until + timedelta(minutes=1))
    assert "không bổ sung" in done.decline_reason
    paper = Paper.objects.get(dossier=dossier, kind=Paper.Kind.REFUSAL)
    assert paper.values["refuser"] == make.actor("receiver").name
    assert Message.objects.filter(kind="letter").latest("id").payload["subject"] == "Hồ sơ chưa được tiếp nhận"
    assert not Stop.objects.exists()


def test_a_supplement_lapses_with_notice_and_not_a_minute_early():
    dossier = waiting(make.at_step("work"))
    until = dossier.supplements.get().until
    with pytest.raises(NotLapsed):
        stopping.lapse(dossier, by=job("watch"), at=until, key=make.key())
    done = stopping.lapse(dossier, by=job("watch"), at=until + timedelta(minutes=1), key=make.key())
    assert done.state is Status.STOPPED
    assert Stop.objects.get(dossier=dossier).cause == "lapsed"
    assert Message.objects.filter(kind="letter").latest("id").payload["subject"] == "Dừng giải quyết hồ sơ"
    assert Paper.objects.filter(dossier=dossier, kind=Paper.Kind.STOP_NOTICE).exists()


def test_a_person_cannot_lapse_it_and_a_job_lapses_nothing_that_does_not_wait():
    dossier = waiting(make.at_step("work"))
    with pytest.raises(NotAllowed):
        stopping.lapse(dossier, by=make.actor("unit_head"), **how())
    with pytest.raises(NotAllowed):
        stopping.lapse(make.received(user=make.citizen("Lê Thị Hoa", "001165000123")), by=job("watch"), **how())
