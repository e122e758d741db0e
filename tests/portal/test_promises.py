"""What the citizen reads of the promise: why, whether it was held, who was late, and what the agency was called."""

import re
from datetime import date, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from motcua.acts import calendar, extension, reception, supplement
from motcua.dossiers.models import Dossier
from motcua.law.calendar import HANOI, Special
from motcua.law.calendar_rules import Edit
from motcua.law.intake import Item
from motcua.lib.remembering import forget
from motcua.people.actor import job
from motcua.policy.models import Setting
from tests import make, merged
from tests.portal.conftest import hanh, signed_in, words

ASKED = [Item("Ảnh", "Chụp lại rõ bốn góc")]


def page(client: Client, dossier: Dossier) -> str:
    return words(client.get(reverse("portal:dossier", args=[dossier.pk])))


def asked(dossier: Dossier, at: datetime) -> Dossier:
    by = make.actor("case_officer", at)
    return reception.request_supplement(dossier, items=ASKED, reason="Ảnh mờ quá", by=by, at=at, key=make.key())


def answered(dossier: Dossier, at: datetime) -> Dossier:
    by, item = make.actor(hanh()), dossier.supplements.get().items.get()
    supplement.answer_item(dossier, item, answer="Đã chụp lại", file=None, by=by, at=at)
    return supplement.supply(dossier, by=by, at=at, key=make.key())


def test_a_supplement_that_restarts_tells_from_where_it_counts_anew(hers: Client) -> None:
    make.publish(supplement_mode="restart", term="2wd")
    answered(asked(make.at_step("work", user=hanh()), make.MONDAY), make.later(days=2, hours=1))
    said = page(hers, Dossier.objects.get())
    assert "Bổ sung xong 10:00 thứ Tư 25/11/2026 : thời hạn tính lại từ đầu." in said
    assert "Vì vậy có kết quả trước 10:00 thứ Sáu 27/11/2026" in said
    assert "Tạm dừng từ" not in said


def test_a_supplement_that_pauses_tells_what_was_left_out(hers: Client) -> None:
    make.publish(supplement_mode="pause", term="2wd")
    answered(asked(make.at_step("work", user=hanh()), make.MONDAY), make.later(days=2))
    said = page(hers, Dossier.objects.get())
    assert "Tạm dừng từ 09:00 thứ Hai 23/11/2026 đến 09:00 thứ Tư 25/11/2026: Chờ người nộp bổ sung." in said
    assert "Vì vậy có kết quả trước 09:00 thứ Sáu 27/11/2026" in said


def test_an_extension_is_told_beside_what_the_term_gives(hers: Client) -> None:
    dossier = make.at_step("work", user=hanh())
    by, at = make.actor("unit_head"), make.later(minutes=30)
    extension.extend(dossier, reason="Sổ gốc đang phục chế", until=date(2026, 11, 27), by=by, at=at, key=make.key())
    said = page(hers, dossier)
    assert "Có kết quả trước 17:30 thứ Sáu 27/11" in said
    assert "có kết quả trước 17:30 thứ Hai 23/11/2026; cơ quan đã xin lỗi và hẹn lại một lần: trước 17:30 thứ Sáu 27/11/2026" in said


def test_why_is_told_by_the_calendar_it_was_counted_with_and_without_marks(hers: Client) -> None:
    make.publish(term="5wd")
    dossier = make.received(user=hanh())
    later = Edit(off={date(2026, 11, 26): Special("Nghỉ hoán đổi", "Thông báo 9", "S")})
    calendar.edit_calendar(later, by=job("test"), at=make.later(minutes=30), key=make.key())
    assert "Nghỉ hoán đổi" not in page(hers, dossier)
    assert "Vì vậy có kết quả trước 09:00 thứ Ba 01/12/2026" in page(hers, dossier)
    fresh = make.received(user=hanh(), at=make.later(hours=1))
    said = page(hers, fresh)
    assert "26/11/2026: Nghỉ hoán đổi" in said
    assert "Lịch nghỉ: Thông báo 9" in said
    assert re.search(r"\[\w\]", said) is None


def test_a_procedures_flag_counts_what_comes_after_the_cut_off_from_the_next_day(hers: Client) -> None:
    make.publish(term="2wd")
    plain = make.received(user=hanh(), at=make.later(hours=6, minutes=1))
    make.publish(term="2wd", after_cutoff=True)
    flagged = make.received(user=hanh(), at=make.later(hours=6, minutes=1))
    assert (plain.promised_at, flagged.promised_at) == (
        datetime(2026, 11, 26, 15, 1, tzinfo=HANOI),
        datetime(2026, 11, 27, 8, 0, tzinfo=HANOI),
    )
    assert "tiếp nhận sau 15:00 thì tính từ ngày làm việc tiếp theo" in page(hers, flagged)
    assert "tiếp nhận sau 15:00" not in page(hers, plain)


@pytest.mark.parametrize(
    ("precision", "promised", "held"),
    [
        ("date", timedelta(days=1), "trước hạn"),
        ("date", timedelta(minutes=-5), "đúng hạn"),
        ("minute", timedelta(minutes=-5), "quá hạn"),
        ("minute", timedelta(minutes=5), "trước hạn"),
        ("date", timedelta(days=-1), "quá hạn"),
    ],
)
def test_what_is_done_was_early_on_time_or_overdue_by_the_citys_precision(
    hers: Client, precision: str, promised: timedelta, held: str
) -> None:
    dossier = make.returned(user=hanh())
    assert dossier.finished_at
    Dossier.objects.update(promised_at=dossier.finished_at + promised)
    Setting.objects.filter(name="due_precision").update(value=precision)
    forget()
    assert f"Xong lúc 09:00 hôm nay, {held}" in page(hers, dossier)


def test_past_the_hour_but_not_the_day_is_not_yet_overdue(monkeypatch: pytest.MonkeyPatch) -> None:
    dossier = make.received(user=hanh())
    monkeypatch.setattr(timezone, "now", lambda: make.later(hours=9))
    client = signed_in(hanh())
    said = page(client, dossier)
    assert "Đến hạn hôm nay" in said
    assert "Đã hẹn 17:30 hôm nay, chưa xong" in said
    assert "Quá hẹn" not in words(client.get("/viec-cua-toi/"))


def test_a_request_that_came_late_is_told_to_whom_it_was_sent(hers: Client) -> None:
    dossier = make.at_step("work", user=hanh(), at=make.MONDAY - timedelta(days=7))
    asked(dossier, make.MONDAY)
    assert "Cơ quan yêu cầu bổ sung muộn hơn thời hạn của mình" in page(hers, dossier)
    other = make.at_step("work", user=hanh())
    asked(other, make.MONDAY)
    assert "muộn hơn thời hạn" not in page(hers, other)


def test_an_agency_that_merged_is_shown_with_its_former_name(hers: Client) -> None:
    dossier = make.received(user=hanh())
    before = dossier.competent.name
    assert "trước là" not in page(hers, dossier)
    merged.merge()
    assert f"{merged.NAME} (trước là {before})" in page(hers, dossier)


def test_a_day_of_a_term_in_calendar_days_is_told_as_one_day(hers: Client) -> None:
    said = page(hers, make.received("1.013225", hanh()))
    assert "thứ Bảy 28/11/2026: 1 ngày" in said.replace("\xa0", " ")
    assert ": 3 ngày" not in said.replace("\xa0", " ")
