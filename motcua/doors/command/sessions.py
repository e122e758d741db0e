"""`motcua calendar session`: the hours of an agency of its own, or of the whole city, from a day on."""

from argparse import ArgumentParser, Namespace, _SubParsersAction
from datetime import date
from typing import TYPE_CHECKING

from motcua.doors.command.frame import DONE, CommandRefused, show

if TYPE_CHECKING:
    from motcua.law.calendar import Session


def add(parts: "_SubParsersAction[ArgumentParser]") -> None:
    """Add `session` to `motcua calendar`."""
    each = parts.add_parser("session", help="khai ca làm việc của một cơ quan, hoặc của thành phố, từ một ngày")
    each.add_argument("--agency", default="", metavar="MÃ", help="không ghi: cả thành phố")
    each.add_argument("--open", action="append", default=[], metavar="GIỜ-GIỜ", help="một ca, ví dụ 07:30-11:30; lặp lại được")
    each.add_argument("--none", action="store_true", help="cơ quan trở lại theo ca của thành phố")
    each.add_argument("--from", dest="first", required=True, metavar="NGÀY")
    each.add_argument("--to", dest="last", default="", metavar="NGÀY")
    each.add_argument("--day-end", choices=("clock", "midnight"), default="clock", help="ngày cuối của thời hạn hết lúc nào")
    each.add_argument("--source", required=True, metavar="VĂN BẢN")


def run(args: Namespace) -> int:
    """Declare the hours; overlapping sessions or a hole are refused with the rule's name."""
    from django.utils import timezone

    from motcua.acts.city import set_sessions
    from motcua.law.calendar import DayEnd
    from motcua.law.sessions import Span
    from motcua.lib.ids import new_id
    from motcua.people.actor import job
    from motcua.people.models import Agency

    agency = Agency.objects.filter(code=args.agency).first()
    if args.agency and agency is None:
        raise CommandRefused(f"Không có cơ quan mã {args.agency}.")
    if bool(args.open) == args.none:
        raise CommandRefused("Ghi ít nhất một ca bằng --open, hoặc --none để trở lại theo ca của thành phố.")
    span = Span(_day(args.first), _day(args.last) if args.last else None)
    told = {"day_end": DayEnd(args.day_end), "source": args.source, "key": f"sessions:{new_id().hex}"}
    made = set_sessions(agency, [_session(text) for text in args.open], span=span, **told, by=job("calendar"), at=timezone.now())
    value = {"agency": args.agency or None, "sessions": [str(each) for each in made], "from": args.first, "to": args.last or None}
    hours = ", ".join(str(each) for each in made) or "theo ca của thành phố"
    show(args, value, [f"{agency.name if agency else 'Toàn thành phố'}: {hours}, từ {span.first:%d/%m/%Y}."])
    return DONE


def _session(text: str) -> "Session":
    from datetime import time

    from motcua.law.calendar import Session

    opens, _dash, closes = text.partition("-")
    try:
        return Session(time.fromisoformat(opens.strip()), time.fromisoformat(closes.strip()))
    except ValueError as error:
        raise CommandRefused(f"“{text}” không phải một ca, ví dụ 07:30-11:30.") from error


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise CommandRefused(f"“{text}” không phải một ngày có thật, ví dụ 2026-12-07.") from error
