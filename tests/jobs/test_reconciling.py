"""Each dossier beside the partner's record: what that lacks is told again, what a machine may not decide waits for an officer."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from motcua.acts import reconciling as acts
from motcua.acts.exchange import ReasonMissing
from motcua.audit.models import Entry
from motcua.connectors.national_portal.fake import Client as Portal
from motcua.doors.command.__main__ import main as motcua
from motcua.dossiers.models import Dossier
from motcua.jobs import reconciling
from motcua.outbox import lines, worker
from motcua.outbox.models import Difference, Lane, Line, Message, State
from motcua.people.actor import actor_of
from motcua.ports import port
from tests import make

pytestmark = pytest.mark.django_db
PARTNER = "national_portal"


class Partner(Portal):
    """The portal in memory, whose record the tests may spoil."""

    def forget(self, code: str) -> None:
        """Lose a dossier."""
        del self.dossiers[code]

    def stand(self, code: str, status: int) -> None:
        """Change a dossier's status there."""
        self.dossiers[code]["TrangThaiHoSo"] = str(status)


@pytest.fixture
def portal(settings):
    """The portal in memory; letters go nowhere."""
    settings.CONNECTORS = {**settings.CONNECTORS, PARTNER: {"BACKEND": "tests.jobs.test_reconciling.Partner"}}
    port.cache_clear()
    yield port(PARTNER)
    port.cache_clear()


@pytest.fixture
def told(portal):
    """A dossier in hand, of which the portal knows everything."""
    dossier = make.at_step("work")
    worker.flush_partner(PARTNER)
    assert portal.status_of(dossier.code) == dossier.status == 4
    return dossier


def controller():
    return actor_of(make.officer("procedure_controller", "H26.20"), make.MONDAY)


def open_ones():
    return list(Difference.objects.filter(healed_at=None))


def test_equal_records_are_no_difference(told):
    assert reconciling.compare_all(PARTNER) == {"checked": 1, "drifted": 0, "healed": 0, "left": 0}
    assert not Difference.objects.exists()
    assert Line.objects.get(pk=PARTNER).reconciliation["checked"] == 1


def test_a_dossier_the_portal_has_lost_is_told_again_from_the_first_message(told, portal):
    portal.forget(told.code)
    before = Message.objects.filter(partner=PARTNER).count()
    assert reconciling.compare_all(PARTNER) == {"checked": 1, "drifted": 1, "healed": 1, "left": 0}
    assert portal.status_of(told.code) == 4
    assert Message.objects.filter(partner=PARTNER).count() == before, "the same messages under the same keys"
    healed = Difference.objects.get()
    assert (healed.found, healed.ours, healed.theirs, healed.how) == ("missing", 4, None, "sent")
    assert Entry.objects.filter(subject=told.pk, act="heal", actor_kind="job").count() == 1


def test_a_portal_that_stands_behind_gets_only_what_it_lacks(told, portal):
    portal.stand(told.code, 2)
    sent = set(Message.objects.filter(partner=PARTNER).values_list("pk", "attempts"))
    assert reconciling.compare_all(PARTNER)["healed"] == 1
    again = set(Message.objects.filter(partner=PARTNER).values_list("pk", "attempts")) - sent
    kinds = {m.payload["status"] for m in Message.objects.filter(pk__in=[key for key, _ in again])}
    assert kinds == {4}
    assert portal.status_of(told.code) == 4


def test_a_status_we_never_had_waits_for_an_officer_and_no_dossier_changes(told, portal):
    portal.stand(told.code, 10)
    assert reconciling.compare_all(PARTNER) == {"checked": 1, "drifted": 1, "healed": 0, "left": 1}
    (difference,) = open_ones()
    assert (difference.found, difference.theirs) == ("ahead", 10)
    assert Dossier.objects.get(pk=told.pk).status == 4
    first = difference.since
    reconciling.compare_all(PARTNER)
    assert [d.since for d in open_ones()] == [first], "its age counts from when it was first seen"


