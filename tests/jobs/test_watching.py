"""The clocks are watched: each alarm once, whatever restarts; the morning letter says what, why, and who can help."""

from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from motcua.acts import reception, stopping, watching
from motcua.audit.models import Entry
from motcua.dossiers.alerts import Alert, apology_draft
from motcua.dossiers.models import Dossier
from motcua.jobs import watching as jobs
from motcua.law.calendar import HANOI
from motcua.law.intake import Item
from motcua.law.lifecycle import NotAllowed, Status
from motcua.lib.ids import new_id
from motcua.outbox.models import Message
from motcua.people.actor import job
from motcua.people.models import User
from tests import make

pytestmark = pytest.mark.django_db
JOB = job("watching")


def at(text):
    return datetime.fromisoformat(f"2026-{text}").replace(tzinfo=HANOI)


RECEIVED = at("11-16 09:00")  # birth: due the same day; a copy: the next working day
BEFORE, LAST_DAY, AFTER = at("11-16 17:00"), at("11-17 08:00"), at("11-17 12:00")


@pytest.fixture
def dossier():
    """Return a dossier in work, promised for 09:00 on the next day."""
    dossier = make.at_step("work", at=RECEIVED)
    Dossier.objects.filter(pk=dossier.pk).update(promised_at=at("11-17 09:00"))
    return Dossier.objects.get(pk=dossier.pk)


def kinds(dossier):
    return set(dossier.alerts.values_list("kind", flat=True))


def raised(moment):
    return watching.raise_alarms(by=JOB, at=moment)


def letters(moment=LAST_DAY):
    watching.send_digests(by=JOB, at=moment)
    return {
        User.objects.get(pk=m.subject).username: m.payload
        for m in Message.objects.filter(partner="mail", kind="letter", subject__in=users())
    }


def users():
    return User.objects.filter(party=None).values("pk")


def test_nothing_is_raised_before_the_share_of_the_term(dossier):
    Dossier.objects.filter(pk=dossier.pk).update(promised_at=at("11-20 09:00"))
    assert raised(at("11-16 09:30")) == {}
    assert not Entry.objects.filter(subject=watching.WATCH).exists()


def test_each_alarm_comes_once_in_its_turn_and_is_sealed(dossier):
    assert raised(BEFORE) == {"soon": 1, "apology": 1}
    assert raised(BEFORE + timedelta(minutes=15)) == {}
    assert raised(LAST_DAY) == {"today": 1}
    assert raised(AFTER) == {"overdue": 1}
    assert raised(AFTER + timedelta(days=3)) == {}
    assert kinds(dossier) == {"soon", "apology", "today", "overdue"}
    assert Entry.objects.filter(subject=watching.WATCH, act="watch").count() == 3


def test_an_alarm_cannot_be_written_twice_even_past_the_act(dossier):
    raised(BEFORE)
    again = Alert.objects.get(kind="soon")
    with pytest.raises(IntegrityError), transaction.atomic():
        Alert(dossier=again.dossier, kind=again.kind, due=again.due, raised_at=BEFORE).save(force_insert=True)


def test_a_new_promise_has_alarms_of_its_own(dossier):
    raised(AFTER)
    Dossier.objects.filter(pk=dossier.pk).update(promised_at=at("11-18 17:30"))
    assert raised(at("11-18 09:00")) == {"today": 1}


def test_a_clock_that_stands_still_calls_nobody(dossier):
    items = [Item("Bản chụp", "Chụp rõ cả hai mặt")]
    reception.request_supplement(dossier, items=items, reason="Bản chụp mờ", by=make.actor("case_officer"), at=BEFORE, key=make.key())
    assert raised(AFTER) == {}


def test_the_answer_before_acceptance_is_watched_on_its_own_clock():
    dossier = make.submitted(at=RECEIVED)
    assert raised(RECEIVED + timedelta(hours=1)) == {}
    assert raised(at("11-16 17:00")) == {"reply_soon": 1}
    assert raised(AFTER) == {"reply_late": 1}
    assert kinds(dossier) == {"reply_soon", "reply_late"}
    assert set(letters(AFTER)) == {"demo.tiepnhan", "demo.truongphong"}


