"""Whether a paper names only what the dossier can give it, before it is published. Pure."""

from collections.abc import Collection
from dataclasses import dataclass
from difflib import get_close_matches

from motcua.lib.text import fold


@dataclass(frozen=True)
class Named:
    """A result template as the gate sees it: its title, the places it names, the fields its officers fill in themselves."""

    title: str
    places: frozenset[str]
    fields: frozenset[str] = frozenset()


def unknown(named: Named, known: Collection[str]) -> list[str]:
    """Return the places that neither the dossier (`known`) nor the template's own fields have, in order."""
    own = {f"fields.{field}" for field in named.fields}
    return sorted(named.places - own - set(known))


def nearest(word: str, known: Collection[str]) -> str:
    """Return the known name most like `word`, marks and capitals aside; '' when none is near."""
    by_fold = {fold(each): each for each in known}
    found = get_close_matches(fold(word), list(by_fold), n=1, cutoff=0.5)
    return by_fold[found[0]] if found else ""
