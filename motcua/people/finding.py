"""Find an agency by its key or code, from memory where it was asked for a moment ago."""

from uuid import UUID

from motcua.lib.remembering import for_a_moment
from motcua.people.models import Agency


@for_a_moment
def agency_of(key: UUID) -> Agency:
    """Return an agency with its parent, remembered for a moment: read it, never change it. Raises Agency.DoesNotExist."""
    return Agency.objects.select_related("parent").get(pk=key)


@for_a_moment
def agency_with(code: str) -> Agency:
    """Return the agency with this code, remembered as `agency_of`. Raises Agency.DoesNotExist."""
    return Agency.objects.select_related("parent").get(code=code)
