"""What the city decides from a day on: calendar, sessions, settings; each recorded once, each read for its day (rule 33)."""

from datetime import date, time, timedelta

import pytest

from motcua.acts import city
from motcua.audit.models import Entry
from motcua.dossiers.models import Dossier
from motcua.law.calendar import CalendarError, Session
from motcua.law.lifecycle import NotAllowed
from motcua.people.models import Agency
from motcua.policy.values import SettingMissing, value
from motcua.worktime.calendars import calendar_of
from motcua.worktime.models import SpecialDay, WorkSession
from tests import make

pytestmark = pytest.mark.django_db
DAY = date(2026, 12, 7)


@pytest.fixture(autouse=True)
def loaded():
    make.city()


def administrator():
    return make.actor(make.officer("administrator", "H26.20"))


def off(day=DAY, name="Nghỉ đột xuất", by=None):
    told = {"works": False, "name": name, "source": "Thông báo 1/TB", "certainty": "K"}
    return city.set_special_day(day, by=by or administrator(), at=make.MONDAY, **told)


def test_a_day_off_is_recorded_once_and_counts_at_once():
    off()
    entries = Entry.objects.filter(act="set_calendar").count()
    assert off() == SpecialDay.objects.get(day=DAY)
    assert Entry.objects.filter(act="set_calendar").count() == entries
    assert not calendar_of(None, DAY).works(DAY)
    off(name="Nghỉ bão")
    assert Entry.objects.filter(act="set_calendar").count() == entries + 1
    assert calendar_of(None, DAY).why_off(DAY) == "Nghỉ bão"


def test_a_calendar_edited_moves_no_promise_already_given():
    dossier = make.received()
    promised = dossier.promised_at
    off(make.MONDAY.date())
    assert Dossier.objects.get(pk=dossier.pk).promised_at == promised


def test_only_an_administrator_sets_the_calendar_and_the_figures():
    for who in ("receiver", "unit_head", "signer"):
        with pytest.raises(NotAllowed):
            off(by=make.actor(who))
    assert not SpecialDay.objects.filter(day=DAY).exists()


def test_an_agency_may_have_sessions_of_its_own_from_a_day_on():
    ward = Agency.objects.get(code=make.WARD)
    WorkSession(agency=ward, opens=time(7, 30), closes=time(11, 30), valid_from=DAY).save()
    assert calendar_of(ward.pk, DAY).sessions == (Session(time(7, 30), time(11, 30)),)
    assert len(calendar_of(ward.pk, DAY - timedelta(days=1)).sessions) == 2
    assert len(calendar_of(None, DAY).sessions) == 2


def test_before_any_session_is_declared_nothing_is_guessed():
    with pytest.raises(CalendarError):
        calendar_of(None, date(2020, 1, 1))


def test_the_city_as_it_ships_has_its_days_marked_with_how_sure_they_are():
    calendar = calendar_of(None, make.MONDAY.date())
    assert calendar.days_off[date(2026, 11, 24)].certainty == "S"
    assert calendar.works(date(2026, 8, 22))
    assert SpecialDay.objects.get(day=date(2026, 1, 2)).provisional
    assert all(SpecialDay.objects.filter(day__year=2027).values_list("provisional", flat=True))


def test_a_figure_holds_from_its_day_and_before_its_day_there_is_none():
    told = {"says": "x", "source": "y", "certainty": "K"}
    for hours, begins in ((6, date(2027, 1, 1)), (6, date(2027, 1, 1))):
        city.set_policy("pre_acceptance_reply_hours", hours, valid_from=begins, by=administrator(), at=make.MONDAY, **told)
    assert value("pre_acceptance_reply_hours", date(2026, 12, 31)) == 8
    assert value("pre_acceptance_reply_hours", date(2027, 1, 1)) == 6
    for name, day in (("pre_acceptance_reply_hours", date(2020, 1, 1)), ("nothing", DAY)):
        with pytest.raises(SettingMissing):
            value(name, day)
