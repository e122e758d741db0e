"""Make, start, stop and ask the embedded server. Every file in its home is written by its own account, never by root."""

import fcntl
import os
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import LiteralString

import psycopg
from psycopg import sql

from config.database import data_dir, record_file
from config.files import make_data_dir
from motcua.doors.command.frame import CommandRefused
from motcua.doors.command.postgres import binaries, place
from motcua.doors.command.postgres.account import Account, account
from motcua.doors.command.postgres.place import Record

_ROOT = "postgres"
_CLEARED = 20.0  # seconds
_SETTINGS = """\
listen_addresses = ''
unix_socket_permissions = 0700
password_encryption = 'scram-sha-256'
max_connections = 100
shared_buffers = '256MB'
timezone = 'UTC'
log_timezone = 'UTC'
logging_collector = off
"""
_FORGETFUL = "fsync = off\nsynchronous_commit = off\nfull_page_writes = off\n"


def start(environ: Mapping[str, str]) -> tuple[Record, bool]:
    """Start the server, making it on first use; return its record and whether this call started it."""
    who = account(environ)
    with _alone(environ):
        record = place.settle(environ, who)
        folder = binaries.choose(who, environ, _common(environ, who), _major(record, who))
        if running(record, who):
            return record, False
        if not _exists(who, record.cluster):
            _initialise(who, folder, record)
        _write(who, record.cluster / "postgresql.conf", _settings(environ, record))
        _launch(who, folder, record)
        _prepare_role(record)
        return record, True


def stop(environ: Mapping[str, str]) -> bool:
    """Stop the server, letting open transactions end by roll-back; return whether it was running."""
    who = account(environ)
    record = place.read(environ)
    if record is None or not running(record, who):
        return False
    with _alone(environ):
        folder = binaries.choose(who, environ, _common(environ, who), _major(record, who))
        done = who.run([folder / "pg_ctl", "stop", "-w", "-t", "60", "-s", "-m", "fast", "-D", record.cluster])
    if done.returncode:
        raise CommandRefused(f"Cơ sở dữ liệu không dừng được: {done.stderr.strip()}")
    return True


def running(record: Record, who: Account) -> bool:
    """Say whether a server holds the cluster: the process named in postmaster.pid lives in it and its socket is there."""
    pid = _pid(record, who)
    socket = Path(record.socket) / f".s.PGSQL.{record.port}"
    checks: list[list[str | Path]] = [["-n", pid], [f"/proc/{pid}/cwd", "-ef", record.cluster], ["-S", socket]]
    return all(who.run(["/usr/bin/test", *check]).returncode == 0 for check in checks)


def ask(record: Record, question: LiteralString) -> str:
    """Return the one value that `question` (SQL) gives the application's own role."""
    own = psycopg.connect(host=record.socket, port=record.port, dbname=record.name, user=record.user, password=record.password)
    with own as connection:
        row = connection.execute(question).fetchone()
    return str(row[0]) if row else ""


def _launch(who: Account, folder: Path, record: Record) -> None:
    """Start the programs; a killed server that the system has not yet cleared away is waited for."""
    who.run(["/bin/mkdir", "-p", record.socket])
    log = Path(record.home) / "server.log"
    until = time.monotonic() + _CLEARED
    while _dead(_pid(record, who)) and time.monotonic() < until:
        time.sleep(0.2)
    done = who.run([folder / "pg_ctl", "start", "-w", "-t", "60", "-s", "-D", record.cluster, "-l", log])
    if done.returncode:
        raise CommandRefused(f"Cơ sở dữ liệu không khởi động được: {_tail(who, log) or done.stderr.strip()}")


def _dead(pid: str) -> bool:
    """Say whether the process has ended but still bears its number (a zombie)."""
    try:
        return "State:\tZ" in Path(f"/proc/{pid or 'none'}/status").read_text()
    except OSError:
        return False


def _pid(record: Record, who: Account) -> str:
    """Return the first line of postmaster.pid, nothing where there is none."""
    return who.run(["/usr/bin/head", "-n", "1", record.cluster / "postmaster.pid"]).stdout.strip()


def _common(environ: Mapping[str, str], who: Account) -> Path:
    return place.common(environ) if who.switch else data_dir(environ)


def _exists(who: Account, cluster: Path) -> bool:
    return who.run(["/usr/bin/test", "-f", cluster / "PG_VERSION"]).returncode == 0


def _major(record: Record, who: Account) -> int | None:
    said = who.run(["/bin/cat", record.cluster / "PG_VERSION"]).stdout.strip()
    return int(said) if said.isdecimal() else None


def _initialise(who: Account, folder: Path, record: Record) -> None:
    """Make the cluster beside its place and move it there when whole, so that a cut-off first start is begun anew."""
    unfinished, password = record.cluster.with_name("cluster.new"), Path(record.home) / "password"
    who.run(["/bin/rm", "-rf", unfinished])
    _write(who, password, record.root_password + "\n")
    auth = ("--auth-local=scram-sha-256", "--auth-host=scram-sha-256", f"--username={_ROOT}", f"--pwfile={password}")
    done = who.run([folder / "initdb", "-D", unfinished, "--encoding=UTF8", "--locale=C.UTF-8", *auth])
    who.run(["/bin/rm", "-f", password])
    if done.returncode:
        raise CommandRefused(f"Không khởi tạo được cơ sở dữ liệu: {done.stderr.strip()}")
    who.run(["/bin/mv", unfinished, record.cluster])


def _settings(environ: Mapping[str, str], record: Record) -> str:
    quoted = record.socket.replace("'", "''")
    lines = f"{_SETTINGS}port = {record.port}\nunix_socket_directories = '{quoted}'\n"
    return lines + (_FORGETFUL if environ.get("MOTCUA_TEST_DB") == "1" else "")


def _write(who: Account, file: Path, text: str) -> None:
    done = who.run(["/usr/bin/tee", file], text)
    if done.returncode:
        raise CommandRefused(f"Không ghi được {file}: {done.stderr.strip()}")


def _tail(who: Account, log: Path) -> str:
    return who.run(["/usr/bin/tail", "-n", "5", log]).stdout.strip()


def _prepare_role(record: Record) -> None:
    """Give the application its role (no superuser) and its database, whatever a cut-off first start left undone."""
    role, name = sql.Identifier(record.user), sql.Identifier(record.name)
    root = psycopg.connect(host=record.socket, port=record.port, dbname=_ROOT, user=_ROOT, password=record.root_password, autocommit=True)
    with root as connection:
        if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [record.user]).fetchone():
            connection.execute(sql.SQL("CREATE ROLE {} LOGIN CREATEDB PASSWORD {}").format(role, sql.Literal(record.password)))
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [record.name]).fetchone():
            connection.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(name, role))


@contextmanager
def _alone(environ: Mapping[str, str]) -> Iterator[None]:
    """Hold the lock that keeps two starts or stops of one server apart."""
    file = record_file(environ).with_suffix(".lock")
    make_data_dir(file.parent)
    with open(os.open(file, os.O_WRONLY | os.O_CREAT, 0o600), "w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield
