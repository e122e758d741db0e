"""`motcua rights table`: the one table of rights, every cell."""

from argparse import ArgumentParser, Namespace, _SubParsersAction

from motcua.doors.command.frame import DONE, show, table, wake_django


def add(subparsers: "_SubParsersAction[ArgumentParser]") -> None:
    """Add `rights table`."""
    parts = subparsers.add_parser("rights", help="bảng quyền").add_subparsers(dest="part", required=True, metavar="VIỆC")
    parts.add_parser("table", help="vai × việc × phạm vi")


def run(args: Namespace) -> int:
    """Show what is allowed for a person, every cell for a machine."""
    wake_django()
    from motcua.people import rights

    cells = rights.table()
    lines = table([("vai", "việc", "phạm vi"), *((str(c["role"]), str(c["act"]), str(c["scope"])) for c in cells if c["allowed"])])
    show(args, cells, lines)
    return DONE
