"""Find the revision in force. By everyday words: finder/."""

from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

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


def search_text(procedure: Procedure) -> str:
    """Return what a procedure is found by: names in both languages, sector, keywords, code, folded."""
    parts = [procedure.code, *procedure.name.values(), *procedure.sector.values(), procedure.keywords]
    return fold(" ".join(parts))
