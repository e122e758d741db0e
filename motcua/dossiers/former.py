"""What the agencies of a dossier were called before a merger took it over."""

from dataclasses import dataclass
from datetime import date

from motcua.dossiers.models import Dossier
from motcua.dossiers.moves import agencies_at
from motcua.people.models import Agency


@dataclass(frozen=True)
class Former:
    """The names of the agencies at the dossier's beginning; '' for one that is still the same."""

    receiver: str = ""
    competent: str = ""


def former(dossier: Dossier) -> Former:
    """Return the former names of a dossier's agencies. One query, two when a merger moved it."""
    now = dossier.receiver_id, dossier.competent_id
    first = agencies_at(dossier.pk, date.min, receiver=now[0], competent=now[1])
    if first == now:
        return Former()
    names = dict(Agency.objects.filter(pk__in=first).values_list("pk", "name"))
    return Former(*("" if was == is_now else names[was] for was, is_now in zip(first, now, strict=True)))
