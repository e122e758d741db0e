"""The form of a revision, with the agencies one may choose."""

from datetime import date
from uuid import UUID

from django.db.models import Q

from motcua.catalogue.models import Revision
from motcua.people.models import Agency
from motcua.ui.forms import Form


def form_of(revision: Revision, day: date) -> Form:
    """Return the form of `revision`, its agency question offering the agencies that may settle it on `day`. One query."""
    valid = Q(valid_to=None) | Q(valid_to__gte=day)
    agencies = Agency.objects.filter(valid, kind=revision.competent_kind, valid_from__lte=day)
    return _plain(revision.form_id, revision).with_choices({"agencies": agencies.values_list("code", "name")})


_parsed: dict[UUID, Form] = {}  # a version of a form never changes


def _plain(key: UUID, revision: Revision) -> Form:
    if key not in _parsed:
        _parsed[key] = Form.from_data(revision.form.data)
    return _parsed[key]
