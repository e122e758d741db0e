"""Which procedures lack something of their published record, as a query: what the first two gates of publication say, for a whole list.

What is wrong with a process or with a template cannot be asked of the database: the gates keep such a revision from being published.
"""

from datetime import date
from typing import Any

from django.db.models import Case, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery, TextField, Value, When
from django.db.models.fields.json import KT
from django.db.models.functions import Coalesce, Trim

from motcua.catalogue.candidates import ONLINE
from motcua.catalogue.models import Procedure, Requirement, Revision

_BLANK = Value("", output_field=TextField())
_NOTHING: tuple[Any, ...] = ([], {}, "", None, 0, False)  # what counts as not there in published facts


def lacking(found: QuerySet[Procedure], day: date) -> QuerySet[Procedure]:
    """Return those of `found` whose revision in force on `day`, else their last decided one, lacks a mandatory part or its reason."""
    decided = Revision.objects.filter(procedure=OuterRef("pk")).exclude(valid_from=None)
    now = When(Q(valid_to=None) | Q(valid_to__gte=day), valid_from__lte=day, then=Value(1))
    held = decided.annotate(now=Case(now, default=Value(0), output_field=IntegerField())).order_by("-now", "-number").values("pk")[:1]
    name = Trim(Coalesce(KT("name__vi"), _BLANK))
    nameless, wanting = Q(told_name="", held__isnull=False), Exists(_lacking().filter(pk=OuterRef("held")))
    return found.annotate(held=Subquery(held), told_name=name).filter(nameless | Q(wanting))


def _lacking() -> QuerySet[Revision]:
    reason = Trim(Coalesce(KT("facts__partial_reason__vi"), _BLANK))
    papers = Exists(Requirement.objects.filter(revision=OuterRef("pk")))
    parts = (
        Q(plan__steps=[])
        | _without("channels")
        | (_without("no_papers") & Q(has_papers=False))
        | Q(term="")
        | _without("applicants")
        | Q(competent_kind="")
    )
    partial = Q(facts__channels__contains=[{"channel": ONLINE}], full_online=False, told_reason="")
    return Revision.objects.annotate(told_reason=reason, has_papers=papers).filter(parts | partial)


def _without(fact: str) -> Q:
    nothing = Q(**{f"facts__{fact}__isnull": True})
    for each in _NOTHING:
        nothing |= Q(**{f"facts__{fact}": each})
    return nothing
