"""`motcua law due` and `motcua law lifecycle`: ask the rules themselves."""

from argparse import ArgumentParser, Namespace, _SubParsersAction
from datetime import datetime, time
from typing import TYPE_CHECKING, Any

from motcua.doors.command.frame import DONE, CommandRefused, show, table, wake_django

if TYPE_CHECKING:
    from motcua.law.calendar import Calendar


def add(subparsers: "_SubParsersAction[ArgumentParser]") -> None:
    """Add `law due` and `law lifecycle`."""
    parts = subparsers.add_parser("law", help="hỏi các quy tắc").add_subparsers(dest="part", required=True, metavar="VIỆC")
    due = parts.add_parser("due", help="tính ngày hẹn trả và giải thích")
    due.add_argument("--received", required=True, metavar="T")
    due.add_argument("--term", required=True, metavar="5wd|12wh|10d|2m|same-day")
    due.add_argument("--agency", metavar="MÃ")
    due.add_argument("--cutoff", default="15:00", metavar="15:00")
    due.add_argument("--pause", action="append", default=[], metavar="T/T")
    due.add_argument("--restart", metavar="T")
    parts.add_parser("lifecycle", help="bảng trạng thái của hồ sơ")


def run(args: Namespace) -> int:
    """Answer; nonsense is refused with the sentence of the rule."""
    return _lifecycle(args) if args.part == "lifecycle" else _due(args)


def _due(args: Namespace) -> int:
    from motcua.law.calendar import CalendarError
    from motcua.law.deadlines import Pause, Term, TermError, explain

    try:
        begins = _moment(args.restart or args.received)
        term = Term.parse(args.term, time.fromisoformat(args.cutoff))
        pauses = [Pause(_moment(start), _moment(end)) for start, _, end in (pause.partition("/") for pause in args.pause)]
        found = explain(begins, term, _calendar(args.agency, begins), pauses)
    except (ValueError, TypeError, TermError, CalendarError) as error:
        raise CommandRefused(f"Không tính được: {error}") from error
    value = {
        "due": found.at.isoformat(),
        "counted": [{"date": d.isoformat(), "minutes": m} for d, m in found.counted],
        "skipped": [{"date": d.isoformat(), "why": w} for d, w in found.skipped],
        "sources": found.sources,
    }
    lines = [f"Hẹn trả: {found.at:%H:%M %d/%m/%Y}"]
    lines += [f"  {d:%d/%m/%Y}  {m} phút" for d, m in found.counted] + [f"  {d:%d/%m/%Y}  không tính: {w}" for d, w in found.skipped]
    show(args, value, lines + [f"  nguồn: {s}" for s in found.sources])
    return DONE


def _moment(text: str) -> datetime:
    from motcua.law.calendar import HANOI

    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=HANOI)


def _calendar(agency: str | None, at: datetime) -> "Calendar":
    wake_django()
    from django.db import DatabaseError

    from motcua.people.models import Agency
    from motcua.worktime.calendars import calendar_of

    try:
        found = Agency.objects.filter(code=agency).first() if agency else None
        if agency and not found:
            raise CommandRefused(f"Không có cơ quan mã {agency}.")
        return calendar_of(found.pk if found else None, at.date())
    except DatabaseError as problem:
        raise CommandRefused("Cơ sở dữ liệu chưa trả lời: chạy make run hoặc motcua database start.") from problem


def _lifecycle(args: Namespace) -> int:
    from motcua.law.lifecycle import RULES

    rows: list[dict[str, Any]] = [
        {
            "act": act,
            "from": sorted(rule.from_),
            "to": sorted(rule.to or rule.from_),
            "by": [f"{role}:{scope}" for role, scope in rule.by.items()],
            "cites": list(rule.cites),
        }
        for act, rule in RULES.items()
    ]
    words = (("việc", "từ", "đến", "ai"), *((r["act"], _list(r["from"]), _list(r["to"]), ", ".join(r["by"])) for r in rows))
    show(args, rows, table(words))
    return DONE


def _list(statuses: list[int]) -> str:
    return ",".join(str(int(s)) for s in statuses)
