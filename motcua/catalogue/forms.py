"""The form of a revision, with the agencies one may choose."""

from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

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
    return _offering(revision.form_id, revision.competent_kind, _names(revision), day)


def competent_agencies(revision: Revision, day: date) -> QuerySet[Agency]:
    """Return the agencies that may settle `revision` on `day`: those of its kind, and where it names some, only those.

    `competent_names` in the published facts are beginnings of names ("Sở Xây dựng"), so that they hold in every city.
    """
    return _agencies(revision.competent_kind, _names(revision), day)


def may_settle(agency: Agency, revision: Revision) -> bool:
    """Tell whether `agency` is one that settles `revision`, whatever the day."""
    names = _names(revision)
    return agency.kind == revision.competent_kind and (not names or agency.name.startswith(names))


_parsed: dict[UUID, Form] = {}


def _names(revision: Revision) -> tuple[str, ...]:
    return tuple(revision.facts.get("competent_names", ()))


def _agencies(kind: str, names: tuple[str, ...], day: date) -> QuerySet[Agency]:
    valid = Q(valid_to=None) | Q(valid_to__gte=day)
    named = Q()
    for each in names:
        named |= Q(name__startswith=each)
    return Agency.objects.filter(valid, named, kind=kind, valid_from__lte=day)


@for_a_moment
def _offering(form: UUID, kind: str, names: tuple[str, ...], day: date) -> Form:
    return _parsed[form].with_choices({"agencies": _agencies(kind, names, day).values_list("code", "name")})
