"""The whole open data as files, made once for each state of the catalogue and kept: what is downloaded is never made twice.

They are copies of what the database says and may be thrown away at any time. Made record by record: no two thousand stand in memory.
"""

import json
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import BinaryIO, TextIO

from django.conf import settings
from django.utils.translation import override

from motcua.policy.values import value
from motcua.reports.opendata import flat
from motcua.reports.opendata.gathering import records, stamp
from motcua.reports.opendata.record import Json
from motcua.reports.tables import CSV, XLSX, Book, write_csv

MEDIA = {"json": "application/json", "csv": CSV, "xlsx": XLSX}
KINDS = tuple(MEDIA)
VERSION = "1"


@dataclass(frozen=True)
class Kept:
    """A file as it is kept: where, of which state of the catalogue (`mark`), how big, when made (UTC)."""

    path: Path
    mark: str
    size: int
    made_at: datetime


def kept(kind: str, day: date) -> Kept:
    """Return the file of `kind` (json, csv, xlsx) for the catalogue of `day`, made now if it is not there."""
    mark = stamp(day)
    path = _path(kind, mark)
    if not path.exists():
        _make(kind, day, path)
    return _of(path, mark)


def stands(kind: str, day: date) -> Kept | None:
    """Return the file of `kind` if it is there already."""
    mark = stamp(day)
    path = _path(kind, mark)
    return _of(path, mark) if path.exists() else None


def _of(path: Path, mark: str) -> Kept:
    told = path.stat()
    return Kept(path, mark, told.st_size, datetime.fromtimestamp(int(told.st_mtime), UTC))


def _folder() -> Path:
    return Path(settings.DATA_DIR) / "open-data"


def _path(kind: str, mark: str) -> Path:
    return _folder() / f"thu-tuc-{mark}.{kind}"


def _make(kind: str, day: date, path: Path) -> None:
    """Write beside, then put in place in one step; the files of earlier states go."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, suffix=".part")
    try:
        with os.fdopen(handle, "wb") as out, override("vi"):
            _WRITERS[kind](out, day)
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    for old in path.parent.glob(f"thu-tuc-*.{kind}"):
        if old != path:
            old.unlink(missing_ok=True)


def head(day: date) -> Json:
    """Return what stands before the procedures: what this is, of which day, under which licence, in which version of its shape."""
    name = {"vi": "Danh mục thủ tục hành chính", "en": "Catalogue of administrative procedures"}
    licence = value("open_data_licence", day)
    where = f"{settings.PUBLIC_URL}/du-lieu-mo/"
    return {"name": name, "version": VERSION, "day": day.isoformat(), "licence": licence, "documentation": where}


def json_parts(day: date, found: Iterable[Json]) -> Iterator[str]:
    """Yield the JSON document in parts: the head, then a procedure a line."""
    yield json.dumps(head(day), ensure_ascii=False)[:-1] + ', "procedures": ['
    for at, record in enumerate(found):
        yield (",\n" if at else "\n") + json.dumps(record, ensure_ascii=False)
    yield "\n]}\n"


def _json(out: BinaryIO, day: date) -> None:
    for part in json_parts(day, records(day)):
        out.write(part.encode())


def _csv(out: BinaryIO, day: date) -> None:
    with _as_text(out) as text:
        write_csv(text, flat.HEAD, (flat.row_of(record) for record in records(day)))


def _as_text(out: BinaryIO) -> TextIO:
    """UTF-8 with its mark, since spreadsheets in use here take a file without it for another alphabet."""
    return open(os.dup(out.fileno()), "w", encoding="utf-8-sig", newline="")


def _xlsx(out: BinaryIO, day: date) -> None:
    book = Book()
    adding = {sheet.title: book.sheet(sheet.title, sheet.head()) for sheet in flat.SHEETS}
    for record in records(day):
        for title, add in adding.items():
            for row in flat.rows_of(title, record):
                add(row)
    words, rows = flat.dictionary()
    explain = book.sheet("dictionary", words)
    for row in rows:
        explain(row)
    book.write_onto(out)


_WRITERS: dict[str, Callable[[BinaryIO, date], None]] = {"json": _json, "csv": _csv, "xlsx": _xlsx}
