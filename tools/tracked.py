"""Refuse what no tracked file may hold: the host of a package registry, or a path of somebody's machine."""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
_FORBIDDEN = {
    "tên máy của kho gói": re.compile(r"\bpypi[.]org|pythonhosted[.]org|registry[.]npmjs|\bdeb[.]debian[.]org"),
    "đường dẫn của một máy": re.compile(r"(?<![\w.~$}/-])/(?:root|work|home/[a-z][\w-]*|Users/\w+)/"),
}


def main() -> int:
    """Say where; 1 when there is one."""
    found = [line for name in tracked() for line in problems(name, (ROOT / name).read_bytes())]
    sys.stderr.write("".join(f"{line}\n" for line in found))
    return 1 if found else 0


def tracked() -> list[str]:
    """Return the files that git keeps and that are there."""
    said = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True).stdout  # noqa: S607 - git from PATH
    return [name for name in said.split("\0") if name and (ROOT / name).is_file()]


def problems(name: str, content: bytes) -> list[str]:
    """Return one line for each forbidden thing in `content`; files that are not text are passed over."""
    if b"\0" in content:
        return []
    lines = content.decode("utf-8", "replace").splitlines()
    return [f"{name}:{number}: {what}" for number, line in enumerate(lines, 1) for what, sign in _FORBIDDEN.items() if sign.search(line)]


if __name__ == "__main__":
    sys.exit(main())
