"""`motcua audit verify`: recompute every hash chain and every daily root, and check the time stamps of the roots."""

from argparse import ArgumentParser, Namespace, _SubParsersAction
from typing import TYPE_CHECKING

from motcua.doors.command.frame import DONE, REFUSED, CommandRefused, show, wake_django

if TYPE_CHECKING:
    from uuid import UUID

    from motcua.audit.roots import Roots


def add(subparsers: "_SubParsersAction[ArgumentParser]") -> None:
    """Add `audit verify`."""
    parts = subparsers.add_parser("audit", help="nhật ký niêm phong").add_subparsers(dest="part", required=True, metavar="VIỆC")
    verify = parts.add_parser("verify", help="kiểm tra chuỗi nhật ký")
    verify.add_argument("--dossier", metavar="MÃ")


def run(args: Namespace) -> int:
    """Verify one dossier's chain or all; exit code 1 when one is broken."""
    wake_django()
    from motcua.audit.sealing import verify
    from motcua.dossiers.models import Dossier

    subject = None
    if args.dossier:
        subject = Dossier.objects.filter(code=args.dossier).values_list("pk", flat=True).first()
        if subject is None:
            raise CommandRefused(f"Không có hồ sơ {args.dossier}.")
    chains, entries, broken = verify(subject)
    roots = _roots(subject)
    broken += roots.broken
    days = {"days": roots.days, "unstamped": roots.unstamped, "stamped_late": roots.late}
    value = {"dossiers": chains, "entries": entries, "broken": [vars(b) for b in broken], "roots": days}
    lines = [f"{chains} chuỗi, {entries} mục, {roots.days} gốc ngày."]
    lines += [f"Chờ dấu thời gian: gốc ngày {d:%d/%m/%Y}" for d in roots.unstamped]
    lines += [f"Đóng dấu thời gian muộn: gốc ngày {d:%d/%m/%Y}" for d in roots.late]
    show(args, value, lines + [f"Hỏng: {b.subject} mục {b.seq}: {b.why}" for b in broken])
    return REFUSED if broken else DONE


def _roots(subject: "UUID | None") -> "Roots":
    from motcua.audit.roots import verify_roots
    from motcua.ports import TimeStamps, Unreachable, port

    clock: TimeStamps = port("timestamp")
    try:
        return verify_roots(subject, clock.stamped_at)
    except Unreachable as silent:
        raise CommandRefused(f"Chưa kiểm tra được dấu thời gian: {silent}") from silent
