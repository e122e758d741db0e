"""What of an application the state holds already, and what was asked of the person again all the same: counted when it is submitted."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from motcua.catalogue.requirements import applies
from motcua.dossiers.models import Consent, Dossier, Draft, Lookup
from motcua.law.once_only import Asked, cause_of
from motcua.ui.forms import Form
from motcua.ui.forms.conditions import given
from motcua.ui.forms.paths import DATABASES
from motcua.ui.forms.sources import corrects

EARLIER = 5  # so many of the person's last dossiers are looked through for the same answer


@dataclass(frozen=True)
class Count:
    """How many questions and papers the state holds the answer of, and rows {name, cause, source, held} of those asked again."""

    held: int
    rows: list[dict[str, str]]


def count(draft: Draft, form: Form, answers: Mapping[str, Any], sources: Mapping[str, Any]) -> Count:
    """Return what an application about to be submitted asks again. Two queries, one more where something was."""
    states = dict(Lookup.objects.filter(draft=draft).order_by("asked_at", "pk").values_list("system", "state"))
    agreed = dict(Consent.objects.filter(draft=draft).order_by("at", "pk").values_list("system", "agreed"))
    asked = list(_questions(form, answers, sources, states, agreed))
    spared = sum(1 for r in draft.revision.requirements.all() if r.found_in and applies(r, dict(answers)))
    again = [(row, source, cause) for row, source in asked if (cause := cause_of(row)) is not None]
    before = _earlier(draft) if again else []
    rows = [{"name": row.name, "cause": cause, "source": source, "held": _held(before, row.name, answers)} for row, source, cause in again]
    return Count(len(asked) + spared, rows)


def _questions(
    form: Form, answers: Mapping[str, Any], sources: Mapping[str, Any], states: Mapping[str, str], agreed: Mapping[str, bool]
) -> Iterable[tuple[Asked, str]]:
    """Every answered question that a source could have filled in, once, with the source that comes first for it."""
    first: dict[str, str] = {}
    for field, source, _path in form.prefills(answers):
        if field not in first or (not DATABASES[first[field]] and DATABASES[source]):
            first[field] = source
    for field, source in first.items():
        mark, system = sources.get(field), DATABASES[source]
        if given(answers.get(field)):
            told = mark is not None and not corrects(mark) and mark["source"] != "person"
            yield Asked(field, states.get(system, ""), agreed.get(system), told, corrects(mark)), source


def _earlier(draft: Draft) -> list[Dossier]:
    found = Dossier.objects.filter(applicant=draft.applicant_id, mirrored=False).only("pk", "answers")
    return list(found.order_by("-submitted_at")[:EARLIER])


def _held(before: list[Dossier], field: str, answers: Mapping[str, Any]) -> str:
    """Return the earlier dossier of ours that has the very answer, under whatever question; '' none."""
    value = answers.get(field)
    long = isinstance(value, str) and len(value) >= 5
    return next((str(each.pk) for each in before if long and value in each.answers.values()), "")
