"""`motcua outbox status`: what waits to leave; `motcua outbox reconcile [SYSTEM]`: our state beside the partners'."""

from argparse import ArgumentParser, Namespace, _SubParsersAction
from collections import Counter

from motcua.doors.command.frame import DONE, CommandRefused, show, table, wake_django


def add(subparsers: "_SubParsersAction[ArgumentParser]") -> None:
    """Add `outbox status` and `outbox reconcile`."""
    parts = subparsers.add_parser("outbox", help="hộp thư đi").add_subparsers(dest="part", required=True, metavar="VIỆC")
    parts.add_parser("status", help="đang chờ, gửi lại, bị từ chối")
    reconcile = parts.add_parser("reconcile", help="đối soát trạng thái với đối tác, gửi lại điều còn thiếu")
    reconcile.add_argument("system", nargs="?", metavar="SYSTEM", help="chỉ đối tác này, như national_portal")


def run(args: Namespace) -> int:
    """Show the counts, or reconcile and show what came of it."""
    wake_django()
    return _reconcile(args) if args.part == "reconcile" else _status(args)


def _status(args: Namespace) -> int:
    from django.utils import timezone

    from motcua.outbox.status import status

    value = status(timezone.now())
    head = ("đối tác", "chờ", "gửi lại", "bị từ chối", "lâu nhất, giây")
    columns = ("waiting", "retrying", "dead", "oldest_seconds")
    rows = [(name, *(str(counts[c]) for c in columns)) for name, counts in sorted(value["by_system"].items())]
    show(args, value, table([head, *rows, ("tất cả", *(str(value[c]) for c in columns))]))
    return DONE


def _reconcile(args: Namespace) -> int:
    from django.conf import settings
    from procrastinate.contrib.django import app

    from motcua.acts.reconciling import RECONCILE
    from motcua.ports import Unreachable

    if args.system and args.system not in settings.RECONCILED:
        raise CommandRefused(f"Không hỏi được trạng thái ở {args.system}; hỏi được: {', '.join(settings.RECONCILED)}.")
    counts: Counter[str] = Counter(checked=0, drifted=0, healed=0, left=0)
    for partner in [args.system] if args.system else settings.RECONCILED:
        try:
            counts.update(app.tasks[RECONCILE](partner))
        except Unreachable as away:
            raise CommandRefused(f"{partner} không trả lời: {away}") from away
    line = f"đã so {counts['checked']}, sai lệch {counts['drifted']}, đã hết {counts['healed']}, còn lại {counts['left']}"
    show(args, dict(counts), [line])
    return DONE
