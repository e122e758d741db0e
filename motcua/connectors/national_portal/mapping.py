"""A procedure's form on the portal, field by field, in terms of ours: data in mappings/<code>.json.

{procedure, agency: field of the dossier that names the agency, fields: {theirs: {to: ours, values: {theirs: ours}}},
requirements: {their component code: our requirement}}. `values` stand for choices; everything else is read as our form's schema says.
"""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).with_name("mappings")


@cache
def of(procedure: str) -> Mapping[str, Any] | None:
    """Return the mapping of a procedure, None when there is none. A name that is no plain code has none."""
    path = _FOLDER / f"{procedure}.json"
    if not all(part.isdigit() for part in procedure.split(".")) or not path.is_file():
        return None
    held: Mapping[str, Any] = json.loads(path.read_text("utf-8"))
    return held


@cache
def paper_codes(procedure: str) -> Mapping[str, str]:
    """Return {our requirement: their component code}; empty where nothing is mapped."""
    held = of(procedure)
    return {ours: theirs for theirs, ours in held["requirements"].items()} if held else {}
