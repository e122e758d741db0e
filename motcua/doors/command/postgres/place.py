"""Where the embedded server keeps its cluster and its socket, remembered in one private file."""

import hashlib
import json
import os
import secrets
import tempfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from config.database import data_dir, record_file
from config.files import make_data_dir, write_private
from motcua.doors.command.frame import CommandRefused
from motcua.doors.command.postgres.account import Account

_LONGEST_SOCKET = 107  # bytes of sockaddr_un.sun_path less its closing zero
_PORT = "5432"  # names the socket file only: the server listens on no address


@dataclass(frozen=True)
class Record:
    """How to reach the server. `home` is the account's private folder; `socket` is in it, or of its own if its path is too long."""

    home: str
    socket: str
    port: str
    name: str
    user: str
    password: str
    root_password: str

    @property
    def cluster(self) -> Path:
        """The data directory of PostgreSQL."""
        return Path(self.home) / "cluster"


def read(environ: Mapping[str, str]) -> Record | None:
    """Return the record, None before the first start; raises CommandRefused where it belongs to someone else."""
    file = record_file(environ)
    try:
        return Record(**json.loads(file.read_text()))
    except FileNotFoundError:
        return None
    except PermissionError as problem:
        raise CommandRefused(f"{file} thuộc một tài khoản khác; hãy chạy bằng tài khoản đã khởi tạo, hoặc đặt DATABASE_URL.") from problem


def settle(environ: Mapping[str, str], account: Account) -> Record:
    """Return the record of a place that is ready for the server, choosing and keeping one on first use."""
    record = read(environ) or _new(environ, account)
    account.own(Path(record.home))
    record = replace(record, socket=_socket(record, account))
    write_private(record_file(environ), json.dumps(asdict(record)))
    return record


def common(environ: Mapping[str, str]) -> Path:
    """Name the folder of root's that every account can pass through, after the data folder it serves; made when needed."""
    mark = hashlib.sha256(str(data_dir(environ)).encode()).hexdigest()[:12]
    return Path("/var/lib") / f"motcua-{mark}"


def _new(environ: Mapping[str, str], account: Account) -> Record:
    file = record_file(environ)
    make_data_dir(file.parent)
    near = account.reaches(file.parent)
    folder = file.parent if near else common(environ)
    folder.mkdir(mode=0o711, exist_ok=True)
    home = folder / file.stem
    if (home / "cluster").exists():
        raise CommandRefused(f"{home} có dữ liệu nhưng thiếu {file}; hãy phục hồi tệp đó hoặc dời thư mục đi.")
    return Record(str(home), "", _PORT, "motcua", "motcua", secrets.token_urlsafe(24), secrets.token_urlsafe(24))


def _socket(record: Record, account: Account) -> str:
    inside = Path(record.home) / "socket"
    if len(os.fsencode(inside / f".s.PGSQL.{record.port}")) <= _LONGEST_SOCKET:
        return str(inside)
    kept = Path(record.socket) if record.socket else None
    if kept and kept.is_dir() and not kept.is_symlink() and kept.stat().st_uid == account.uid:
        return str(kept)
    fresh = tempfile.mkdtemp(prefix="motcua-", dir="/tmp")  # noqa: S108 - mkdtemp makes it private; a socket path must be short
    os.chown(fresh, account.uid, account.gid)
    return fresh
