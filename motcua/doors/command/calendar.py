"""`motcua calendar`: what a late notice would change, the change itself, and (only when asked) the promises counted again."""

import time
import tomllib
from argparse import ArgumentParser, Namespace, _SubParsersAction
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from motcua.doors.command import sessions
from motcua.doors.command.frame import DONE, CommandRefused, say, show, wake_django

if TYPE_CHECKING:
    from motcua.law.calendar_rules import Edit


def add(subparsers: "_SubParsersAction[ArgumentParser]") -> None:
    """Add `calendar preview`, `apply`, `recount`, `outage`, `session`."""
    parts = subparsers.add_parser("calendar", help="lịch làm việc").add_subparsers(dest="part", required=True, metavar="VIỆC")
    preview = parts.add_parser("preview", help="xem lịch mới làm đổi gì, chưa ghi gì")
    change = parts.add_parser("apply", help="ghi lịch mới; ngày hẹn chỉ tính lại khi có --recompute")
    for each in (preview, change):
        each.add_argument("file", type=Path, metavar="TỆP.toml")
    change.add_argument("--recompute", action="store_true", help="tính lại ngày hẹn của hồ sơ đang mở, báo người nộp")
    again = parts.add_parser("recount", help="tính lại ngày hẹn của hồ sơ đang mở theo lịch đang có")
    again.add_argument("--why", required=True, metavar="LÝ DO")
    outage = parts.add_parser("outage", help="ghi sự cố đã thông báo")
    outage.add_argument("--agency", action="append", required=True, metavar="MÃ")
    for name in ("--system", "--notice", "--start", "--end"):
        outage.add_argument(name, required=True)
    sessions.add(parts)


def run(args: Namespace) -> int:
    """Do the part asked for; what breaks a rule is refused with the rule's name and nothing is changed."""
    wake_django()
    from motcua.law.calendar import CalendarError
    from motcua.law.lifecycle import Refusal

    try:
        return {"preview": _preview, "apply": _apply, "recount": _recount, "outage": _outage, "session": sessions.run}[args.part](args)
    except (Refusal, CalendarError) as error:
        raise CommandRefused(str(error)) from error


def _read(file: Path) -> "Edit":
    from motcua.law.calendar_rules import read

    try:
        return read(tomllib.loads(file.read_text()))
    except (OSError, UnicodeDecodeError) as error:
        raise CommandRefused(f"Không đọc được tệp {file}.") from error
    except tomllib.TOMLDecodeError as error:
        raise CommandRefused(f"calendar.day: tệp lịch có ngày không có thật hoặc viết sai: {error}") from error


def _preview(args: Namespace) -> int:
    from django.utils import timezone

    from motcua.dossiers.recounting import previewed
    from motcua.law.calendar import HANOI
    from motcua.law.calendar_rules import check
    from motcua.worktime.calendars import calendar_of

    edit = _read(args.file)
    now = calendar_of(None, timezone.now().astimezone(HANOI).date())
    after = check(now, edit)
    for found in previewed(edit):
        say(f"Đã xem {found.open} hồ sơ đang mở, {found.changed} hồ sơ sẽ đổi ngày hẹn.")
    examples = [{"code": code, "old": _told(old), "new": _told(new)} for code, old, new in found.examples]
    days = sorted(d for d in {*edit.off, *edit.worked, *edit.removed} if now.works(d) != after.works(d))
    value: dict[str, Any] = {
        "days": [{"date": d.isoformat(), "was": _worked(now.works(d)), "becomes": _worked(after.works(d))} for d in days],
        "dossiers": found.open,
        "changed": found.changed,
        "later": found.later,
        "earlier": found.earlier,
        "examples": examples,
    }
    lines = [f"{d:%d/%m/%Y}: {_worked(now.works(d))} → {_worked(after.works(d))}" for d in days]
    lines += [
        f"{value['changed']} trên {value['dossiers']} hồ sơ đang mở đổi ngày hẹn: {value['later']} muộn hơn, {value['earlier']} sớm hơn"
    ]
    show(args, value, lines + [f"  {e['code']}: {e['old']} → {e['new']}" for e in value["examples"]])
    return DONE


def _apply(args: Namespace) -> int:
    from django.utils import timezone

    from motcua.acts.calendar import edit_calendar
    from motcua.lib.ids import new_id
    from motcua.people.actor import job

    edit, by, at = _read(args.file), job("calendar"), timezone.now()
    rows = edit_calendar(edit, by=by, at=at, key=f"calendar:{new_id().hex}")
    value: dict[str, Any] = {"days": len(rows) + len(edit.removed), "recomputed": None}
    lines = [f"Đã ghi {value['days']} ngày vào lịch. Ngày hẹn của hồ sơ đang mở chưa đổi."]
    if args.recompute:
        sources = sorted({s.source for s in (*edit.off.values(), *edit.worked.values(), *edit.removed.values())})
        value["recomputed"] = _counted_again(f"Lịch làm việc thay đổi theo {'; '.join(sources)}")
        lines = [f"Đã ghi {value['days']} ngày vào lịch.", _said(value["recomputed"])]
    show(args, value, lines)
    return DONE


def _recount(args: Namespace) -> int:
    value = _counted_again(args.why)
    show(args, value, [_said(value)])
    return DONE


def _counted_again(why: str) -> dict[str, Any]:
    from django.utils import timezone

    from motcua.acts.recount import Progress, recount_all
    from motcua.lib.ids import new_id
    from motcua.people.actor import job

    began, done = time.monotonic(), Progress(0, 0)
    for done in recount_all(why=why, by=job("calendar"), at=timezone.now(), key=f"recount:{new_id().hex}"):
        say(f"Đã xem {done.looked_at} hồ sơ, đổi ngày hẹn {done.changed} hồ sơ ({time.monotonic() - began:.0f} giây).")
    return {"checked": done.looked_at, "changed": done.changed, "seconds": round(time.monotonic() - began, 1)}


def _outage(args: Namespace) -> int:
    from django.utils import timezone

    from motcua.acts.calendar import announce_outage
    from motcua.lib.ids import new_id
    from motcua.people.actor import job
    from motcua.people.models import Agency

    agencies = list(Agency.objects.filter(code__in=args.agency))
    missing = sorted(set(args.agency) - {a.code for a in agencies})
    if missing:
        raise CommandRefused(f"Không có cơ quan mã {', '.join(missing)}.")
    told = {"system": args.system, "notice": args.notice, "start": _moment(args.start), "end": _moment(args.end)}
    outage = announce_outage(agencies, **told, by=job("calendar"), at=timezone.now(), key=f"outage:{new_id().hex}")
    words = f"Đã ghi sự cố theo thông báo {outage.notice}. Hồ sơ đang mở tính lại bằng motcua calendar recount."
    show(args, {"outage": str(outage.pk), "agencies": [a.code for a in agencies]}, [words])
    return DONE


def _moment(text: str) -> datetime:
    from motcua.law.calendar import HANOI

    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise CommandRefused(f"“{text}” không phải thời điểm có thật, ví dụ 2026-11-20T10:00.") from error
    return moment if moment.tzinfo else moment.replace(tzinfo=HANOI)


def _told(moment: datetime) -> str:
    from motcua.law.calendar import HANOI

    return moment.astimezone(HANOI).isoformat()


def _worked(works: bool) -> str:
    return "làm việc" if works else "nghỉ"


def _said(value: dict[str, Any]) -> str:
    return f"Đã xem {value['checked']} hồ sơ đang mở, đổi ngày hẹn {value['changed']} hồ sơ, {value['seconds']} giây."
