"""Fetch what a page did not wait for: a look-up whose database did not answer is asked again until it does."""

from typing import cast

from django.utils import timezone
from procrastinate import BaseRetryStrategy, RetryDecision
from procrastinate.contrib.django import app
from procrastinate.jobs import Job

from motcua.acts import lookups
from motcua.dossiers.models import Lookup
from motcua.people.actor import job
from motcua.people.fields import index_of
from motcua.ports import Person, PopulationRegistry, Purpose, Unreachable, port

ACTOR = job("lookups")
_TRIES = 12  # about an hour; afterwards the officer asks again, or for paper


class UntilAnswered(BaseRetryStrategy):
    """Try again after 10, 20, 40 … seconds, ten minutes at most."""

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        """Return when to try again; None after an hour, or for a failure that waiting does not mend."""
        if not isinstance(exception, Unreachable) or job.attempts >= _TRIES:
            return None
        return RetryDecision(retry_in={"seconds": min(600, 10 * 2 ** min(job.attempts, 10))})


@app.task(name=lookups.FETCH, queue="pulls", retry=UntilAnswered())
def fetch(lookup: str) -> None:
    """Ask again about the applicant (the id of a look-up); nothing is asked when it was answered meanwhile. Raises Unreachable."""
    row = Lookup.objects.select_related("dossier__applicant", "draft__applicant").get(pk=lookup)
    held = row.dossier or row.draft
    if held is None or row.state != Lookup.State.FAILED or held.applicant is None:
        return
    party = held.applicant
    if index_of(party.personal_number) != row.person_index or party.birth_date is None:
        return
    registry = cast(PopulationRegistry, port("population_registry"))
    purpose = Purpose(str(held.pk), held.revision.procedure.code, row.asked_by)
    person: Person | None = registry.look_up(number=party.personal_number, name=party.name, birth_date=party.birth_date, purpose=purpose)
    lookups.record_answer(row, person, by=ACTOR, at=timezone.now())
