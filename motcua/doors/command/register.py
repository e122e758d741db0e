"""`motcua register show|close|verify`: a counter's book of a year, its closing, and whether closed books are as they were."""

from argparse import ArgumentParser, Namespace, _SubParsersAction
from typing import Any

from motcua.doors.command.frame import DONE, REFUSED, CommandRefused, show, wake_django


def add(subparsers: "_SubParsersAction[ArgumentParser]") -> None:
    """Add `register show`, `register close` and `register verify`."""
    parts = subparsers.add_parser("register", help="sổ theo dõi hồ sơ").add_subparsers(dest="part", required=True, metavar="VIỆC")
    for name, said in (("show", "số hồ sơ trong sổ, đã khóa hay chưa"), ("close", "khóa sổ của một năm đã hết")):
        parser = parts.add_parser(name, help=said)
        parser.add_argument("agency", metavar="CƠ_QUAN", help="mã định danh, như H26.105")
        parser.add_argument("year", metavar="NĂM", type=int)
    parts.add_parser("verify", help="tính lại mã băm của mọi sổ đã khóa")


def run(args: Namespace) -> int:
    """Do it; a book that may not be closed, or that was changed after its closing, ends with 1."""
    wake_django()
    if args.part == "verify":
        return _verify(args)
    from motcua.people.models import Agency

    agency = Agency.objects.filter(code=args.agency).first()
    if agency is None:
        raise CommandRefused(f"Không có cơ quan mang mã {args.agency}.")
    if args.part == "close":
        _close(agency, args.year)
    return _show(args, agency)


def _close(agency: Any, year: int) -> None:
    from django.utils import timezone

    from motcua.acts.base import AlreadyDone
    from motcua.acts.registers import close
    from motcua.law.lifecycle import Refusal
    from motcua.people.actor import job

    try:
        close(agency, year, by=job("register"), at=timezone.now(), key=f"close-register:{agency.code}:{year}")
    except (Refusal, AlreadyDone) as refusal:
        raise CommandRefused(str(refusal) if isinstance(refusal, Refusal) else f"Sổ năm {year} đã khóa.") from refusal


def _show(args: Namespace, agency: Any) -> int:
    from motcua.reports.register import book_of

    book = book_of(agency, args.year)
    closed = book.closing
    value = {"agency": agency.code, "year": book.year, "count": book.count, "closed": bool(closed), "hash": closed.hash if closed else None}
    state = f"đã khóa {closed.closed_at:%d/%m/%Y}, mã băm {closed.hash}" if closed else "chưa khóa"
    show(args, value, [f"{agency.name}, năm {book.year}: {book.count} hồ sơ, {state}."])
    return DONE


def _verify(args: Namespace) -> int:
    from motcua.acts.registers import lines_of
    from motcua.law.registers import hash_of
    from motcua.reports.register import closings

    found = [(each, hash_of(lines_of(agency, each.year)) == each.hash) for each, agency in closings()]
    rows = [{"agency": each.agency.code, "year": each.year, "count": each.count, "same": same} for each, same in found]
    words = [f"{each.agency.code} {each.year}: {'nguyên vẹn' if same else 'ĐÃ BỊ SỬA'}" for each, same in found]
    show(args, rows, words or ["Chưa có sổ nào được khóa."])
    return DONE if all(same for _each, same in found) else REFUSED
