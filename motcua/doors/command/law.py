"""`motcua law due` and `motcua law lifecycle`: ask the rules themselves."""

from argparse import ArgumentParser, Namespace, _SubParsersAction
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from motcua.doors.command.frame import DONE, CommandRefused, show, table, wake_django

if TYPE_CHECKING:
    from motcua.law.calendar import Calendar
    from motcua.law.deadlines import Due, Pause


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
    due.add_argument("--after-cutoff", action="store_true", help="nhận sau giờ chốt thì tính từ ngày làm việc tiếp theo")
    parts.add_parser("lifecycle", help="bảng trạng thái của hồ sơ")


def run(args: Namespace) -> int:
    """Answer; nonsense is refused with the sentence of the rule."""
    return _lifecycle(args) if args.part == "lifecycle" else _due(args)


def _due(args: Namespace) -> int:
    from motcua.law.calendar import CalendarError
    from motcua.law.deadlines import Term, TermError, explain

    try:
        term = Term.parse(args.term, _clock_time(args.cutoff), after_cutoff=args.after_cutoff)
        received, restart = _moment(args.received), _moment(args.restart) if args.restart else None
        if restart and restart < received:
            raise CommandRefused("Thời điểm tính lại phải sau thời điểm tiếp nhận.")
        pauses = [_pause(text) for text in args.pause]
        calendar = _calendar(args.agency, restart or received)
        found = explain(restart or received, term, calendar, pauses)
    except (TermError, CalendarError) as error:
        raise CommandRefused(f"Không tính được: {error}") from error
    sources = found.rules + found.sources
    if restart:
        sources = [*sources, "61/2018/NĐ-CP Điều 19 khoản 4 [T]"]
    value = {
        "due": found.at.isoformat(),
        "counted": [{"date": d.isoformat(), "minutes": m} for d, m in found.counted],
        "skipped": [{"date": d.isoformat(), "why": w} for d, w in found.skipped],
        "sources": list(dict.fromkeys(sources)),
    }
    lines = [f"Hẹn trả: {found.at:%H:%M %d/%m/%Y}"] + [line for _, line in sorted(_days(found, calendar))]
    show(args, value, lines + [f"  căn cứ: {s}" for s in value["sources"]])
    return DONE


def _days(found: "Due", calendar: "Calendar") -> Iterator[tuple[date, str]]:
    """Yield a line for each counted and skipped day, and why."""
    for day, minutes in found.counted:
        swapped = calendar.swap_days.get(day)
        yield day, f"  {day:%d/%m/%Y}  tính {minutes} phút" + (f": {swapped.name}" if swapped else "")
    for day, why in found.skipped:
        yield day, f"  {day:%d/%m/%Y}  không tính: {why}"


def _moment(text: str) -> datetime:
    from motcua.law.calendar import HANOI

    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise CommandRefused(f"“{text}” không phải thời điểm có thật, ví dụ 2026-11-20T10:00.") from error
    return moment if moment.tzinfo else moment.replace(tzinfo=HANOI)


def _clock_time(text: str) -> time:
    try:
        return time.fromisoformat(text)
    except ValueError as error:
        raise CommandRefused(f"“{text}” không phải giờ trong ngày, ví dụ 15:00.") from error


def _pause(text: str) -> "Pause":
    from motcua.law.deadlines import Pause

    start, bar, end = text.partition("/")
    if not bar:
        raise CommandRefused(f"“{text}” không phải khoảng tạm dừng, ví dụ 2026-11-16T10:00/2026-11-18T10:00.")
    return Pause(_moment(start), _moment(end))


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
