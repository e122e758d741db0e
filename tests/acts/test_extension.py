"""One extension with an apology; a financial duty stops the clock (rules 15, 30, 31, 32)."""

from datetime import date, timedelta
from typing import Any

import pytest

from motcua.acts import extension, promises, reception, supplement, suspension
from motcua.dossiers.matters import Extension, FinancialDuty
from motcua.dossiers.models import ClockPause, Dossier, Paper
from motcua.law.calendar import HANOI, Calendar
from motcua.law.duty import DutyUnsaid, ProofMissing
from motcua.law.extension import ExtendedAlready, NoPromise, Notice, NotLater, notice_of
from motcua.law.intake import Item
from motcua.law.lifecycle import Status
from motcua.outbox.models import Message
from tests import make

pytestmark = pytest.mark.django_db
FRIDAY = date(2026, 11, 27)


def how(**more: Any) -> dict[str, Any]:
    return {"at": make.later(minutes=30), "key": make.key(), **more}


def extended(dossier: Dossier, until: date = FRIDAY, **more: Any) -> Dossier:
    return extension.extend(dossier, reason="Sổ gốc đang được phục chế", until=until, by=make.actor("unit_head"), **how(**more))


def test_an_extension_promises_anew_and_the_first_promise_stands():
    dossier = make.at_step("work")
    first = dossier.due_at
    done = extended(dossier)
    assert done.due_at == first
    assert done.promised_at
    assert done.step_due_at
    assert done.promised_at.astimezone(HANOI) == Calendar().closing(FRIDAY)
    assert done.step_due_at <= done.promised_at
    assert done.state is Status.PROCESSING
    paper = Paper.objects.get(dossier=dossier, kind=Paper.Kind.APOLOGY)
    assert paper.values["new_due"].endswith("27/11/2026")
    assert paper.values["due_at"].endswith("23/11/2026")
    assert Message.objects.filter(kind="dossier.extended").latest("id").payload["due_at"].startswith("2026-11-27T17:30")
    assert "xin lỗi" in Message.objects.filter(kind="letter").latest("id").payload["text"]


def test_only_once():
    dossier = extended(make.at_step("work"))
    with pytest.raises(ExtendedAlready):
        extended(dossier, date(2026, 12, 4))


@pytest.mark.parametrize("until", [date(2026, 11, 28), date(2026, 11, 24), date(2026, 11, 23), date(2026, 11, 20)])
def test_a_day_off_or_not_later_is_refused(until):
    dossier = make.at_step("work")
    with pytest.raises(NotLater):
        extended(dossier, until)
    assert not Extension.objects.exists()


def test_before_the_clock_there_is_nothing_to_extend():
    dossier = make.received()
    Dossier.objects.filter(pk=dossier.pk).update(clock_from=None)
    with pytest.raises(NoPromise):
        extended(dossier)


@pytest.mark.parametrize(
    "hours,notice",
    [(-26, Notice.IN_TIME), (-3, Notice.SHORT), (0, Notice.SHORT), (1, Notice.LATE)],
    ids=["a day", "the day", "due", "after"],
)
def test_an_apology_after_the_promise_is_marked_late(hours, notice):
    due = Calendar().closing(date(2026, 11, 27))
    assert notice_of(due, due + timedelta(hours=hours)) is notice


def test_after_the_due_date_it_can_still_be_given_and_is_kept_as_late():
    extended(make.at_step("work"), at=make.later(days=2))
    assert Extension.objects.get().notice == Notice.LATE


def suspended(dossier: Dossier, **more: Any) -> Dossier:
    by = make.actor("case_officer")
    return suspension.suspend(dossier, what="Lệ phí trước bạ", amount=500_000, by=by, **how(**more))


def test_a_duty_stops_the_clock_and_proof_starts_it():
    dossier = make.at_step("work")
    promised = dossier.promised_at
    held = suspended(dossier)
    assert held.state is Status.FINANCIAL_DUTY
    assert Message.objects.filter(kind="dossier.duty").latest("id").payload["status"] == 6
    pause = ClockPause.objects.get(dossier=dossier)
    assert (pause.start, pause.end, pause.mode) == (make.later(minutes=30), None, promises.PAUSE)
    back = suspension.resume(dossier, proof="GNT 0012345", by=make.actor("receiver"), **how(at=make.later(days=2)))
    assert back.state is Status.PROCESSING
    pause.refresh_from_db()
    assert pause.end == make.later(days=2)
    assert back.promised_at
    assert promised
    assert back.promised_at > promised
    assert back.due_at == dossier.due_at
    duty = FinancialDuty.objects.get()
    assert (duty.proof, duty.met_at) == ("GNT 0012345", make.later(days=2))


def test_neither_without_words():
    dossier = make.at_step("work")
    with pytest.raises(DutyUnsaid):
        suspension.suspend(dossier, what="", amount=1, by=make.actor("case_officer"), **how())
    with pytest.raises(DutyUnsaid):
        suspension.suspend(dossier, what="Lệ phí trước bạ", amount=0, by=make.actor("case_officer"), **how())
    suspended(dossier)
    with pytest.raises(ProofMissing):
        suspension.resume(dossier, proof=" ", by=make.actor("receiver"), **how())


def test_a_supplement_after_an_extension_does_not_take_the_longer_promise_back():
    dossier = extended(make.at_step("work"))
    by = make.actor("case_officer")
    dossier = reception.request_supplement(dossier, items=[Item("Giấy", "Chụp lại")], reason="Ảnh mờ", by=by, **how())
    item = dossier.supplements.get().items.get()
    owner = make.actor(make.citizen())
    supplement.answer_item(dossier, item, answer="Đã chụp lại", file=None, by=owner, at=make.later(hours=2))
    done = supplement.supply(dossier, by=owner, **how(at=make.later(hours=2)))
    assert done.promised_at
    assert done.promised_at >= Calendar().closing(FRIDAY)
    assert done.due_at == dossier.due_at
