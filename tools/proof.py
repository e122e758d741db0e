"""`make proof`: the long runs of tests/proof; docs/proof.md gets their figures and the day."""

import datetime
import os
import platform
import sys

from motcua.doors.command.frame import table
from tools.runs import ROOT, modules, real_database


def main() -> int:
    """Run them all; 1 when there is none or one of its rows is not ok."""
    with real_database("proof"):
        found = modules("tests/proof", None)
        if not found:
            sys.stderr.write("Chưa có phép chứng minh nào trong tests/proof\n")
            return 1
        rows = [{"name": name, **row} for name, run in found.items() for row in run()]
    today = datetime.datetime.now(datetime.UTC)
    lines = ["# Proof by long runs", "", f"{today:%Y-%m-%d}, {os.cpu_count()} cores, {platform.machine()}", ""]
    cells = [tuple(str(row[field]) for field in ("name", "metric", "value", "unit", "ok")) for row in rows]
    lines += [f"| {' | '.join(cell)} |" for cell in [("name", "metric", "value", "unit", "ok"), ("---",) * 5, *cells]]
    (ROOT / "docs" / "proof.md").write_text("\n".join(lines) + "\n")
    sys.stdout.write("\n".join(table(cells)) + "\n")
    return 0 if all(row["ok"] for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
