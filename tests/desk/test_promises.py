"""What officers read of the promise: why, a request made late, whether it was held, the agency's former name."""

from datetime import date, timedelta

import pytest

from motcua.acts import extension
from motcua.audit.models import Entry, EntryWords
from motcua.dossiers.models import Dossier
from tests import make, merged
from tests.desk.conftest import Clock, enter

pytestmark = pytest.mark.django_db
ITEMS = {"rows": "1", "name-0": "Ảnh", "instruction-0": "Chụp lại", "reason": "Ảnh mờ quá", "_key": "once"}


def at(dossier: Dossier, rest: str = "") -> str:
    """Return an address of the dossier."""
    return f"/xu-ly/{dossier.pk}/{rest}"


def test_the_panel_tells_why_by_the_same_count_as_the_citizens_page() -> None:
    dossier = make.at_step("work")
    by, when = make.actor("unit_head"), make.later(minutes=30)
    extension.extend(dossier, reason="Sổ gốc đang phục chế", until=date(2026, 11, 27), by=by, at=when, key=make.key())
    page = enter("case_officer").get(at(dossier)).content.decode()
    assert "Vì sao hẹn 17:30 thứ Sáu 27/11?" in page
    assert "cơ quan đã xin lỗi và hẹn lại một lần: trước <b>17:30 thứ Sáu 27/11/2026</b>" in page


@pytest.mark.parametrize(("days", "late"), [(7, True), (0, False)])
def test_a_supplement_asked_late_is_made_and_recorded_as_late(days: int, late: bool) -> None:
    dossier = make.at_step("work", at=make.MONDAY - timedelta(days=days))
    client = enter("case_officer")
    warned = "Đã quá 3 ngày làm việc kể từ khi tiếp nhận" in client.get(at(dossier, "bo-sung/")).content.decode()
    client.post(at(dossier, "bo-sung/"), ITEMS)
    entry = Entry.objects.get(act="request_supplement", subject=dossier.pk)
    told = "Yêu cầu muộn" in client.get(at(dossier)).content.decode()
    assert (warned, EntryWords.objects.get(pk=entry.pk).words.get("late", False), dossier.supplements.get().late, told) == (
        late,
        late,
        late,
        late,
    )


def test_a_sectors_own_days_hold(clock: Clock) -> None:
    make.publish(supplement_request_days=10)
    dossier = make.at_step("work")
    clock(make.later(days=8))
    enter("case_officer").post(at(dossier, "bo-sung/"), ITEMS)
    assert not dossier.supplements.get().late


def test_a_done_dossier_says_whether_the_promise_was_held(clock: Clock) -> None:
    dossier = make.returned()
    client = enter("unit_head")
    assert "Đúng hạn" in client.get(at(dossier)).content.decode()
    Dossier.objects.update(promised_at=make.MONDAY - timedelta(days=1))
    assert "Quá hạn" in client.get(at(dossier)).content.decode()


def test_an_agency_that_merged_is_shown_with_its_former_name() -> None:
    dossier = make.at_step("work")
    before, officer = dossier.competent.name, make.officer("case_officer")
    merged.merge()
    page = enter(officer).get(at(dossier)).content.decode()
    assert page.count(f"(trước là {before})") == 2
