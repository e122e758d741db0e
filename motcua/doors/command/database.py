"""`motcua database start|stop|status`: the embedded PostgreSQL. With DATABASE_URL there is nothing to start or stop."""

import os
from argparse import ArgumentParser, Namespace, _SubParsersAction

from motcua.doors.command.frame import DONE, show
from motcua.doors.command.postgres import account, place, server


def add(subparsers: "_SubParsersAction[ArgumentParser]") -> None:
    """Add `database` to the command line."""
    parser = subparsers.add_parser("database", help="khởi động, dừng, xem cơ sở dữ liệu đi kèm")
    parser.add_argument("action", choices=("start", "stop", "status"), metavar="start|stop|status")


def run(args: Namespace) -> int:
    """Do it; the JSON is `{kind: embedded|url, running, version, socket}`, `running` null where it is not ours to know."""
    if os.environ.get("DATABASE_URL"):
        show(args, {"kind": "url", "running": None}, ["Dùng máy chủ trong DATABASE_URL; không có gì để khởi động hay dừng."])
        return DONE
    if args.action == "start":
        server.start(os.environ)
    elif args.action == "stop":
        server.stop(os.environ)
    record = place.read(os.environ)
    alive = record is not None and server.running(record, account.account(os.environ))
    version = server.ask(record, "SHOW server_version") if record and alive else None
    socket = record.socket if record else None
    text = f"Cơ sở dữ liệu đang chạy: PostgreSQL {version}, {socket}" if alive else "Cơ sở dữ liệu đang dừng."
    show(args, {"kind": "embedded", "running": alive, "version": version, "socket": socket}, [text])
    return DONE
