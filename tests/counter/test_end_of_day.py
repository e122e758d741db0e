"""The day's list: what this counter did, by officer, with totals."""

from uuid import UUID

import pytest

from motcua.acts import handover, reception
from motcua.lib import ids
from tests import make

pytestmark = pytest.mark.django_db
DAY = "/mot-cua/cuoi-ngay/"


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    """Entries are keyed by the clock of the machine: make it the day of the acts."""
    count = iter(range(1, 10**9))
    monkeypatch.setattr(ids, "uuid7", lambda: UUID(int=ids.floor_of(make.MONDAY).int + next(count)))


def test_a_day_with_nothing_says_so(browser):
    assert "Quầy chưa làm hồ sơ nào" in browser.get(DAY).content.decode()


def test_what_was_done_is_listed_with_totals(browser, officer):
    make.received()
    other = make.actor(make.new_officer("receiver"))
    declined = make.submitted(user=make.citizen("Trần Văn Minh", "001094045678"))
    reception.decline(declined, reason="Không thuộc thẩm quyền", by=other, at=make.later(hours=1), key=make.key())
    page = browser.get(DAY).content.decode()
    assert "thứ Hai 23/11/2026" in page
    assert "Lê Thu Hà" in page
    assert "Phạm Văn Thử" in page
    rows = page.split("<tbody>")[1].split("</tbody>")[0]
    sums = rows.split("Cả quầy")[1]
    assert [cell.split("<")[0] for cell in sums.split('class="num">')[1:]] == ["1", "1", "0", "0"]


def test_the_next_day_is_another_list_and_the_future_is_today(browser):
    make.received()
    assert "Quầy chưa làm" in browser.get(DAY, {"ngay": "2026-11-20"}).content.decode()
    assert "23/11/2026" in browser.get(DAY, {"ngay": "2099-01-01"}).content.decode()
    assert "23/11/2026" in browser.get(DAY, {"ngay": "hôm qua"}).content.decode()


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "x", "2026-02-30"])
def test_a_day_that_cannot_be_is_today(browser, day):
    assert browser.get(DAY, {"ngay": day}).context["day"] == make.MONDAY.date()
    assert browser.get("/mot-cua/ban-giao/", {"ngay": day}).context["day"] == make.MONDAY.date()


def test_another_counters_work_is_not_in_it(stranger):
    make.received()
    assert "Quầy chưa làm" in stranger.get(DAY).content.decode()


def test_a_result_handed_over_is_counted(browser):
    dossier = make.at_step("hand_over")
    by = make.actor("receiver")
    handover.hand_over(dossier, receiver_name="Hạnh", method="counter", by=by, at=make.later(hours=2), key=make.key())
    assert "Trả kết quả" in browser.get(DAY).content.decode()
