"""`motcua COMMAND …`: exit code 0 done, 1 refused with the reason, 2 wrong usage. --json gives one JSON value on stdout."""

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module

from config.database import data_dir
from config.files import read_env
from motcua.doors.command.frame import REFUSED, CommandRefused, say, show

COMMANDS = (
    "agency",
    "audit",
    "calendar",
    "catalogue",
    "config",
    "cutover",
    "database",
    "demo",
    "doctor",
    "document",
    "law",
    "outbox",
    "prepare",
    "process",
    "register",
    "rights",
    "sandbox",
    "up",
    "worker",
)


def parser() -> argparse.ArgumentParser:
    """Build the parser; every module of COMMANDS has `add(subparsers)` and `run(args) -> int`."""
    top = argparse.ArgumentParser(prog="motcua", description="Một Cửa: hệ thống thông tin giải quyết thủ tục hành chính.")
    top.add_argument("--json", action="store_true", help="trả lời bằng một giá trị JSON (đặt ở đâu trong dòng lệnh cũng được)")
    subparsers = top.add_subparsers(dest="command", required=True, metavar="LỆNH")
    for name in COMMANDS:
        import_module(f"motcua.doors.command.{name}").add(subparsers)
    return top


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    words = list(sys.argv[1:] if argv is None else argv)
    as_json = "--json" in words
    args = parser().parse_args([word for word in words if word != "--json"])
    args.json = as_json
    if args.command != "up":
        _as_last_started()
    try:
        code: int = import_module(f"motcua.doors.command.{args.command}").run(args)
    except CommandRefused as refusal:
        if as_json:
            show(args, {"refused": str(refusal)}, [])
        say(str(refusal))
        return REFUSED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return REFUSED
    return code


def _as_last_started() -> None:
    """Take over what `motcua up` was started with (demo mode, ports, database), so that both speak of the same system."""
    if os.environ.get("MOTCUA_TEST_DB") == "1":
        return
    for key, value in read_env(data_dir(os.environ) / "run.env").items():
        os.environ.setdefault(key, value)


if __name__ == "__main__":
    sys.exit(main())
