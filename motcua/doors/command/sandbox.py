"""`motcua sandbox fault SYSTEM --mode …`: make a system of the played outside world fail, or work again."""

from argparse import ArgumentParser, Namespace, _SubParsersAction

from motcua.doors.command.frame import DONE, CommandRefused, show, wake_django

MODES = ("ok", "slow", "error", "timeout", "duplicate", "reorder", "garbage")
SYSTEMS = ("identity", "population", "business", "portal", "ministry", "mail", "signing")


def add(subparsers: "_SubParsersAction[ArgumentParser]") -> None:
    """Add `sandbox fault`."""
    parts = subparsers.add_parser("sandbox", help="thế giới bên ngoài giả lập").add_subparsers(dest="part", required=True, metavar="VIỆC")
    fault = parts.add_parser("fault", help="làm một hệ thống hỏng, hoặc chạy lại")
    fault.add_argument("system", choices=SYSTEMS)
    fault.add_argument("--mode", choices=MODES, required=True)
    fault.add_argument("--rate", type=float, default=1.0, metavar="0.2")


def run(args: Namespace) -> int:
    """Tell the sandbox. Refused outside demo mode, for a rate that is none, and when the sandbox does not answer."""
    wake_django()
    import httpx
    from django.conf import settings

    if not settings.DEMO:
        raise CommandRefused("Chỉ dùng được ở chế độ dùng thử (MOTCUA_DEMO=1).")
    wanted = {"mode": args.mode, "rate": args.rate}
    try:
        answer = httpx.post(f"{settings.SANDBOX_URL}/fault/{args.system}", json=wanted, timeout=5)
    except httpx.HTTPError as problem:
        raise CommandRefused("Thế giới giả lập chưa chạy: chạy make run trước.") from problem
    if answer.status_code != httpx.codes.OK:
        raise CommandRefused(f"Thế giới giả lập từ chối: {answer.text}")
    show(args, {"system": args.system, **wanted}, [f"{args.system}: {args.mode}, {args.rate:.0%} số lần gọi."])
    return DONE
