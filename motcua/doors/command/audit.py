"""`motcua audit verify`: recompute every hash chain."""

from argparse import ArgumentParser, Namespace, _SubParsersAction

from motcua.doors.command.frame import DONE, REFUSED, CommandRefused, show, wake_django


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
    value = {"dossiers": chains, "entries": entries, "broken": [vars(b) for b in broken]}
    lines = [f"{chains} chuỗi, {entries} mục."] + [f"Hỏng: {b.subject} mục {b.seq}: {b.why}" for b in broken]
    show(args, value, lines)
    return REFUSED if broken else DONE
