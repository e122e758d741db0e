"""What the books say of a dossier's life: read from what acts left, every value as printed."""

from datetime import timedelta

import pytest

from motcua.acts import reception
from motcua.dossiers import access
from motcua.dossiers.models import Dossier, Step
from motcua.law.lifecycle import Status
from motcua.people.models import Agency
from motcua.reports import control, handover, register
from tests import make

pytestmark = pytest.mark.django_db


def book(month=None, year=2026, agency=make.WARD):
    mine = access.at_counter(make.actor("receiver"), *Status)
    return list(register.of_month(mine, Agency.objects.get(code=agency), year, month))


def test_a_month_holds_what_was_received_in_it_and_december_ends_the_year():
    november, december = make.received(), make.received(at=make.later(days=30))
    assert book(11) == [november]
    assert book(12) == [december]
    assert book() == [november, december]
    assert book(year=2025) == []


def test_the_line_of_a_dossier_on_its_way_says_where_it_waits_and_its_first_promise():
    dossier = make.at_step("work")
    assert dossier.promised_at
    Dossier.objects.filter(pk=dossier.pk).update(status=Status.STOPPED, due_at=dossier.promised_at - timedelta(days=1))
    [line] = register.lines(book(), personal=False)
    assert line["sent"] == "09:00 23/11/2026"
    assert line["back"] == line["returned"] == line["signed"] == line["contact"] == ""
    assert line["note"] == "Dừng xử lý; Hẹn lần đầu 17:30 22/11/2026"


@pytest.mark.parametrize(("minutes", "said"), [(-1, "Trước hạn"), (0, "Đúng hạn"), (1, "Quá hạn"), (None, "")])
def test_a_step_is_early_on_time_or_late_to_the_minute(minutes, said):
    ended = None if minutes is None else make.MONDAY + timedelta(minutes=minutes, seconds=30)
    assert control.result_of(Step(finished_at=ended, due_at=make.MONDAY)) == said


def test_the_handover_of_a_day_goes_by_unit_and_in_order_of_time():
    first, second = make.received(), make.received()
    for minutes, dossier in ((20, first), (10, second)):
        officer, by = make.officer("case_officer"), make.actor("receiver")
        reception.forward(dossier, officer=officer, by=by, at=make.later(minutes=minutes), key=make.key())
    mine = access.at_counter(make.actor("receiver"), *Status)
    ward = Agency.objects.get(code=make.WARD)
    [group] = handover.handed_over(mine, ward, make.MONDAY.date())
    assert group.dossiers == [second, first]
    assert group.taker == f"Phòng chuyên môn, {ward.name}"
    assert handover.handed_over(mine, ward, make.later(days=1).date()) == []