def test_the_apology_is_drafted_the_day_before_and_not_sent(dossier):
    assert apology_draft(dossier) == {}
    letters_before = Message.objects.count()
    raised(BEFORE)
    draft = apology_draft(dossier)
    assert draft["until"] == "2026-11-20"
    assert "Trần Minh Khuê giữ" in draft["reason"]
    assert Message.objects.count() == letters_before


def test_an_apology_for_another_promise_is_not_shown(dossier):
    raised(BEFORE)
    Dossier.objects.filter(pk=dossier.pk).update(promised_at=at("11-25 17:30"))
    assert apology_draft(Dossier.objects.get(pk=dossier.pk)) == {}


def test_the_morning_letter_says_what_is_late_tomorrow_why_and_who_can_help(dossier):
    raised(BEFORE)
    told = letters(BEFORE)
    assert set(told) == {"demo.chuyenvien", "demo.truongphong"}
    text = told["demo.truongphong"]["text"]
    assert told["demo.chuyenvien"]["to"] == "chuyenvien@hanoi.example"
    assert "1 hồ sơ" in told["demo.truongphong"]["subject"]
    assert f"- {dossier.code}: hạn 09:00 ngày 17/11/2026." in text
    assert "Vì sao: đang ở bước “" in text
    assert "Trần Minh Khuê giữ" in text
    assert "Ai giúp được: Đỗ Thanh Mai (đang giữ 0 hồ sơ), Vũ Đức Thắng (phân công lại)." in text
    assert "Đã soạn sẵn văn bản xin lỗi, chưa gửi." in text
    assert text.count(dossier.code) == 1


def test_the_letter_carries_nothing_about_the_applicant(dossier):
    raised(BEFORE)
    for payload in letters(BEFORE).values():
        assert "Nguyễn Thị Hạnh" not in str(payload)
        assert dossier.summary not in str(payload)


def test_a_step_past_its_own_time_is_the_reason(dossier):
    Dossier.objects.filter(pk=dossier.pk).update(step_due_at=at("11-16 10:00"))
    raised(BEFORE)
    assert "bước này đã quá 5 giờ 30 phút" in letters(BEFORE)["demo.chuyenvien"]["text"]


def test_letters_go_once_a_day_and_tell_an_alarm_once(dossier):
    raised(BEFORE)
    assert watching.send_digests(by=JOB, at=BEFORE) == 2
    assert watching.send_digests(by=JOB, at=BEFORE + timedelta(minutes=1)) == 0
    assert watching.send_digests(by=JOB, at=LAST_DAY) == 0  # nothing new
    raised(AFTER)
    assert watching.send_digests(by=JOB, at=at("11-18 07:30")) == 2
    assert watching.send_digests(by=JOB, at=at("11-19 07:30")) == 0


def test_a_letter_lost_with_its_transaction_is_written_again(dossier):
    raised(BEFORE)
    point = transaction.savepoint()
    assert watching.send_digests(by=JOB, at=BEFORE) == 2
    transaction.savepoint_rollback(point)
    assert watching.send_digests(by=JOB, at=BEFORE) == 2


def test_what_went_on_before_the_morning_is_told_by_nobody(dossier):
    raised(BEFORE)
    Dossier.objects.filter(pk=dossier.pk).update(status=9)
    assert letters() == {}
    assert not Alert.objects.filter(told_on=None).exists()


def test_a_dossier_nobody_holds_concerns_the_whole_role(dossier):
    Dossier.objects.filter(pk=dossier.pk).update(step_officer=None)
    dossier.steps.filter(finished_at=None).update(officer=None)
    raised(BEFORE)
    assert set(letters(BEFORE)) == {"demo.chuyenvien", "demo.chuyenvien2", "demo.truongphong"}


def test_an_officer_without_an_address_is_counted(dossier):
    User.objects.filter(username="demo.chuyenvien").update(email=None)
    raised(BEFORE)
    assert set(letters(BEFORE)) == {"demo.truongphong"}


def test_only_a_job_may_watch(dossier):
    with pytest.raises(NotAllowed):
        watching.raise_alarms(by=make.actor("unit_head"), at=AFTER)


