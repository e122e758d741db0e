"""The whole configuration out of a city: the same rows give the same bytes, whenever and wherever they are written out."""

import tomllib
from collections import defaultdict
from pathlib import Path
from typing import Any
from urllib.parse import quote

from django.conf import settings

from motcua.acts.configuration.files import WORDS, Files, dumped, with_manifest
from motcua.acts.configuration.rows import Plain, Stock
from motcua.acts.configuration.shape import AGENCIES, TABLES, columns, lists
from motcua.catalogue.models import Publication, Revision

_SINGLE = {
    "agency": "agencies.json",
    "unit": "agencies.json",
    "setting": "settings.json",
    "special_day": "calendar.json",
    "session": "calendar.json",
    "answer": "partner-answers.json",
    "phrase": "phrases.json",
    "publication": "publications.json",
    "published": "publications.json",
    "fee_rule": "fees.json",
    "routing": "routing.json",
    "service": "routing.json",
    "verdict": "duplicates.json",
}
_VERSIONED = {"form": "forms", "process": "processes", "template": "templates"}


def exported(*, agencies: bool = True) -> Files:
    """Return the files of the whole configuration, the manifest among them; without `agencies`, those are only referred to."""
    stock = Stock()
    content: dict[str, dict[str, list[Plain]]] = defaultdict(lambda: defaultdict(list))
    told: dict[str, Any] = {}
    for table in TABLES:
        if not agencies and table.name in AGENCIES:
            continue
        rows = stock.rows[table.name]
        names = sorted([field.name for field in columns(table)] + [field.name for field in lists(table)])
        told[table.name] = {"rows": len(rows), "fields": names}
        for key in sorted(rows, key=_order):
            content[_path(table.name, key, stock)][table.name].append(rows[key])
    files = {path: dumped(tables) for path, tables in content.items()}
    words = Path(settings.CITY_DATA) / WORDS
    if words.is_file():
        files[WORDS] = words.read_bytes()
    return with_manifest(files, {"product": f"motcua {_version()}", "city": Path(settings.CITY_DATA).name, "tables": told})


def left_behind() -> dict[str, int]:
    """Return how much of the catalogue is unfinished and stays: draft revisions, decisions not yet recorded."""
    return {
        "draft_revisions": Revision.objects.filter(valid_from=None).count(),
        "draft_decisions": Publication.objects.filter(decided_at=None).count(),
    }


def _version() -> str:
    return str(tomllib.loads((settings.BASE_DIR / "pyproject.toml").read_text("utf-8"))["project"]["version"])


def _path(table: str, key: tuple[Any, ...], stock: Stock) -> str:
    """Return the file a row stands in: of its procedure, else of its kind."""
    if table in _SINGLE:
        return _SINGLE[table]
    if table in _VERSIONED:
        name, _colon, part = str(key[0]).partition(":")
        shown = f"{quote(part, safe='')}-{key[1]:03d}" if part else f"{key[1]:03d}"
        return f"{_owner(name, stock)}/{_VERSIONED[table]}/{shown}.json"
    if table in ("revision", "requirement"):
        code, number = key if table == "revision" else key[0]
        return f"procedures/{quote(str(code), safe='')}/revisions/{number:03d}.json"
    return f"procedures/{quote(str(key[0]), safe='')}/procedure.json"


def _owner(name: str, stock: Stock) -> str:
    where = "procedures" if (name,) in stock.rows["procedure"] else "shared"
    return f"{where}/{quote(name, safe='')}"


def _order(key: tuple[Any, ...]) -> list[Any]:
    """Numbers in order of number, nothing before something."""
    return [_order(part) if isinstance(part, tuple) else _sortable(part) for part in key]


def _sortable(part: Any) -> str:
    if isinstance(part, int):
        return f"{part:09d}"
    return "" if part is None else str(part)
