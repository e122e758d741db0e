"""Fill the places of a template, written {answers.name} or {fields.page}, with words. Only names are looked up, nothing is run."""

import re
from typing import Any

PLACE = re.compile(r"\{([a-z_]+(?:\.[a-z_0-9]+)+)\}")
EMPTY = "…"


class PlaceUnknown(Exception):
    """A template names a place that the dossier does not have."""


def fill(template: Any, values: dict[str, dict[str, str]]) -> Any:
    """Return `template` (strings, lists, dicts) with its places filled from `values`; a known but empty one becomes '…'.

    A paragraph or fact marked {"when": "answers.x"} is left out when that value is empty. Raises PlaceUnknown for an unknown group.
    """
    if isinstance(template, str):
        return PLACE.sub(lambda found: _value(found[1], values) or EMPTY, template)
    if isinstance(template, list):
        return [fill(_bare(each), values) for each in template if _wanted(each, values)]
    if isinstance(template, dict):
        return {key: fill(value, values) for key, value in template.items()}
    return template


def _wanted(each: Any, values: dict[str, dict[str, str]]) -> bool:
    return not (isinstance(each, dict) and "when" in each) or bool(_value(each["when"], values))


def _bare(each: Any) -> Any:
    if not (isinstance(each, dict) and "when" in each):
        return each
    rest = {key: value for key, value in each.items() if key != "when"}
    return rest["row"] if set(rest) == {"row"} else rest


def _value(place: str, values: dict[str, dict[str, str]]) -> str:
    group, _, name = place.partition(".")
    if group not in values:
        raise PlaceUnknown(place)
    return values[group].get(name, "")
