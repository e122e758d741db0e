"""A calendar announced late: previewed, written by its own act, and only when asked are promises counted again (rules 33, 36)."""

import json
from datetime import date, timedelta
from typing import Any

import pytest

from motcua.acts import calendar, city, reception, recount, supplement
from motcua.audit.models import Entry
from motcua.audit.sealing import verify
from motcua.doors.command.__main__ import main
from motcua.dossiers.clocks import calendar_shown, clock_of
from motcua.dossiers.models import Dossier, Paper
from motcua.dossiers.promises import Promise
from motcua.law.calendar import Special
from motcua.law.calendar_rules import CalendarRefused, Edit, read
from motcua.law.clock import explained
from motcua.law.intake import Item
from motcua.law.lifecycle import NotAllowed
from motcua.outbox.models import Message
from motcua.people.actor import job
from motcua.people.models import Agency
from motcua.worktime.calendars import calendar_of
from motcua.worktime.models import Outage, SpecialDay
from tests import make

Told = dict[str, Any]
pytestmark = pytest.mark.django_db
JOB = job("calendar")
LATE = Edit(off={date(2026, 11, 26): Special("Nghỉ hoán đổi", "Thông báo 99/TB", "K")})
FILE = """
[[off]]
source = "Thông báo 99/TB"
certainty = "K"
days = [{ day = 2026-11-26, name = "Nghỉ hoán đổi" }]
"""


@pytest.fixture(autouse=True)
def loaded():
    make.city()


def edited(edit=LATE, at=make.MONDAY):
    return calendar.edit_calendar(edit, by=JOB, at=at, key=make.key())


def counted_again(key=None):
    steps = list(recount.recount_all(why="Thông báo 99/TB", by=JOB, at=make.later(hours=1), key=key or make.key()))
    return steps[-1] if steps else None


def fresh(dossier):
    return Dossier.objects.get(pk=dossier.pk)


@pytest.fixture
def five_days():
    make.publish(make.COPY, term="5wd")
    return lambda **more: make.received(**more)


def test_a_late_notice_is_one_recorded_act_and_moves_no_promise(five_days):
    dossier = five_days()
    edited()
    entry = Entry.objects.get(act="set_calendar", subject_kind="calendar")
    assert entry.actor_id == "calendar"
    assert not calendar_of(None, make.MONDAY.date()).works(date(2026, 11, 26))
    assert fresh(dossier).promised_at == dossier.promised_at


def test_counted_again_when_asked_the_promise_moves_with_entry_letter_slip_and_step_and_the_first_stands(five_days):
    dossier = five_days()
    taken = reception.forward(dossier, officer=make.officer("case_officer"), by=make.actor("receiver"), at=make.MONDAY, key=make.key())
    before, messages = taken.promised_at, Message.objects.count()
    edited(at=make.later(minutes=30))
    done = counted_again()
    now = fresh(dossier)
    assert (done.looked_at, done.changed) == (1, 1)
    assert before is not None
    assert now.promised_at == before + timedelta(days=1) == make.MONDAY.replace(day=2, month=12)
    assert now.due_at == dossier.due_at
    entry = Entry.objects.get(subject=dossier.pk, act="recount")
    assert (entry.before, entry.after) == (now.status, now.status)
    assert Paper.objects.filter(dossier=dossier, kind="appointment_slip").count() == 2
    slip = Paper.objects.filter(dossier=dossier).latest("asked_at")
    assert slip.values["due_at"] == "09 giờ 00 phút, ngày 02/12/2026"
    letter = Message.objects.filter(subject=dossier.pk, kind="letter").latest("id")
    assert Message.objects.count() == messages + 2
    assert "02/12/2026, thay cho 09:00 ngày 01/12/2026" in letter.payload["text"]
    assert "Thông báo 99/TB" in letter.payload["text"]
    assert [p.why for p in Promise.objects.filter(dossier=dossier)] == ["start", "recount"]
    assert now.step_due_at == now.steps.get(finished_at=None).due_at <= now.promised_at
    assert verify(dossier.pk)[2] == []


def test_counted_again_twice_nothing_changes_a_second_time(five_days):
    dossier = five_days()
    edited()
    assert counted_again().changed == 1
    assert counted_again().changed == 0
    key = make.key()
    edited(Edit(removed=LATE.off), at=make.later(hours=2))
    assert counted_again(key).changed == 1
    Dossier.objects.filter(pk=dossier.pk).update(promised_at=make.later(days=30))
    assert counted_again(key).changed == 0
    assert Entry.objects.filter(subject=dossier.pk, act="recount").count() == 2


def test_what_waits_or_has_ended_keeps_its_promise(five_days):
    waiting, over = five_days(), make.returned(make.BIRTH)
    items = [Item("Bản chụp", "Chụp lại cho rõ.")]
    by = make.actor("receiver")
    reception.request_supplement(waiting, items=items, reason="Ảnh mờ, không đọc được", by=by, at=make.later(hours=1), key=make.key())
    edited()
    assert counted_again() is None
    assert fresh(waiting).promised_at == waiting.promised_at
    assert fresh(over).promised_at == over.promised_at


def test_a_dossier_that_was_paused_is_counted_with_its_pause():
    make.publish(make.COPY, term="5wd", supplement_mode="pause")
    taken, by, items = make.received(), make.actor("receiver"), [Item("Bản chụp", "Chụp lại cho rõ.")]
    dossier = reception.request_supplement(
        taken, items=items, reason="Ảnh mờ, không đọc được", by=by, at=make.later(hours=1), key=make.key()
    )
    item = dossier.supplements.get().items.get()
    supplement.answer_item(dossier, item, answer="Đã chụp", file=None, by=by_applicant(), at=make.later(days=2, hours=1))
    supplement.supply(dossier, by=by_applicant(), at=make.later(days=2, hours=1), key=make.key())
    before = fresh(dossier).promised_at
    edited()
    assert counted_again().changed == 1
    assert fresh(dossier).promised_at == before + timedelta(days=1)


