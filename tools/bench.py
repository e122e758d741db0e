"""`make bench [NAME=x] [SCALE=small|full]`: a table to the screen, the rows to bench-results.json."""

import json
import sys

from motcua.doors.command.frame import table
from tools.runs import ROOT, Row, modules, real_database

_FIELDS = ("name", "metric", "value", "unit", "reference", "ratio")


def main() -> int:
    """Run the benchmarks that are there; 1 when one fails or NAME is not among them, 2 on a wrong SCALE."""
    scale, only = sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else None
    if scale not in ("small", "full"):
        sys.stderr.write("SCALE là small hoặc full\n")
        return 2
    with real_database("bench"):
        found = modules("tests/bench", only)
        if not found:
            sys.stderr.write(f"Không có phép đo {only or ''} trong tests/bench\n")
            return 1
        rows = [_complete(row) for run in found.values() for row in run(scale)]
    (ROOT / "bench-results.json").write_text(json.dumps(rows, ensure_ascii=False, indent=1) + "\n")
    sys.stdout.write("\n".join(table([_FIELDS, *(tuple(_shown(row[field]) for field in _FIELDS) for row in rows)])) + "\n")
    return 0


def _complete(row: Row) -> Row:
    return {field: row.get(field) for field in _FIELDS}


def _shown(value: object) -> str:
    return f"{value:.4g}" if isinstance(value, float) else "" if value is None else str(value)


if __name__ == "__main__":
    sys.exit(main())
