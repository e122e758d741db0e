"""Who runs the server: ourselves, or an unprivileged account where we are root (PostgreSQL refuses root)."""

import os
import pwd
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from motcua.doors.command.frame import CommandRefused

_PREFERRED = ("motcua", "postgres")
_NEW = ("--system", "--user-group", "--no-create-home", "--home-dir", "/nonexistent", "--shell", "/usr/sbin/nologin", "motcua")
_PLAIN = {"PATH": "/usr/bin:/bin:/usr/sbin:/sbin", "LC_ALL": "C.UTF-8"}


@dataclass(frozen=True)
class Account:
    """A system account; `switch` holds when we must become it to act as it."""

    name: str
    uid: int
    gid: int
    home: str
    switch: bool

    def run(self, words: Sequence[str | Path], text: str = "", timeout: float = 120) -> subprocess.CompletedProcess[str]:
        """Run `words` as this account, away from our folders and environment; `text` goes to its stdin."""
        who: dict[str, Any] = {"user": self.uid, "group": self.gid, "extra_groups": []} if self.switch else {}
        return subprocess.run(  # noqa: S603 - a list of words, no shell
            [str(word) for word in words],
            input=text,
            capture_output=True,
            text=True,
            cwd="/",
            env=self._environment(os.environ),
            umask=0o077,
            timeout=timeout,
            check=False,
            **who,
        )

    def reaches(self, path: Path) -> bool:
        """Say whether this account can enter the folder, or run the file, at `path`."""
        return self.run(["/usr/bin/test", "-x", path]).returncode == 0

    def own(self, folder: Path) -> Path:
        """Make `folder` (its parent is ours) as a 0700 folder of this account, or check that it already is."""
        if not folder.exists():
            folder.mkdir(mode=0o700)
            if self.switch:
                os.chown(folder, self.uid, self.gid)
        state = folder.lstat()
        if folder.is_symlink() or state.st_uid != self.uid:
            raise CommandRefused(f"Thư mục cơ sở dữ liệu {folder} không thuộc tài khoản {self.name}.")
        return folder

    def _environment(self, ours: Mapping[str, str]) -> dict[str, str]:
        kept = {key: ours[key] for key in ("TMPDIR",) if key in ours and not self.switch}
        return {**_PLAIN, **kept, "HOME": self.home, "USER": self.name}


def account(environ: Mapping[str, str]) -> Account:
    """Return the account that runs the server: ours, or for root MOTCUA_DB_ACCOUNT, `motcua`, `postgres`, or a new `motcua`."""
    if os.geteuid() != 0:
        return _account(pwd.getpwuid(os.geteuid()), switch=False)
    for name in filter(None, (environ.get("MOTCUA_DB_ACCOUNT"), *_PREFERRED)):
        entry = _entry(name)
        if entry and entry.pw_uid != 0:
            return _account(entry, switch=True)
    return _account(_create(), switch=True)


def _account(entry: pwd.struct_passwd, *, switch: bool) -> Account:
    return Account(entry.pw_name, entry.pw_uid, entry.pw_gid, entry.pw_dir, switch)


def _entry(name: str) -> pwd.struct_passwd | None:
    try:
        return pwd.getpwnam(name)
    except KeyError:
        return None


def _create() -> pwd.struct_passwd:
    useradd = shutil.which("useradd", path="/usr/sbin:/sbin:/usr/bin:/bin")
    done = subprocess.run([useradd, *_NEW], capture_output=True, text=True, check=False) if useradd else None  # noqa: S603 - fixed words
    if done is None or done.returncode:
        raise CommandRefused("Không tạo được tài khoản hệ thống motcua để chạy cơ sở dữ liệu; hãy đặt MOTCUA_DB_ACCOUNT.")
    return pwd.getpwnam("motcua")