def by_applicant():
    return make.actor(make.citizen())


def test_why_this_date_is_told_by_the_calendar_it_was_counted_with(five_days):
    dossier = five_days()
    edited(at=make.later(minutes=30))
    told = explanation(dossier)
    assert told.at == dossier.promised_at
    assert date(2026, 11, 26) in dict(told.counted)
    counted_again()
    told = explanation(dossier)
    assert told.at == fresh(dossier).promised_at
    assert (date(2026, 11, 26), "Nghỉ hoán đổi") in told.skipped


def explanation(dossier):
    now = fresh(dossier)
    clock = clock_of(now)
    assert clock is not None
    return explained(clock, calendar_shown(now, clock))


def test_a_calendar_with_a_hole_is_refused_and_nothing_is_written():
    rows, entries = list(SpecialDay.objects.values_list("pk", "known_to")), Entry.objects.count()
    with pytest.raises(CalendarRefused, match=r"calendar\.hole"):
        edited(Edit(removed={date(2026, 4, 30): Special("x", "y")}))
    with pytest.raises(NotAllowed):
        calendar.edit_calendar(LATE, by=make.actor("receiver"), at=make.MONDAY, key=make.key())
    assert list(SpecialDay.objects.values_list("pk", "known_to")) == rows
    assert Entry.objects.count() == entries


def test_the_same_notice_again_writes_no_row():
    assert len(edited()) == 1
    assert edited() == []
    assert len(edited(read({"worked": [{"source": "x", "certainty": "u", "days": [{"day": "2026-12-05", "name": "bù"}]}]}))) == 1
    assert SpecialDay.objects.get(day=date(2026, 12, 5), known_to=None).provisional


def test_rule_36_an_announced_outage_is_left_out_of_the_dossiers_of_the_agencies_named(five_days):
    dossier, ward = five_days(), Agency.objects.get(code=make.WARD)
    told: Told = {"system": "Cổng dịch vụ công", "notice": "12/TB-VP", "by": JOB, "at": make.later(days=3)}
    begun = calendar.announce_outage([ward], start=make.later(days=2), end=None, key=make.key(), **told)
    assert counted_again().changed == 0
    calendar.end_outage(begun.pk, end=make.later(days=3), by=JOB, at=make.later(days=3), key=make.key())
    assert counted_again().changed == 1
    assert fresh(dossier).promised_at == dossier.promised_at + timedelta(days=1)
    other = Agency.objects.exclude(pk=ward.pk)[0]
    calendar.announce_outage([other], start=make.later(days=2), end=make.later(days=4), key=make.key(), **told)
    assert counted_again().changed == 0


def test_an_outage_without_notice_agency_or_order_in_time_is_refused():
    ward = Agency.objects.get(code=make.WARD)
    for agencies, notice, end in (([], "1/TB", None), ([ward], " ", None), ([ward], "1/TB", make.MONDAY)):
        with pytest.raises(CalendarRefused):
            calendar.announce_outage(
                agencies, system="Cổng", notice=notice, start=make.MONDAY, end=end, by=JOB, at=make.MONDAY, key=make.key()
            )
    assert not Outage.objects.exists()


def test_the_command_previews_without_writing_then_applies_and_counts_again(five_days, tmp_path, capsys):
    dossier = five_days()
    file = tmp_path / "notice.toml"
    file.write_text(FILE)
    assert main(["calendar", "preview", str(file), "--json"]) == 0
    seen = json.loads(capsys.readouterr().out)
    assert seen["days"] == [{"date": "2026-11-26", "was": "làm việc", "becomes": "nghỉ"}]
    assert (seen["dossiers"], seen["changed"], seen["later"]) == (1, 1, 1)
    old, new = "2026-12-01T09:00:00+07:00", "2026-12-02T09:00:00+07:00"
    assert seen["examples"] == [{"code": dossier.code, "old": old, "new": new}]
    assert fresh(dossier).promised_at == dossier.promised_at
    assert SpecialDay.objects.filter(day=date(2026, 11, 26)).count() == 0
    assert main(["calendar", "apply", str(file), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"days": 1, "recomputed": None}
    assert fresh(dossier).promised_at == dossier.promised_at
    assert main(["calendar", "recount", "--why", "Thông báo 99/TB", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["changed"] == 1
    assert fresh(dossier).promised_at.isoformat().startswith("2026-12-02T02:00")


@pytest.mark.parametrize("text,rule", [("[[off]]\ndays = [{ day = 2026-02-30, name = 'x' }]", "calendar.day"), ("", "calendar.groups")])
def test_the_command_refuses_by_the_rules_name(text, rule, tmp_path, capsys):
    file = tmp_path / "notice.toml"
    file.write_text(text)
    assert main(["calendar", "apply", str(file), "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["refused"].startswith(rule)


def test_the_city_as_shipped_and_a_day_corrected_keep_both_rows():
    told: Told = {"works": False, "source": "Thông báo 1/TB", "certainty": "K", "by": JOB}
    city.set_special_day(date(2026, 12, 7), name="Nghỉ", at=make.MONDAY, **told)
    city.set_special_day(date(2026, 12, 7), name="Nghỉ bão", at=make.later(hours=1), **told)
    known = [calendar_of(None, make.MONDAY.date(), at).why_off(date(2026, 12, 7)) for at in (make.MONDAY, make.later(hours=2))]
    assert known == ["Nghỉ", "Nghỉ bão"]
