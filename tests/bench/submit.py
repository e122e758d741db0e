"""Bench `submit`: a whole submission through HTTP, from the posted form to the commit, beside the same rows written by plain SQL.

Wall is what one client waits, one request at a time; CPU is that of the web processes and of the database's backends together, per dossier.
The reference writes the rows of one such dossier again under new keys, in one transaction, by the driver alone, in the same run.
"""

import os
import secrets
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

import httpx
import psycopg
from psycopg import sql
from psycopg.types.json import Jsonb

from motcua.lib.ids import new_id

NAME = "submit"
ROUNDS = {"small": 150, "full": 1500}
_TICK = os.sysconf("SC_CLK_TCK")
_OWN = {
    "dossiers_dossier": "id",
    "dossiers_component": "dossier_id",
    "audit_entry": "subject",
    "audit_chain": "subject",
    "outbox_message": "subject",
}


def run(scale: str) -> list[dict[str, Any]]:
    """Return cpu_ms, wall_ms (medians and means per dossier, milliseconds), sql_ratio of CPU, and queries of each page."""
    from tests.bench import submit_pages as pages

    rounds = ROUNDS[scale]
    cookies, addresses = pages.prepared(rounds + 20)
    with _web() as (url, web), httpx.Client(base_url=url, cookies=cookies, headers={"Referer": url}) as client:
        for address in addresses[:20]:
            _post(client, address)
        http = _measured(lambda at: _post(client, addresses[20 + at]), rounds, lambda: _cpu(web) + _database_cpu())
    with _driver() as connection:
        rows = _rows_of(connection, pages.last_dossier())
        plain = _measured(lambda _at: _write(connection, rows), rounds, lambda: _cpu([os.getpid()]) + _database_cpu())
    beside = f"the same {len(rows)} rows by plain SQL: {plain[1]:.2f} ms CPU, {plain[0]:.2f} ms wall"
    return [
        _row("cpu_ms", http[1], "ms", beside, http[1] / plain[1]),
        _row("wall_ms", http[0], "ms", beside, http[0] / plain[0]),
        _row("sql_ratio", http[1] / plain[1], "", "CPU of HTTP / CPU of plain SQL; aim 6 or less", http[1] / plain[1]),
        *(_row(f"queries {name}", count, "queries", "", None) for name, count in pages.queries().items()),
    ]


def _measured(work: Callable[[int], None], rounds: int, cpu: Callable[[], float]) -> tuple[float, float]:
    """Return (median wall, mean CPU) of one round, milliseconds."""
    taken, before = [], cpu()
    for at in range(rounds):
        start = time.perf_counter()
        work(at)
        taken.append((time.perf_counter() - start) * 1000)
    return statistics.median(taken), (cpu() - before) / rounds


def _post(client: httpx.Client, address: str) -> None:
    token = client.cookies["csrftoken"]
    answer = client.post(address, data={"csrfmiddlewaretoken": token, "_key": secrets.token_hex(12)})
    if answer.status_code != 302:
        raise RuntimeError(f"{address}: {answer.status_code}")


@contextmanager
def _web() -> Iterator[tuple[str, list[int]]]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port), "--workers", "2"]
    environ = {**os.environ, "PORT": str(port), "LOG_LEVEL": "WARNING"}
    process = subprocess.Popen([*command, "--no-ws", "config.wsgi:application"], env=environ)
    try:
        _await(f"http://127.0.0.1:{port}/healthz")
        yield f"http://127.0.0.1:{port}", [process.pid, *_children(process.pid)]
    finally:
        process.terminate()
        process.wait(20)


def _await(address: str) -> None:
    for _ in range(150):
        try:
            if httpx.get(address).status_code == 200:
                return
        except httpx.TransportError:
            time.sleep(0.1)
    raise RuntimeError(f"{address} does not answer")


def _children(pid: int) -> list[int]:
    found = []
    for folder in os.listdir("/proc"):
        if folder.isdigit() and _stat(int(folder))[1:2] == [str(pid)]:
            found.append(int(folder))
    return found


def _stat(pid: int) -> list[str]:
    """Fields of /proc/PID/stat after the name; [] when the process is gone."""
    try:
        with open(f"/proc/{pid}/stat") as file:
            return file.read().rpartition(") ")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return []


def _cpu(pids: list[int]) -> float:
    """CPU of the processes, user and system, milliseconds."""
    fields = [_stat(pid) for pid in pids]
    return sum(int(f[11]) + int(f[12]) for f in fields if f) * 1000 / _TICK


def _database_cpu() -> float:
    """CPU of the server on this machine: its living backends and those that ended; 0 for a server elsewhere."""
    with _driver() as connection:
        backend = connection.execute("SELECT pg_backend_pid()").fetchone()
    assert backend is not None
    parent = next((int(f[1]) for f in [_stat(backend[0])] if f), 0) or _postmaster
    if not parent:
        return 0.0
    globals()["_postmaster"] = parent
    ended = _stat(parent)
    return _cpu([parent, *_children(parent)]) + (int(ended[13]) + int(ended[14])) * 1000 / _TICK


_postmaster = 0


def _driver() -> psycopg.Connection[Any]:
    from django.db import connection

    kept = connection.get_connection_params()
    return psycopg.connect(**{k: kept[k] for k in ("dbname", "user", "password", "host", "port") if k in kept}, autocommit=True)


Written = tuple[str, tuple[str, ...], tuple[Any, ...], bytes]


def _rows_of(connection: psycopg.Connection[Any], dossier: UUID) -> list[Written]:
    """Return (table, columns, values, INSERT) of every row that the submission wrote."""
    rows = [row for table, column in _OWN.items() for row in _select(connection, table, column, dossier)]
    entry = next(values[columns.index("id")] for table, columns, values, _ in rows if table == "audit_entry")
    return rows + _select(connection, "audit_entrywords", "id", entry) + _select(connection, "audit_actkey", "entry", entry)


def _select(connection: psycopg.Connection[Any], table: str, column: str, key: UUID) -> list[Written]:
    query = sql.SQL("SELECT * FROM {} WHERE {} = %s").format(sql.Identifier(table), sql.Identifier(column))
    cursor = connection.execute(query, [key])
    names = tuple(c.name for c in cursor.description or ())
    columns, places = sql.SQL(",").join(map(sql.Identifier, names)), sql.SQL(",").join([sql.Placeholder()] * len(names))
    insert = sql.SQL("INSERT INTO {} ({}) VALUES ({})").format(sql.Identifier(table), columns, places).as_bytes(connection)
    return [(table, names, tuple(Jsonb(v) if isinstance(v, dict) else v for v in row), insert) for row in cursor.fetchall()]


def _write(connection: psycopg.Connection[Any], rows: list[Written]) -> None:
    """Write the rows again under new keys, in one transaction."""
    fresh: dict[UUID, UUID] = {values[columns.index("id")]: new_id() for _, columns, values, _ in rows if "id" in columns}
    with connection.transaction():
        for _, columns, values, insert in rows:
            given = [fresh.get(v, v) if isinstance(v, UUID) else v for v in values]
            for name in ("look_up_token", "key"):
                if name in columns:
                    given[columns.index(name)] = secrets.token_hex(16)
            connection.execute(insert, given)


def _row(metric: str, value: float, unit: str, reference: str, ratio: float | None) -> dict[str, Any]:
    told = {"name": NAME, "metric": metric, "value": round(value, 2), "unit": unit, "reference": reference}
    return {**told, "ratio": ratio and round(ratio, 2)}
