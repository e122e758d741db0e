"""The form of a revision, with the agencies one may choose."""

from datetime import date
from uuid import UUID

from django.db.models import Q

from motcua.catalogue.models import Revision
from motcua.lib.remembering import for_a_moment
from motcua.people.models import Agency
from motcua.ui.forms import Form


def form_of(revision: Revision, day: date) -> Form:
    """Return the form of `revision`, its agency question offering the agencies that may settle it on `day`.

    A version of a form never changes and is parsed once; the agencies are remembered for a moment.
    """
    if revision.form_id not in _parsed:
        _parsed[revision.form_id] = Form.from_data(revision.form.data)
    return _offering(revision.form_id, revision.competent_kind, day)


_parsed: dict[UUID, Form] = {}


@for_a_moment
def _offering(form: UUID, kind: str, day: date) -> Form:
    valid = Q(valid_to=None) | Q(valid_to__gte=day)
    agencies = Agency.objects.filter(valid, kind=kind, valid_from__lte=day)
    return _parsed[form].with_choices({"agencies": agencies.values_list("code", "name")})
