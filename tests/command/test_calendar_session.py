"""`motcua calendar session`: hours of an agency of its own, and what is refused by its rule's name."""

from datetime import date

import pytest
from django.utils import timezone

from motcua.people.models import Agency
from motcua.worktime.calendars import calendar_of
from tests import make
from tests.command.test_register import answer

pytestmark = pytest.mark.django_db
FROM = ("--from", "2026-12-07", "--source", "QĐ 12/QĐ-UBND")


@pytest.fixture(autouse=True)
def monday(monkeypatch: pytest.MonkeyPatch) -> None:
    make.city()
    monkeypatch.setattr(timezone, "now", lambda: make.MONDAY)


def test_an_agency_gets_its_own_hours_and_goes_back_to_the_citys(capsys: pytest.CaptureFixture[str]) -> None:
    hours = ("--open", "07:30-11:30", "--open", "13:00-17:00")
    code, told = answer(capsys, "calendar", "session", "--agency", make.WARD, *hours, *FROM)
    assert (code, told) == (0, {"agency": make.WARD, "sessions": ["07:30-11:30", "13:00-17:00"], "from": "2026-12-07", "to": None})
    ward = Agency.objects.get(code=make.WARD).pk
    assert str(calendar_of(ward, date(2026, 12, 7)).sessions[0].opens) == "07:30:00"
    back = ("--from", "2027-02-01", "--source", "QĐ 13/QĐ-UBND")
    assert answer(capsys, "calendar", "session", "--agency", make.WARD, "--none", *back)[0] == 0
    assert str(calendar_of(ward, date(2027, 1, 29)).sessions[0].opens) == "07:30:00"
    assert str(calendar_of(ward, date(2027, 2, 1)).sessions[0].opens) == "08:00:00"


def test_the_citys_summer_hours_end_and_the_others_come_back(capsys: pytest.CaptureFixture[str]) -> None:
    summer = ("--from", "2027-04-15", "--to", "2027-10-15", "--source", "QĐ 14/QĐ-UBND")
    assert answer(capsys, "calendar", "session", "--open", "07:00-11:30", "--open", "14:00-17:30", *summer)[0] == 0
    opened = [str(calendar_of(None, date(2027, month, 14)).sessions[0].opens)[:5] for month in (4, 5, 10, 11)]
    assert opened == ["08:00", "07:00", "07:00", "08:00"]


@pytest.mark.parametrize(
    "words, refused",
    [
        (("--open", "08:00-12:00", "--open", "11:00-17:00", *FROM), "session.overlap"),
        (("--none", *FROM), "session.hole"),
        (("--open", "08:00-12:00", "--from", "2026-11-01", "--source", "x"), "session.past"),
        (("--open", "tám", *FROM), "“tám” không phải một ca"),
        (("--open", "08:00-12:00", "--from", "2026-02-30", "--source", "x"), "“2026-02-30” không phải một ngày"),
        (("--agency", "X9", "--open", "08:00-12:00", *FROM), "Không có cơ quan mã X9"),
        (FROM, "Ghi ít nhất một ca"),
    ],
)
def test_what_cannot_be_is_refused(capsys: pytest.CaptureFixture[str], words: tuple[str, ...], refused: str) -> None:
    code, told = answer(capsys, "calendar", "session", *words)
    assert code == 1
    assert isinstance(told, dict)
    assert str(told["refused"]).startswith(refused)
