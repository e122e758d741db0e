"""Where the database is: DATABASE_URL, or the embedded server that `motcua database start` runs."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

BASE_DIR = Path(__file__).resolve().parent.parent
_PASSED_ON = ("sslmode", "sslrootcert", "sslcert", "sslkey", "application_name", "connect_timeout", "target_session_attrs")
_RECORDED = {"NAME": "name", "USER": "user", "PASSWORD": "password", "HOST": "socket", "PORT": "port"}


class BadDatabaseUrl(ValueError):
    """DATABASE_URL is not `postgresql://user:password@host:port/name`."""


def data_dir(environ: Mapping[str, str]) -> Path:
    """The folder of everything this installation keeps: MOTCUA_DATA_DIR, else `.data` beside the code."""
    return Path(environ.get("MOTCUA_DATA_DIR") or BASE_DIR / ".data").absolute()


def record_file(environ: Mapping[str, str]) -> Path:
    """The 0600 file that says how to reach the embedded server; tests (MOTCUA_TEST_DB=1) have a server of their own."""
    name = "test-postgres.json" if environ.get("MOTCUA_TEST_DB") == "1" else "postgres.json"
    return data_dir(environ) / name


def database(environ: Mapping[str, str]) -> dict[str, Any]:
    """Return one entry of Django's DATABASES. Never connects; raises BadDatabaseUrl.

    MOTCUA_POOL is the most connections a process holds (default 10; 0: no pool, which tests use). MOTCUA_PREPARE is after how many
    uses a statement is prepared on its connection (default 3; 0: never, for a pooler that shares connections out by transaction).
    MOTCUA_TEST_NAME is the database that tests make, so that two runs at once do not meet.
    """
    url = environ.get("DATABASE_URL")
    parts, options = _from_url(url) if url else (_from_record(record_file(environ)), {})
    size = int(environ.get("MOTCUA_POOL") or (0 if environ.get("MOTCUA_TEST_DB") == "1" else 10))
    if size:
        options["pool"] = {"min_size": 1, "max_size": size, "timeout": 5}
    prepare = int(environ.get("MOTCUA_PREPARE") or 3)
    options |= {"server_side_binding": True, "prepare_threshold": prepare} if prepare else {"prepare_threshold": None}
    test = {"NAME": environ.get("MOTCUA_TEST_NAME") or None}
    return {"ENGINE": "django.db.backends.postgresql", **parts, "OPTIONS": options, "CONN_MAX_AGE": 0, "TEST": test}


def _from_record(file: Path) -> dict[str, str]:
    try:
        record: dict[str, str] = json.loads(file.read_text())
    except FileNotFoundError:
        record = {"name": "motcua", "user": "motcua", "socket": str(file.with_suffix("") / "socket"), "port": "5432"}
    return {key: record.get(_RECORDED[key], "") for key in _RECORDED}


def _from_url(url: str) -> tuple[dict[str, str], dict[str, Any]]:
    split = urlsplit(url)
    if split.scheme not in ("postgresql", "postgres") or not split.path.strip("/"):
        raise BadDatabaseUrl("DATABASE_URL phải có dạng postgresql://tài-khoản:mật-khẩu@máy:cổng/tên")
    query = {key: values[-1] for key, values in parse_qs(split.query).items()}
    parts = {
        "NAME": unquote(split.path.strip("/")),
        "USER": unquote(split.username or query.get("user", "")),
        "PASSWORD": unquote(split.password or query.get("password", "")),
        "HOST": query.get("host") or unquote(split.hostname or ""),
        "PORT": str(split.port or query.get("port", "")),
    }
    return parts, {key: query[key] for key in _PASSED_ON if key in query}
