"""Lock the Python dependencies of pyproject.toml with hashes, or (--check) say whether the lock files are of its present state.

`requirements.txt` is what the product and its sandbox need, `requirements-dev.txt` that and what tests and checks need.
"""

import hashlib
import json
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCKS = {"requirements.txt": ("sandbox",), "requirements-dev.txt": ("sandbox", "dev")}
_MARK = "# Locked from pyproject.toml by tools/lock.py; inputs "


def main() -> int:
    """Write both lock files, or check them and package-lock.json; 1 when one is stale."""
    if "--check" not in sys.argv:
        for name in LOCKS:
            _write(name)
    problems = [name for name in LOCKS if not _fresh(name)] + ([] if _npm_fresh() else ["package-lock.json"])
    for name in problems:
        sys.stderr.write(f"{name} không khớp với danh sách phụ thuộc; hãy chạy: make lock\n")
    return 1 if problems else 0


def _inputs(extras: tuple[str, ...]) -> str:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    lists = [project["dependencies"], *(project["optional-dependencies"][extra] for extra in extras)]
    wanted = [project["requires-python"], *map(sorted, lists)]
    return hashlib.sha256(json.dumps(wanted).encode()).hexdigest()


def _write(name: str) -> None:
    extras = [word for extra in LOCKS[name] for word in ("--extra", extra)]
    constraint = ["-c", "requirements.txt"] if name != "requirements.txt" else []
    words = [str(Path(sys.executable).with_name("uv")), "pip", "compile", "pyproject.toml", *extras, *constraint]
    words += ["--quiet", "--generate-hashes", "--no-header", "--no-annotate", "--python-version", "3.11"]
    locked = subprocess.run(words, cwd=ROOT, check=True, capture_output=True, text=True).stdout  # noqa: S603 - fixed words
    (ROOT / name).write_text(f"{_MARK}{_inputs(LOCKS[name])}\n{locked}")


def _fresh(name: str) -> bool:
    file = ROOT / name
    return file.exists() and file.read_text().startswith(f"{_MARK}{_inputs(LOCKS[name])}\n")


def _npm_fresh() -> bool:
    """Say whether the lock's own copy of what package.json asks for is the same, and every package in it has its hash."""
    asked = json.loads((ROOT / "package.json").read_text())
    packages = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    same = all(packages[""].get(kind, {}) == asked.get(kind, {}) for kind in ("dependencies", "devDependencies"))
    return same and all("integrity" in package for name, package in packages.items() if name)


if __name__ == "__main__":
    sys.exit(main())
