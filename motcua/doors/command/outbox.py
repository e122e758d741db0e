"""`motcua outbox status`: what waits to leave."""

from argparse import ArgumentParser, Namespace, _SubParsersAction

from motcua.doors.command.frame import DONE, show, wake_django


def add(subparsers: "_SubParsersAction[ArgumentParser]") -> None:
    """Add `outbox status`."""
    parts = subparsers.add_parser("outbox", help="hộp thư đi").add_subparsers(dest="part", required=True, metavar="VIỆC")
    parts.add_parser("status", help="đang chờ, gửi lại, bị từ chối")


def run(args: Namespace) -> int:
    """Show the counts."""
    wake_django()
    from django.utils import timezone

    from motcua.outbox.status import status

    value = status(timezone.now())
    line = f"chờ {value['waiting']}, gửi lại {value['retrying']}, bị từ chối {value['dead']}, lâu nhất {value['oldest_seconds']} giây"
    show(args, value, [line])
    return DONE
