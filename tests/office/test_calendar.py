"""The office keeps the calendar: a late notice is previewed, applied, and only when asked are promises counted again."""

from datetime import date, time, timedelta

import pytest
from django.test import Client

from motcua.dossiers.models import Dossier, Paper, Run
from motcua.jobs.runs import work as carry_out
from motcua.law.calendar import DayEnd
from motcua.outbox.models import Message
from motcua.people.models import Agency
from motcua.worktime.calendars import calendar_of
from motcua.worktime.models import Outage, SpecialDay, WorkSession
from tests import make
from tests.office.conftest import enter

pytestmark = pytest.mark.django_db
LICH = "/quan-tri/lich/"
LATE = {"off": "26/11/2026 Nghỉ hoán đổi", "worked": "28/11/2026 Làm bù", "removed": "", "source": "Thông báo 99/TB", "certainty": "K"}


def work() -> None:
    """Do the jobs that were asked for."""
    for run in Run.objects.filter(finished_at=None):
        carry_out(str(run.pk))


def text(client: Client, address: str) -> str:
    """Return a page."""
    return client.get(address).content.decode()


@pytest.fixture
def dossier() -> Dossier:
    """A dossier due in five working days, on Tuesday 1/12 while 26/11 is worked."""
    make.publish(make.COPY, term="5wd")
    return make.received()


def test_a_year_shows_its_special_days_with_source_and_what_is_provisional(controller: Client) -> None:
    page = text(controller, f"{LICH}?nam=2026")
    assert "Ngày Văn hóa" in page
    assert "28/2026/QH16" in page
    assert "Tạm tính" in page
    assert "Làm bù" in page
    assert "Tạm tính" in text(controller, f"{LICH}?nam=2027")
    assert "Chưa khai ngày nghỉ nào" in text(controller, f"{LICH}?nam=2028")
    assert "Lịch làm việc năm 2026" in text(controller, f"{LICH}?nam=9999")


def test_a_late_notice_is_previewed_applied_and_counted_again_each_only_when_asked(administrator: Client, dossier: Dossier) -> None:
    promised, letters = dossier.promised_at, Message.objects.count()
    assert promised is not None
    answer = administrator.post(f"{LICH}thay-doi/", {**LATE, "worked": ""}, follow=True)
    address = answer.request["PATH_INFO"]
    work()
    page = text(administrator, address)
    assert "1 hồ sơ sẽ đổi ngày hẹn" in page
    assert "1 hồ sơ hẹn muộn hơn" in page
    assert str(dossier.code) in page
    assert calendar_of(None, make.MONDAY.date()).works(date(2026, 11, 26))
    run = Run.objects.get()
    applied = administrator.post(f"{LICH}thay-doi/{run.pk}/ghi/", {"_key": "one"}, follow=True).content.decode()
    assert "Đã ghi 1 ngày vào lịch" in applied
    assert "Lịch làm việc thay đổi theo Thông báo 99/TB" in applied
    administrator.post(f"{LICH}thay-doi/{run.pk}/ghi/", {"_key": "one"})
    assert SpecialDay.objects.filter(day=date(2026, 11, 26), known_to=None).count() == 1
    dossier.refresh_from_db()
    assert (dossier.promised_at, Message.objects.count()) == (promised, letters)
    again = administrator.post(f"{LICH}tinh-lai/", {"why": "Lịch làm việc thay đổi theo Thông báo 99/TB"}, follow=True)
    work()
    assert "đổi ngày hẹn 1 hồ sơ" in text(administrator, again.request["PATH_INFO"])
    dossier.refresh_from_db()
    assert dossier.promised_at == promised + timedelta(days=1)
    assert dossier.due_at == promised
    assert Paper.objects.filter(dossier=dossier, kind="appointment_slip").count() == 2
    assert Message.objects.count() == letters + 2


@pytest.mark.parametrize(
    "change, rule",
    [
        ({"off": "30/2/2027 Không có"}, "calendar.day"),
        ({"off": "nghỉ"}, "calendar.day"),
        ({"off": "26/11/2026"}, "calendar.sourced"),
        ({"worked": "25/11/2026 Làm bù"}, "calendar.swap_day"),
        ({"off": "", "removed": "30/04/2026 bỏ"}, "calendar.hole"),
        ({"off": "28/11/2026 Nghỉ"}, "calendar.once"),
        ({"off": "", "worked": ""}, "calendar.groups"),
        ({"off": "", "removed": "27/11/2026 bỏ"}, "calendar.known"),
        ({"source": ""}, "calendar.sourced"),
    ],
)
def test_what_breaks_a_rule_is_refused_by_its_name_and_nothing_is_asked(administrator: Client, change: dict[str, str], rule: str) -> None:
    answer = administrator.post(f"{LICH}thay-doi/", {**LATE, **change})
    assert (answer.status_code, f"{rule}:" in answer.content.decode()) == (422, True)
    assert "Thông báo 99/TB" in answer.content.decode() or change.get("source") == ""
    assert not Run.objects.exists()


