"""`motcua doctor`: what is well and what is not, `{ok, checks: [{name, ok, detail}]}`; exit code 1 when something is not."""

import shutil
import time
from argparse import ArgumentParser, Namespace, _SubParsersAction
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from motcua.doors.command.frame import DONE, REFUSED, show, table, wake_django

if TYPE_CHECKING:
    from motcua.ports import Spoken

OLDEST_SERVER = 150000  # server_version_num of PostgreSQL 15
WORKER_SILENT = timedelta(seconds=60)  # a worker writes its heartbeat every 10 s
OUTBOX_OLD = timedelta(minutes=15)
FREE_BYTES = 1_000_000_000

Finding = tuple[bool, str]


def add(subparsers: "_SubParsersAction[ArgumentParser]") -> None:
    """Add `doctor` to the command line."""
    subparsers.add_parser("doctor", help="kiểm tra hệ thống")


def run(args: Namespace) -> int:
    """Make every check, each by itself, so that one failure hides no other."""
    wake_django()
    found = [_checked(name, check) for name, check in _checks()]
    ok = all(check["ok"] for check in found)
    rows = table(("✔" if check["ok"] else "✘", check["name"], check["detail"]) for check in found)
    show(args, {"ok": ok, "checks": found}, [*rows, "Mọi thứ đều ổn." if ok else "Có điều chưa ổn, xem các dòng ✘."])
    return DONE if ok else REFUSED


def _checks() -> list[tuple[str, Callable[[], Finding]]]:
    from django.conf import settings

    partners = [(f"partner {name}", partial(_partner, name)) for name in sorted(settings.CONNECTORS)]
    return [
        ("database", _database),
        ("migrations", _migrations),
        ("worker", _worker),
        ("outbox", _outbox),
        ("partitions", _partitions),
        *partners,
        ("disk", _disk),
    ]


def _checked(name: str, check: Callable[[], Finding]) -> dict[str, Any]:
    from django.db import Error

    try:
        ok, detail = check()
    except (Error, OSError) as problem:
        ok, detail = False, " ".join(str(problem).split())
    return {"name": name, "ok": ok, "detail": detail}


def _one(question: str) -> Any:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(question)
        row = cursor.fetchone()
    return row[0] if row else None


def _database() -> Finding:
    number, version = int(_one("SHOW server_version_num")), _one("SHOW server_version")
    return number >= OLDEST_SERVER, f"PostgreSQL {version}" + ("" if number >= OLDEST_SERVER else ", cần từ 15 trở lên")


def _migrations() -> Finding:
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    left = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return not left, f"còn {len(left)} bước chưa chạy" if left else "đã chạy hết"


def _worker() -> Finding:
    seen: datetime | None = _one("SELECT max(last_heartbeat) FROM procrastinate_workers")
    if seen is None:
        return False, "không có tiến trình nhận việc nền"
    age = datetime.now(seen.tzinfo) - seen
    return age < WORKER_SILENT, f"báo còn sống {int(age.total_seconds())} giây trước"


def _outbox() -> Finding:
    from django.utils import timezone

    from motcua.outbox.status import status

    state = status(timezone.now())
    ok = state["dead"] == 0 and state["oldest_seconds"] < OUTBOX_OLD.total_seconds()
    counts = f"chờ gửi {state['waiting']}, gửi lại {state['retrying']}, không gửi được {state['dead']}"
    return ok, f"{counts}, lâu nhất {state['oldest_seconds']} giây"


def _partitions() -> Finding:
    from motcua.audit.partitions import strays

    left = strays()
    return left == 0, f"{left} dòng nằm ngoài phân vùng tháng" if left else "đủ cho các tháng tới"


def _partner(name: str) -> Finding:
    """Ask a partner who it is: it answers, with its version; or says no; or is silent."""
    from motcua.ports import Speaking, port

    connector = port(name)
    if not isinstance(connector, Speaking):
        return False, "bộ kết nối không hỏi được phiên bản của đối tác"
    return _spoken(connector.speaks)


def _spoken(ask: "Callable[[], Spoken]") -> Finding:
    from motcua.ports import Refused, Unreachable

    began = time.monotonic()
    try:
        told = ask()
    except Refused as problem:
        return False, f"trả lời nhưng từ chối: {problem}"
    except Unreachable as problem:
        return False, f"không trả lời: {problem}"
    return True, f"{told.partner} · {told.version} · {(time.monotonic() - began) * 1000:.0f} ms"


def _disk() -> Finding:
    from django.conf import settings

    folder = settings.DATA_DIR if settings.DATA_DIR.exists() else settings.BASE_DIR
    free = shutil.disk_usage(folder).free
    return free >= FREE_BYTES, f"còn trống {free / 1e9:.1f} GB"
