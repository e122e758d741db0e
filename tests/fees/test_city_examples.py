"""The example applications that ship with Hà Nội come out as was counted by hand, for every built-in procedure."""

import pytest
from pytest_django.fixtures import Settings

from motcua.acts.examples import Wanted, drop_example, ship_example
from motcua.catalogue.examples import Example
from motcua.catalogue.models import Procedure, Revision
from motcua.catalogue.reading import folders
from motcua.doors.command import seed
from motcua.fees.trial import failing
from motcua.people.actor import job
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def shipped(db: None, settings: Settings) -> None:
    seed.load_examples(settings.CITY_DATA, job("prepare"), make.MONDAY)


def test_every_built_in_procedure_has_an_example_with_its_papers_and_its_way() -> None:
    for folder in folders():
        kept = list(Example.objects.filter(procedure__code=folder.name))
        assert {part for each in kept for part in each.expected} >= {"requirements", "path", "due"}, folder.name


@pytest.mark.parametrize("code", [folder.name for folder in folders()])
def test_what_was_counted_by_hand_comes_out(code: str) -> None:
    assert failing(Revision.objects.get(procedure__code=code, valid_to=None)) == ()


def test_a_change_that_spoils_a_shipped_example_is_blocked_by_name() -> None:
    revision = Revision.objects.get(procedure__code=make.COPY, valid_to=None)
    revision.term = "3wd"
    assert [why for why in failing(revision) if "Ngày hẹn trả" in why and why.startswith("Xin bản sao bằng của chính mình")]


def test_an_example_that_ships_is_written_once_and_what_its_keeper_threw_away_stays_away() -> None:
    procedure = Procedure.objects.get(code=make.COPY)
    held = Example.objects.filter(procedure=procedure).first()
    assert held is not None
    wanted = Wanted(held.name, held.channel, held.received_at, held.answers, held.expected)
    drop_example(held, by=make.actor(make.officer("procedure_controller", "H26")), at=make.MONDAY, key=make.key())
    assert ship_example(procedure, wanted, by=job("prepare"), at=make.MONDAY) is False
    assert not Example.objects.filter(procedure=procedure, name=wanted.name).exists()
