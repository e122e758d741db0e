"""Fill the places of a template, written {answers.name} or {fields.page}, with words. Only names are looked up, nothing is run."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

PLACE = re.compile(r"\{([a-z_]+(?:\.[a-z_0-9]+)+)\}")
EMPTY = "…"
Values = Mapping[str, Mapping[str, str]]


class PlaceUnknown(Exception):
    """A template names a place that the dossier does not have."""


@dataclass(frozen=True)
class Line:
    """One text of a filled template: where it stands (as in body.2.facts.0.1), what it says."""

    place: str
    text: str


def fill(template: Any, values: Values, over: Mapping[str, str] | None = None, at: str = "") -> Any:
    """Return `template` (strings, lists, dicts) with its places filled from `values`; a known but empty one becomes '…'.

    What is marked {"when": …} is left out unless `wanted`. `over` are texts printed instead of the filled ones, by where they stand.
    Raises PlaceUnknown for an unknown group.
    """
    if isinstance(template, str):
        said = PLACE.sub(lambda found: _value(found[1], values) or EMPTY, template)
        return over.get(at, said) if over else said
    if isinstance(template, list):
        return [fill(_bare(each), values, over, _inner(at, n)) for n, each in enumerate(template) if _wanted(each, values)]
    if isinstance(template, dict):
        return {key: fill(value, values, over, _inner(at, key)) for key, value in template.items()}
    return template


def lines(template: Any, values: Values, at: str = "") -> Iterator[Line]:
    """Yield every text of the filled template with where it stands, in order. Raises as `fill`."""
    if isinstance(template, str):
        yield Line(at, fill(template, values))
    elif isinstance(template, list):
        for n, each in enumerate(template):
            if _wanted(each, values):
                yield from lines(_bare(each), values, _inner(at, n))
    elif isinstance(template, dict):
        for key, value in template.items():
            yield from lines(value, values, _inner(at, key))


def wanted(when: Any, values: Values) -> bool:
    """Tell whether a condition is met: a place alone asks that it is not empty, {"place": …, "empty": true} that it is,

    {"place": …, "is": "words"} that it says these words.
    """
    if isinstance(when, str):
        return bool(_value(when, values))
    said = _value(when["place"], values)
    return not said if when.get("empty") else said == when["is"] if "is" in when else bool(said)


def place_of(when: Any) -> str:
    """Return the place that a condition looks at."""
    return str(when if isinstance(when, str) else when["place"])


def places_in(template: Any) -> set[str]:
    """Return every place that a template names, in its texts and its conditions."""
    if isinstance(template, str):
        return set(PLACE.findall(template))
    if isinstance(template, dict):
        own = {place_of(template["when"])} if "when" in template else set()
        return own.union(*(places_in(value) for key, value in template.items() if key != "when"))
    return set().union(*(places_in(each) for each in template)) if isinstance(template, list) else set()


def _wanted(each: Any, values: Values) -> bool:
    return not (isinstance(each, dict) and "when" in each) or wanted(each["when"], values)


def _bare(each: Any) -> Any:
    """What is printed of a marked entry: a fact or row of a table stands under "row", a single line under "line"."""
    if not (isinstance(each, dict) and "when" in each):
        return each
    rest = {key: value for key, value in each.items() if key != "when"}
    return next(iter(rest.values())) if set(rest) in ({"row"}, {"line"}) else rest


def _inner(at: str, name: object) -> str:
    return f"{at}.{name}" if at else str(name)


def _value(place: str, values: Values) -> str:
    group, _, name = place.partition(".")
    if group not in values:
        raise PlaceUnknown(place)
    return values[group].get(name, "")
