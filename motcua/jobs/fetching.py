"""Fetch what a page did not wait for: a look-up whose database did not answer is asked again until it does."""

from dataclasses import dataclass
from typing import cast

from django.utils import timezone
from procrastinate import BaseRetryStrategy, RetryDecision
from procrastinate.contrib.django import app
from procrastinate.jobs import Job

from motcua.acts import lookups
from motcua.dossiers.models import Dossier, Draft, Lookup
from motcua.law.lifecycle import FINAL
from motcua.people.actor import job
from motcua.people.fields import index_of
from motcua.ports import BusinessRegistry, Firm, Person, PopulationRegistry, Purpose, Unreachable, port

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
    """Ask again (the id of a look-up); nothing is asked when it was answered meanwhile, or after it closed. Raises Unreachable."""
    row = Lookup.objects.select_related("dossier__applicant", "dossier__holder", "draft__applicant", "draft__holder").get(pk=lookup)
    held = row.dossier or row.draft
    if held is None or row.state != Lookup.State.FAILED or _closed(row):
        return
    told = _asked(row, held)
    if told is not None:
        lookups.record_answer(row, told.answer, by=ACTOR, at=timezone.now())


@dataclass(frozen=True)
class _Told:
    answer: Person | Firm | None


def _closed(row: Lookup) -> bool:
    """A dossier that ended, and a draft left for good, ask nothing more."""
    return row.erased_at is not None or (row.dossier is not None and row.dossier.state in FINAL)


def _asked(row: Lookup, held: Dossier | Draft) -> _Told | None:
    """Ask in the name of whoever asked; None when it cannot be asked any more."""
    purpose = Purpose(str(held.pk), held.revision.procedure.code, row.asked_by)
    if row.system == lookups.BUSINESS:
        firms = cast(BusinessRegistry, port("business_registry"))
        return _Told(firms.look_up(tax_code=row.number or "", purpose=purpose))
    party = held.subject
    if index_of(party.personal_number) != row.person_index or party.birth_date is None:
        return None
    registry = cast(PopulationRegistry, port("population_registry"))
    return _Told(registry.look_up(number=party.personal_number, name=party.name, birth_date=party.birth_date, purpose=purpose))
