"""Run pytest on a database server of its own: `tools/test.py [--debian] [pytest's words]`. pytest's line is the last.

Without DATABASE_URL the embedded server for tests is used, started and stopped here. --debian makes a throw-away server of
Debian's PostgreSQL in a temporary folder and gives it to the tests as DATABASE_URL.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from motcua.doors.command.frame import CommandRefused
from motcua.doors.command.postgres import server

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    """Return pytest's exit code; 1 where no server could be had."""
    words = [word for word in sys.argv[1:] if word != "--debian"]
    environ = {**os.environ, "MOTCUA_TEST_DB": "1", "MOTCUA_DEMO": "1"}
    try:
        with _server(environ, debian=len(words) < len(sys.argv) - 1) as settled:
            return subprocess.run([sys.executable, "-m", "pytest", *words], cwd=ROOT, env=settled, check=False).returncode  # noqa: S603
    except CommandRefused as problem:
        sys.stderr.write(f"{problem}\n")
        return 1


@contextmanager
def _server(environ: dict[str, str], *, debian: bool) -> Iterator[Mapping[str, str]]:
    if debian:
        with _debian(environ) as settled:
            yield settled
    elif environ.get("DATABASE_URL"):
        yield environ
    else:
        _, ours = server.start(environ)
        try:
            yield environ
        finally:
            if ours:
                server.stop(environ)


@contextmanager
def _debian(environ: dict[str, str]) -> Iterator[Mapping[str, str]]:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    if not found:
        raise CommandRefused("Thiếu PostgreSQL của Debian; hãy chạy: apt-get install postgresql")
    folder = Path(tempfile.mkdtemp(prefix="motcua-test-"))
    folder.chmod(0o711)  # the server's account passes through; what is inside is private
    own = {**environ, "MOTCUA_DATA_DIR": str(folder), "MOTCUA_DB_PROGRAMS": str(found[0])}
    try:
        record, _ = server.start(own)
        sys.stderr.write(f"PostgreSQL {server.ask(record, 'SHOW server_version')}\n")
        yield {**environ, "DATABASE_URL": f"postgresql://{record.user}:{quote(record.password)}@/{record.name}?host={quote(record.socket)}"}
    finally:
        server.stop(own)
        shutil.rmtree(folder)


if __name__ == "__main__":
    sys.exit(main())