def test_the_clocks_task_writes_on_working_days_alone(dossier, monkeypatch):
    monkeypatch.setattr("motcua.jobs.watching.timezone.now", lambda: at("11-22 07:30"))
    jobs.tell_morning(0)
    assert not Alert.objects.exists()
    monkeypatch.setattr("motcua.jobs.watching.timezone.now", lambda: at("11-23 07:30"))
    jobs.tell_morning(0)
    jobs.tell_morning(0)
    assert Alert.objects.get(kind="overdue").told_on == at("11-23 07:30").date()
    assert len(letters()) == 2


def test_a_round_costs_the_same_whatever_the_number_of_dossiers(dossier):
    def cost():
        with CaptureQueriesContext(connection) as queries:
            raised(BEFORE)
            watching.send_digests(by=JOB, at=BEFORE)
        return len(queries)

    point = transaction.savepoint()
    cost()  # what is remembered for a moment is read
    transaction.savepoint_rollback(point)
    one = cost()
    transaction.savepoint_rollback(point)
    for number in range(30):
        twin = Dossier.objects.get(pk=dossier.pk)
        twin.pk, twin.code, twin.look_up_token = new_id(), f"{dossier.code}{number}", f"{number:032d}"
        twin.save(force_insert=True)
    assert cost() == one
    assert Alert.objects.filter(kind="apology").count() == 31


def asked(dossier):
    items = [Item("Bản chụp", "Chụp rõ cả hai mặt")]
    by = make.actor("case_officer")
    return reception.request_supplement(dossier, items=items, reason="Bản chụp mờ", by=by, at=BEFORE, key=make.key())


def test_a_limit_to_supplement_that_lapses_stops_the_dossier_once_with_notice(dossier, monkeypatch):
    until = asked(dossier).supplements.get().until
    monkeypatch.setattr("motcua.jobs.watching.timezone.now", lambda: until)
    jobs.lapse(0)
    assert Dossier.objects.get(pk=dossier.pk).state is Status.SUPPLEMENT
    monkeypatch.setattr("motcua.jobs.watching.timezone.now", lambda: until + timedelta(minutes=1))
    jobs.lapse(0)
    jobs.lapse(0)
    assert Dossier.objects.get(pk=dossier.pk).state is Status.STOPPED
    assert Entry.objects.filter(subject=dossier.pk, act="lapse").count() == 1
    assert dossier.papers.filter(kind="stop_notice").count() == 1
    assert "Dừng giải quyết hồ sơ" in str([m.payload for m in Message.objects.filter(subject=dossier.pk, partner="mail")])


def test_one_that_cannot_lapse_keeps_no_other_back(dossier, monkeypatch):
    asked(dossier)
    other = make.at_step("work", user=make.citizen("Lê Thị Hoa", "001165000123"), at=RECEIVED)
    until = asked(other).supplements.get().until
    refuse = stopping.lapse

    def only_other(found, **how):
        if found.pk == dossier.pk:
            raise NotAllowed("answered a moment ago")
        return refuse(found, **how)

    monkeypatch.setattr(stopping, "lapse", only_other)
    monkeypatch.setattr("motcua.jobs.watching.timezone.now", lambda: until + timedelta(days=1))
    jobs.lapse(0)
    assert Dossier.objects.get(pk=dossier.pk).state is Status.SUPPLEMENT
    assert Dossier.objects.get(pk=other.pk).state is Status.STOPPED


def test_more_alarms_than_a_statement_takes_are_told_in_parts(dossier, monkeypatch):
    monkeypatch.setattr("motcua.dossiers.watched.PART", 1)
    second = make.at_step("work", user=make.citizen("Trần Văn Minh", "001094045678"), at=RECEIVED)
    Dossier.objects.filter(pk=second.pk).update(promised_at=at("11-17 09:00"))
    raised(LAST_DAY)
    assert {m["subject"] for m in letters().values()} == {"Hạn hồ sơ sáng 17/11/2026: 2 hồ sơ cần để ý"}
    assert not Alert.objects.filter(told_on=None).exists()
