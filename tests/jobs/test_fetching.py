"""What a page did not wait for is fetched by a job; a registry that hangs costs the page its budget, and the dossier goes on."""

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from motcua.acts import lookups
from motcua.dossiers.models import Lookup
from motcua.jobs.fetching import fetch
from motcua.people.actor import actor_of
from motcua.ports import Unreachable, port
from tests import make
from tests.connectors.conftest import world  # noqa: F401 - a fixture
from tests.counter.conftest import HANH, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def registry(settings):
    """The population registry in memory, knowing Hạnh."""
    fake = {"BACKEND": "motcua.connectors.population_registry.fake.Client", "OPTIONS": {"people": [HANH]}}
    settings.CONNECTORS = {**settings.CONNECTORS, "population_registry": fake}
    port.cache_clear()
    yield port("population_registry")
    port.cache_clear()


@pytest.fixture
def failed(registry):
    """A look-up of the applicant that the registry did not answer."""
    dossier, by = make.submitted(), make.actor("receiver")
    lookup = lookups.ask_for_dossier(dossier, "001194012372", by=by, at=make.MONDAY)
    return lookups.record_answer(lookup, None, failed=True, by=by, at=make.MONDAY)


def test_a_look_up_that_failed_is_asked_again_by_a_job(failed, registry):
    job = ProcrastinateJob.objects.get(task_name=lookups.FETCH)
    fetch(**job.args)
    failed.refresh_from_db()
    assert (failed.state, failed.answer["name"]) == (Lookup.State.MATCHED, HANH.name)
    assert registry.purposes[0].asked_by == failed.asked_by, "in the name of whoever asked"


def test_while_the_registry_is_away_the_job_tries_on_and_the_look_up_stays_open(failed, registry):
    registry.down = True
    with pytest.raises(Unreachable):
        fetch(str(failed.pk))
    failed.refresh_from_db()
    assert failed.state == Lookup.State.FAILED


def test_what_was_answered_meanwhile_is_not_asked_again(failed, registry):
    by = actor_of(make.officer("receiver"), make.MONDAY)
    lookups.record_answer(failed, HANH, by=by, at=make.MONDAY)
    fetch(str(failed.pk))
    assert registry.purposes == []


def test_a_page_answers_while_the_registry_hangs(world, settings):  # noqa: F811 - the fixture
    options = settings.CONNECTORS["population_registry"]["OPTIONS"]
    spec = {**settings.CONNECTORS["population_registry"], "OPTIONS": {**options, "url": f"{world.url}/population"}}
    settings.CONNECTORS = {**settings.CONNECTORS, "population_registry": spec}
    port.cache_clear()
    dossier, browser = make.submitted(), signed_in(make.officer("receiver"))
    with world.broken("population", "timeout"):
        page = browser.post(f"/mot-cua/{dossier.pk}/danh-tinh/", follow=True)
    assert "đang lấy dữ liệu" in page.content.decode()
    assert Lookup.objects.get(dossier=dossier).state == Lookup.State.FAILED
    assert ProcrastinateJob.objects.filter(task_name=lookups.FETCH).count() == 1
    port.cache_clear()
