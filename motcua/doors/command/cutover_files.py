"""The files of a cut-over: a folder of JSON lines, or of tables (CSV, or sheets of one .xlsx) joined by the dossier's code.

`dossiers.jsonl`: one record a line, as docs/cutover.md says. Tables: `dossiers` (applicant's fields as `applicant.name` …),
and beside it `history`, `pauses`, `files`, `serials`, each row with `code`. Bytes of files lie under `files/`.
"""

import csv
import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from motcua.doors.command.frame import CommandRefused
from motcua.law.calendar import HANOI

MOST_BYTES = 20 * 1024 * 1024  # of one file, as everywhere
PARTS = ("history", "pauses", "files")
Row = dict[str, Any]


@dataclass(frozen=True)
class Line:
    """One record as it stood: its line, its content (None where the line is not readable, `why` says so), its SHA-256 (hex)."""

    number: int
    row: Row | None
    fingerprint: str
    why: str = ""


def records(folder: Path) -> Iterator[Line]:
    """Yield every record of the folder, in order. Raises CommandRefused when there is nothing to read."""
    lines = folder / "dossiers.jsonl"
    if lines.exists():
        yield from _json_lines(lines)
        return
    parts = {name: _by_code(_table(folder, name)) for name in PARTS}
    found = _table(folder, "dossiers")
    if found is None:
        raise CommandRefused(f"Không có dossiers.jsonl, dossiers.csv hay tệp .xlsx có trang dossiers trong {folder}.")
    for number, flat in enumerate(found, 2):
        row = _nested(flat)
        code = str(row.get("code") or row.get("external_code") or "")
        row |= {name: rows for name, by_code in parts.items() if (rows := by_code.get(code))}
        yield Line(number, row, _print(row))


def serials(folder: Path) -> list[Row]:
    """Return the last numbers the older system gave: agency, book (code, register, result, a paper's kind), year, day, symbol, last."""
    return _table(folder, "serials") or []


def bytes_of(folder: Path, row: Row) -> dict[str, bytes]:
    """Return the bytes of every file a record names; one that is not there, too large or outside the folder is left out."""
    told = [each.get("path") for each in row.get("files") or [] if isinstance(each, Mapping)]
    told.append((row.get("result") or {}).get("path") if isinstance(row.get("result"), Mapping) else None)
    root = (folder / "files").resolve()
    found = {}
    for path in {str(each) for each in told if each}:
        place = (root / path).resolve()
        if place.is_relative_to(root) and place.is_file() and place.stat().st_size <= MOST_BYTES:
            found[path] = place.read_bytes()
    return found


def _json_lines(file: Path) -> Iterator[Line]:
    with file.open("rb") as lines:
        for number, raw in enumerate(lines, 1):
            if not raw.strip():
                continue
            try:
                row = json.loads(raw.decode("utf-8-sig"))
            except (UnicodeDecodeError, json.JSONDecodeError) as problem:
                yield Line(number, None, "", f"không phải một dòng JSON: {problem}")
                continue
            if isinstance(row, dict):
                yield Line(number, row, _print(row))
            else:
                yield Line(number, None, "", "không phải một đối tượng JSON")


def _print(row: Row) -> str:
    return hashlib.sha256(json.dumps(row, sort_keys=True, ensure_ascii=False, default=str).encode()).hexdigest()


def _table(folder: Path, name: str) -> list[Row] | None:
    """Return the rows of a table, or None when the folder has no such one; dates of a sheet come as ISO text."""
    file = folder / f"{name}.csv"
    if file.exists():
        try:
            with file.open(newline="", encoding="utf-8-sig") as lines:
                return [dict(row) for row in csv.DictReader(lines)]
        except (UnicodeDecodeError, csv.Error) as problem:
            raise CommandRefused(f"Không đọc được {file.name}: {problem}") from problem
    for book in sorted(folder.glob("*.xlsx")):
        sheets = load_workbook(book, read_only=True, data_only=True)
        if name in sheets.sheetnames:
            rows = sheets[name].iter_rows(values_only=True)
            head = [str(cell or "").strip() for cell in next(rows, ())]
            return [dict(zip(head, map(_cell, row), strict=False)) for row in rows if any(row)]
    return None


def _cell(value: Any) -> str | None:
    if isinstance(value, datetime):
        return value.replace(tzinfo=HANOI).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return None if value is None else str(value)


def _by_code(rows: list[Row] | None) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows or []:
        found[str(row.get("code") or "")].append({k: v for k, v in row.items() if k != "code" and v not in (None, "")})
    return found


def _nested(flat: Row) -> Row:
    """Turn `applicant.name` into {"applicant": {"name": …}}; a list is written with ; between its items; empty cells are left out."""
    row: Row = {}
    for name, value in flat.items():
        if value in (None, "") or name is None:
            continue
        outer, _, inner = str(name).partition(".")
        if not inner:
            row[outer] = json.loads(value) if outer == "answers" and str(value).startswith("{") else value
        elif isinstance(row.setdefault(outer, {}), dict):
            row[outer][inner] = [part.strip() for part in str(value).split(";")] if inner == "items" else value
    return row
