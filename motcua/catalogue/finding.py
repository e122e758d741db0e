"""Find a procedure by everyday words, with or without diacritics; find the revision in force."""

from datetime import date
from uuid import UUID

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db.models import Case, F, IntegerField, Q, QuerySet, Value, When

from motcua.catalogue.models import Procedure, Revision
from motcua.lib.remembering import for_a_moment
from motcua.lib.text import fold


class NoRevision(LookupError):
    """No revision of the procedure is in force on that day: unknown, not begun, or abolished."""


def in_force(code: str, day: date) -> Revision:
    """Return the revision of procedure `code` in force on `day`. Raises NoRevision."""
    revision = current(day).filter(procedure__code=code).first()
    if revision is None:
        raise NoRevision(code)
    return revision


@for_a_moment
def revision_of(key: UUID) -> Revision:
    """Return a revision with all that belongs to it (procedure, form, process, requirements), remembered for a moment.

    What is shared by everybody who asks: read it, never change it. Raises Revision.DoesNotExist.
    """
    found = Revision.objects.select_related("procedure", "form", "plan").prefetch_related("requirements")
    return found.get(pk=key)


def current(day: date) -> QuerySet[Revision]:
    """Return the revisions in force on `day`, with procedure, form and process."""
    dated = Revision.objects.filter(Q(valid_to=None) | Q(valid_to__gte=day), valid_from__lte=day)
    return dated.select_related("procedure", "form", "plan")


def search(words: str, day: date, most: int = 20) -> list[Revision]:
    """Return the revisions in force that fit `words`, best first; by code, by all words, then by likeness."""
    folded = fold(words)
    if not folded:
        return list(current(day).order_by("procedure__code")[:most])
    every = Q()
    for word in folded.split():
        every &= Q(procedure__search__contains=word)
    exact, all_words = When(procedure__code=words.strip(), then=Value(3)), When(every, then=Value(2))
    rank = Case(exact, all_words, default=Value(1), output_field=IntegerField())
    likeness = TrigramWordSimilarity(folded, "procedure__search")
    found = current(day).annotate(rank=rank, likeness=likeness).filter(Q(rank__gt=1) | Q(likeness__gt=0.45))
    return list(found.order_by(F("rank").desc(), F("likeness").desc(), "procedure__code")[:most])


def search_text(procedure: Procedure) -> str:
    """Return what a procedure is found by: names in both languages, sector, keywords, code, folded."""
    parts = [procedure.code, *procedure.name.values(), *procedure.sector.values(), procedure.keywords]
    return fold(" ".join(parts))
