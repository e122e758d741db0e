"""`make proof [NAME=x]`: the long runs of tests/proof, each a part of its own; docs/proof.md keeps the figures and day of each."""

import datetime
import os
import platform
import re
import sys

from motcua.doors.command.frame import table
from tools.runs import ROOT, Row, modules, real_database

FILE = ROOT / "docs" / "proof.md"
_HEAD = (
    "# Proof by long runs\n\nEach part stands by itself: `make proof NAME=merge`. Where the machine was shared, speeds are what it gave.\n"
)
_FIELDS = ("metric", "value", "unit", "ok")


def main() -> int:
    """Run the parts that are there, or the one named; 1 when there is none or one of its rows is not ok."""
    fine = True
    with real_database("proof"):
        found = modules("tests/proof", sys.argv[1] if len(sys.argv) > 1 else None)
        if not found:
            sys.stderr.write("Không có phép chứng minh nào như vậy trong tests/proof\n")
            return 1
        for name, run in found.items():
            rows = run()
            keep(name, rows)
            sys.stdout.write("\n".join(table([(name, *_FIELDS[1:]), *map(_cells, rows)])) + "\n\n")
            fine = fine and all(row["ok"] for row in rows)
    return 0 if fine else 1


def keep(name: str, rows: list[Row]) -> None:
    """Write one part's rows into docs/proof.md in place of those of its last run; the other parts stand."""
    parts = dict(re.findall(r"^## (\w+)\n(.*?)(?=^## |\Z)", FILE.read_text() if FILE.exists() else "", re.M | re.S))
    parts[name] = _section(rows)
    FILE.write_text("\n".join([_HEAD, *(f"## {each}\n{text.strip()}\n" for each, text in sorted(parts.items()))]))


def _section(rows: list[Row]) -> str:
    today = datetime.datetime.now(datetime.UTC)
    lines = [f"{today:%Y-%m-%d}, {os.cpu_count()} cores, {platform.machine()}", ""]
    return "\n".join([*lines, *(f"| {' | '.join(cells)} |" for cells in [_FIELDS, ("---",) * len(_FIELDS), *map(_cells, rows)])])


def _cells(row: Row) -> tuple[str, ...]:
    return tuple(str(row[field]) for field in _FIELDS)


if __name__ == "__main__":
    sys.exit(main())
