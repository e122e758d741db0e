"""`make check`: every gate but the tests. All are run, so that one failure hides no other; 1 when one fails."""

import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PYTHON, BIN = sys.executable, Path(sys.executable).parent
DJANGO = [PYTHON, "-W", "ignore::RuntimeWarning", "-m", "django"]
GATES: dict[str, list[str]] = {
    "ruff": [str(BIN / "ruff"), "check", "."],
    "mypy": [str(BIN / "mypy")],
    "import-linter": [str(BIN / "lint-imports"), "--no-logo"],
    "migrations": [*DJANGO, "makemigrations", "--check", "--dry-run"],
    "django": [*DJANGO, "check", "--fail-level", "WARNING"],
    "lock files": [PYTHON, "-m", "tools.lock", "--check"],
    "dependencies": [PYTHON, "-m", "pip", "check"],
    "licences": [PYTHON, "-m", "tools.licences"],
    "tracked files": [PYTHON, "-m", "tools.tracked"],
    "law": [PYTHON, "-m", "motcua.law", "--check"],
}


def main() -> int:
    """Run the gates and say how each went; what a failed one said is shown whole."""
    environ = {**os.environ, "MOTCUA_TEST_DB": "1", "DJANGO_SETTINGS_MODULE": "config.settings"}
    return max(_gate(name, words, environ) for name, words in GATES.items())


def _gate(name: str, words: list[str], environ: dict[str, str]) -> int:
    began = time.monotonic()
    done = subprocess.run(words, cwd=ROOT, env=environ, check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)  # noqa: S603
    bad = done.returncode != 0
    sys.stdout.write(f"{'✘' if bad else '✔'} {name}  {time.monotonic() - began:.1f} s\n{done.stdout if bad else ''}")
    sys.stdout.flush()
    return int(bad)


if __name__ == "__main__":
    sys.exit(main())
