"""What a ministry decides is tracked here, whatever comes twice or late, and nobody here can decide it (rule 44)."""

from typing import Any

import pytest
from django.utils import timezone

from motcua.acts import reception, withdrawal
from motcua.dossiers import access
from motcua.dossiers.models import Dossier
from motcua.law.lifecycle import NotAllowed, Status
from motcua.outbox.models import Message
from tests import make
from tests.arrivals.sides import FakedMinistry, PlayedMinistry, aside, carry

pytestmark = pytest.mark.django_db
Ministry = PlayedMinistry | FakedMinistry


@pytest.fixture(autouse=True)
def city() -> None:
    make.city()


def arrived(code: str) -> Dossier:
    return Dossier.objects.get(external_code=code)


def how() -> dict[str, Any]:
    return {"at": timezone.now(), "key": make.key()}


def test_a_dossier_of_the_ministry_appears_and_follows_every_step(ministry: Ministry) -> None:
    code = ministry.file()
    carry()
    dossier = arrived(code)
    assert (dossier.origin, dossier.mirrored, dossier.status, dossier.code) == ("ministry", True, Status.NEW, None)
    seen = []
    for word in ("TIEP_NHAN", "THAM_DINH", "CHO_BO_SUNG", "THAM_DINH", "DA_CAP", "DA_TRA"):
        ministry.move(code, word)
        carry()
        seen.append(arrived(code).state)
    assert seen == [Status.RECEIVED, Status.PROCESSING, Status.SUPPLEMENT, Status.PROCESSING, Status.DONE, Status.RETURNED]
    dossier = arrived(code)
    assert dossier.code == code
    assert dossier.received_at is not None
    assert dossier.promised_at is not None
    assert dossier.finished_at is not None
    assert (dossier.filed_at.word, dossier.filed_at.version) == ("DA_TRA", 7)


def test_steps_that_passed_meanwhile_are_not_needed(ministry: Ministry) -> None:
    code = ministry.file()
    for word in ("TIEP_NHAN", "THAM_DINH", "DA_CAP", "DA_TRA"):
        ministry.move(code, word)
    carry()
    assert arrived(code).state is Status.RETURNED
    assert Dossier.objects.filter(external_code=code).count() == 1
    assert [each.cause for each in aside() if each.subject == code] == []


def test_nobody_here_decides_it_and_the_portal_is_not_told_by_us(ministry: Ministry) -> None:
    code = ministry.file()
    carry()
    dossier, counter = arrived(code), make.actor(make.officer("receiver", "H26.105"), timezone.now())
    for act in (
        lambda: reception.receive(dossier, seen=[], by=counter, **how()),
        lambda: reception.decline(dossier, reason="Không thuộc thẩm quyền", by=counter, **how()),
        lambda: withdrawal.ask_to_withdraw(dossier, reason="Không làm nữa", by=counter, **how()),
    ):
        with pytest.raises(NotAllowed, match="hệ thống của Bộ giải quyết"):
            act()
    assert arrived(code).state is Status.NEW
    assert not Message.objects.filter(partner="national_portal").exists()


def test_it_is_no_work_of_the_counter_but_can_be_seen_there(ministry: Ministry) -> None:
    code = ministry.file()
    carry()
    counter = make.actor(make.officer("receiver", "H26.105"), timezone.now())
    assert not access.at_counter(counter, Status.NEW).filter(external_code=code).exists()
    assert access.mirrored(counter).filter(external_code=code).exists()


def test_a_word_nobody_knows_is_kept_with_its_cause_and_the_status_stays(ministry: Ministry) -> None:
    code = ministry.file()
    ministry.move(code, "TIEP_NHAN")
    carry()
    ministry.move(code, "NIEM_PHONG", force=True)
    carry()
    (news,) = [each for each in aside() if each.subject == code]
    assert news.cause["values"] == {"word": "NIEM_PHONG"}
    assert arrived(code).state is Status.RECEIVED


@pytest.mark.parametrize("about", [{"procedure": "9.999999"}, {"agency": "H26.999"}])
def test_a_procedure_or_an_agency_the_city_does_not_have_is_kept_with_its_cause(ministry: Ministry, about: dict[str, str]) -> None:
    code = ministry.file(**about)
    carry()
    (news,) = [each for each in aside() if each.subject == code]
    assert next(iter(about.values())) in news.cause["values"].values()
    assert not Dossier.objects.filter(external_code=code).exists()


def test_a_ministry_that_is_away_loses_nothing() -> None:
    ministry = FakedMinistry()
    code = ministry.file()
    ministry.client.down = True
    from motcua.connectors.ministry.client import FEED
    from motcua.ports import Unreachable

    with pytest.raises(Unreachable):
        ministry.client.pull(FEED, timezone.now(), "")
    ministry.client.down = False
    assert ministry.client.dossier(code) is not None