def test_a_recount_without_a_reason_is_refused(administrator: Client) -> None:
    answer = administrator.post(f"{LICH}tinh-lai/", {"why": ""})
    assert (answer.status_code, Run.objects.exists()) == (422, False)


def test_a_recount_killed_half_way_goes_on_and_tells_all_that_changed(administrator: Client, dossier: Dossier) -> None:
    administrator.post(f"{LICH}thay-doi/", {**LATE, "worked": ""})
    work()
    administrator.post(f"{LICH}thay-doi/{Run.objects.get().pk}/ghi/", {})
    administrator.post(f"{LICH}tinh-lai/", {"why": "Thông báo 99/TB"})
    run = Run.objects.get(kind="recount")
    carry_out(str(run.pk))
    Run.objects.filter(pk=run.pk).update(finished_at=None, changed=0)  # as if killed before the end was written
    carry_out(str(run.pk))
    run.refresh_from_db()
    assert (run.changed, dossier.promises.filter(why="recount").count()) == (1, 1)


def test_an_agency_gets_hours_of_its_own_and_the_city_keeps_its_own(administrator: Client) -> None:
    told = {"agency": make.WARD, "sessions": "07:30-11:30\n13:00 - 17:00", "first": "2026-12-07", "day_end": "midnight", "source": "QĐ 1"}
    answer = administrator.post(f"{LICH}ca/", {**told, "last": "2026-12-31"}, follow=True).content.decode()
    assert "Đã khai ca làm việc" in answer
    assert "07:30-11:30, 13:00-17:00" in answer
    ward = Agency.objects.get(code=make.WARD)
    held = calendar_of(ward.pk, date(2026, 12, 8))
    assert (held.sessions[0].opens, held.day_end) == (time(7, 30), DayEnd.MIDNIGHT)
    assert calendar_of(ward.pk, date(2027, 1, 4)).sessions[0].opens == time(8)
    assert calendar_of(None, date(2026, 12, 8)).sessions[0].opens == time(8)


@pytest.mark.parametrize(
    "change, rule",
    [
        ({"sessions": "08:00-12:00\n11:00-17:00"}, "session.overlap"),
        ({"sessions": "12:00-08:00"}, "session.order"),
        ({"sessions": "sáng"}, "session.order"),
        ({"agency": "", "sessions": ""}, "session.hole"),
        ({"agency": "X9"}, "session.agency"),
        ({"first": "2026-11-01", "agency": ""}, "session.past"),
        ({"last": "2026-12-01"}, "session.dates"),
    ],
)
def test_hours_that_break_a_rule_are_refused_by_its_name(administrator: Client, change: dict[str, str], rule: str) -> None:
    before = list(WorkSession.objects.values_list("pk", "valid_to"))
    told = {"agency": make.WARD, "sessions": "07:30-11:30", "first": "2026-12-07", "last": "", "day_end": "clock", "source": "QĐ 1"}
    answer = administrator.post(f"{LICH}ca/", {**told, **change})
    assert (answer.status_code, f"{rule}:" in answer.content.decode()) == (422, True)
    assert list(WorkSession.objects.values_list("pk", "valid_to")) == before


def test_an_outage_is_announced_ended_and_changes_nothing_unasked(administrator: Client, dossier: Dossier) -> None:
    told = {"system": "Cổng dịch vụ công", "notice": "12/TB-VP", "start": "08:00 24/11/2026", "end": "", "agencies": make.WARD}
    assert "Cổng dịch vụ công" in administrator.post(f"{LICH}su-co/", told, follow=True).content.decode()
    outage = Outage.objects.get()
    wrong = administrator.post(f"{LICH}su-co/{outage.pk}/ket-thuc/", {"end": "07:00 24/11/2026"}, follow=True).content.decode()
    assert "outage.interval" in wrong
    administrator.post(f"{LICH}su-co/{outage.pk}/ket-thuc/", {"end": "17:30 25/11/2026"})
    outage.refresh_from_db()
    assert outage.end is not None
    promised = dossier.promised_at
    dossier.refresh_from_db()
    assert dossier.promised_at == promised
    answer = administrator.post(f"{LICH}su-co/", {**told, "agencies": "X9"})
    assert (answer.status_code, "Không có cơ quan mã X9" in answer.content.decode()) == (422, True)
    assert administrator.post(f"{LICH}su-co/", {**told, "start": "hôm qua"}).status_code == 422


@pytest.mark.parametrize("address", ["thay-doi/", "tinh-lai/", "ca/", "su-co/"])
def test_only_an_administrator_changes_the_calendar(controller: Client, address: str) -> None:
    assert controller.get(f"{LICH}{address}").status_code == 403
    assert enter(make.officer("receiver")).post(f"{LICH}{address}", LATE).status_code == 403
