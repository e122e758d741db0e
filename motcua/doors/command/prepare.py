"""`motcua prepare`: bring database and files to what this release needs. Safe to repeat; changes nothing twice."""

from argparse import ArgumentParser, Namespace, _SubParsersAction
from collections.abc import Callable

from motcua.doors.command.frame import DONE, say, show, wake_django


def add(subparsers: "_SubParsersAction[ArgumentParser]") -> None:
    """Add `prepare` to the command line."""
    parser = subparsers.add_parser("prepare", help="cập nhật cơ sở dữ liệu, danh mục đi kèm và tệp tĩnh cho bản này")
    parser.add_argument("--empty", action="store_true", help="không nạp gì đi kèm: để nhập cấu hình bàn giao vào")


def run(args: Namespace) -> int:
    """Migrate, make the coming months' partitions, load what is built in (demo people in demo mode only), gather static files."""
    wake_django()
    from django.conf import settings
    from django.core.management import call_command

    from motcua.audit import partitions
    from motcua.doors.command import seed

    loaded: tuple[str, Callable[[], object]] = ("danh mục và đơn vị đi kèm", lambda: seed.load(demo=settings.DEMO))
    steps: tuple[tuple[str, Callable[[], object]], ...] = (
        ("cấu trúc dữ liệu", lambda: call_command("migrate", interactive=False, verbosity=0)),
        ("phân vùng theo tháng", partitions.ensure),
        *(() if args.empty else (loaded,)),
        ("tệp tĩnh", lambda: call_command("collectstatic", interactive=False, verbosity=0)),
    )
    for name, step in steps:
        say(f"Chuẩn bị {name} …")
        step()
    show(args, {"prepared": [name for name, _ in steps]}, ["Đã chuẩn bị xong."])
    return DONE
