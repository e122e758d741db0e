"""Refuse a dependency whose licence would bind the product (GPL, AGPL) or that nobody can read.

Python: every package of the lock files, from its installed metadata. npm: every package of package-lock.json.
"""

import json
import re
import sys
from collections.abc import Iterator
from importlib.metadata import PackageMetadata, metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ("requirements.txt", "requirements-dev.txt")
_FREE = (
    r"MIT(-0|-CMU)?|(The )?MIT License|0BSD|BSD(-[234]-Clause)?|BSD License|BSD [23]-Clause License|"
    r"ISC|Zlib|Unlicense|CC0-1\.0|PostgreSQL|HPND|OFL-1\.1|BlueOak-1\.0\.0|"
    r"Apache(-2\.0| 2\.0| Software License)|PSF-2\.0|Python-2\.0|Python Software Foundation License|"
    r"MPL-2\.0|Mozilla Public License 2\.0 \(MPL 2\.0\)?|LGPL-(2\.1|3\.0)(-only|-or-later)?|"
    r"GNU Lesser General Public License v[23] or later \(LGPLv[23]\+\)?|GNU Library or Lesser General Public License \(LGPL\)?"
)
# Licences without an SPDX name, read by a person: package -> what it asks (docs/decisions/0006-bpmn-js.md).
READ = {"bpmn-js": "MIT, its mark stays visible on every diagram"}


def main() -> int:
    """Say which packages are refused and why; 1 when there is one."""
    refused = {f"{name}: {licence}" for name, licence in (*python_licences(), *npm_licences()) if name not in READ and not allowed(licence)}
    for line in sorted(refused):
        sys.stderr.write(f"Giấy phép không dùng được: {line}\n")
    return 1 if refused else 0


def allowed(expression: str) -> bool:
    """Say whether an SPDX expression or a licence's usual name leaves a choice without GPL, AGPL or an unknown licence."""
    return any(
        all(re.fullmatch(_FREE, term.strip(" ()")) for term in re.split(r" AND |;", choice)) for choice in re.split(r" OR ", expression)
    )


def python_licences() -> Iterator[tuple[str, str]]:
    """Yield name and licence of every locked Python package."""
    names = {name for lock in LOCKS for name in re.findall(r"^([A-Za-z0-9._-]+)==", (ROOT / lock).read_text(), re.MULTILINE)}
    for name in sorted(names):
        yield name, declared(metadata(name))


def declared(of: PackageMetadata) -> str:
    """Return what a package says of its licence: the expression, else its classifiers, else the free-text field."""
    if "License-Expression" in of:
        return of["License-Expression"]
    classifiers = [line.rsplit(" :: ", 1)[-1] for line in of.get_all("Classifier") or [] if line.startswith("License ::")]
    named = [line for line in classifiers if line != "OSI Approved"]
    text = of["License"].splitlines() if "License" in of else []
    return ";".join(named) or (text or ["không ghi"])[0]


def npm_licences() -> Iterator[tuple[str, str]]:
    """Yield name and licence of every locked npm package."""
    packages = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    for path, package in packages.items():
        if path:
            yield path.removeprefix("node_modules/"), str(package.get("license", "không ghi"))


if __name__ == "__main__":
    sys.exit(main())
