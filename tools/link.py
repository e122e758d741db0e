"""Let .venv run this checkout in place: `motcua` in its bin, and the checkout on its path."""

import sys
import sysconfig
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
_SCRIPT = """#!{python}
import sys

from motcua.doors.command.__main__ import main

sys.exit(main())
"""


def main() -> None:
    """Write both files anew."""
    Path(sysconfig.get_path("purelib"), "motcua.pth").write_text(f"{ROOT}\n")
    script = Path(sys.executable).with_name("motcua")
    script.write_text(_SCRIPT.format(python=sys.executable))
    script.chmod(0o755)


if __name__ == "__main__":
    main()