def test_an_officer_sends_our_state_with_one_click(told, portal):
    portal.stand(told.code, 10)
    reconciling.compare_all(PARTNER)
    assert acts.send_ours(open_ones()[0], by=controller(), at=timezone.now(), key=make.key())
    worker.flush_partner(PARTNER)
    assert reconciling.compare_all(PARTNER)["left"] == 0
    assert open_ones() == []
    assert portal.status_of(told.code) == 4


def test_a_difference_an_officer_left_stays_away_until_something_changes(told, portal):
    portal.stand(told.code, 10)
    reconciling.compare_all(PARTNER)
    with pytest.raises(ReasonMissing):
        acts.leave(open_ones()[0], reason=" ", by=controller(), at=timezone.now(), key=make.key())
    acts.leave(open_ones()[0], reason="Cổng đã trả trước", by=controller(), at=timezone.now(), key=make.key())
    assert reconciling.compare_all(PARTNER)["drifted"] == 0
    portal.stand(told.code, 8)
    assert reconciling.compare_all(PARTNER)["drifted"] == 1


def test_what_is_still_in_the_queue_is_no_drift_and_what_was_refused_is(told, portal):
    portal.stand(told.code, 2)
    message = Message.objects.filter(partner=PARTNER).latest("place")
    Message.objects.filter(pk=message.pk).update(state=State.WAITING)
    assert reconciling.compare_all(PARTNER)["drifted"] == 0
    Message.objects.filter(pk=message.pk).update(state=State.PARKED)
    assert reconciling.compare_all(PARTNER) == {"checked": 1, "drifted": 1, "healed": 0, "left": 1}
    assert open_ones()[0].found == "parked"


def test_a_portal_that_forgets_each_time_ends_before_an_officer(told, portal, monkeypatch):
    monkeypatch.setattr(portal, "statuses_of", lambda codes: dict.fromkeys(codes))
    for _ in range(5):
        reconciling.compare_all(PARTNER)
    (difference,) = open_ones()
    assert difference.tries == 3
    assert Entry.objects.filter(subject=told.pk, act="heal").count() == 3


def test_a_dossier_of_which_nothing_was_ever_told_is_told_whole(told, portal):
    portal.forget(told.code)
    Message.objects.filter(partner=PARTNER).delete()
    assert reconciling.compare_all(PARTNER)["healed"] == 1
    assert portal.status_of(told.code) == 4


def test_what_an_officer_gave_up_is_not_told_by_a_machine(told, portal):
    portal.forget(told.code)
    Message.objects.filter(partner=PARTNER).update(state=State.GIVEN_UP)
    assert reconciling.compare_all(PARTNER)["left"] == 1
    assert not Lane.objects.filter(partner=PARTNER).exists()


def test_within_a_minute_after_an_outage_nothing_differs_silently(told, portal):
    portal.down = True
    make.work("found", told, make.later(hours=2))
    for _ in range(lines.FAILURES):
        Lane.objects.filter(partner=PARTNER).update(next_at=timezone.now())
        worker.flush_partner(PARTNER)
    assert Line.objects.get(pk=PARTNER).away_since
    portal.stand(told.code, 2)  # what the portal took before the outage is lost with it
    portal.down = False
    Line.objects.update(probe_at=timezone.now() - timedelta(seconds=1))
    worker.flush_partner(PARTNER)
    reconciling.after_outages(timestamp=0)
    assert portal.status_of(told.code) == Dossier.objects.get(pk=told.pk).status
    line = Line.objects.get(pk=PARTNER)
    assert line.reconciled_at
    assert line.back_at
    assert line.reconciled_at >= line.back_at
    assert lines.back_unreconciled() == []


def test_a_partner_that_is_still_away_is_compared_later(told, portal):
    portal.down = True
    reconciling.reconcile_all(timestamp=0)
    assert not Difference.objects.exists()


def test_the_command_tells_what_came_of_it(told, portal, capsys):
    portal.forget(told.code)
    assert motcua(["outbox", "reconcile", PARTNER, "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"checked": 1, "drifted": 1, "healed": 1, "left": 0}
    assert motcua(["outbox", "reconcile", "mail"]) == 1
    portal.down = True
    assert motcua(["outbox", "reconcile"]) == 1
